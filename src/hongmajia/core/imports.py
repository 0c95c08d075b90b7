"""Imports from spreadsheets: a room declares what a row means, core does the rest.

In a room's ``imports.py``::

    class EnterpriseRow(RowForm):
        name = forms.CharField(label=_("企业名称"), max_length=80)

    class EnterpriseImport(Importer):
        kind, title, right, form = "enterprises", _("企业"), "unions.import", EnterpriseRow
        examples = {"name": "德清县某某机械有限公司"}

        def apply(self, row: EnterpriseRow, actor: User) -> Enterprise:
            return add_enterprise(actor=actor, **row.cleaned_data)

and in its ``registrations.py``: ``register_importer(EnterpriseImport())``. That provides the pages,
the template, the preview, and the task with its progress; the upload page is ``{% url
"import_upload" "enterprises" %}``.
"""

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

import rules
from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.urls import reverse

from hongmajia.sheets import Wanted, normal_heading

from .actors import SignedIn
from .cells import Doubt, RowForm, Source, in_every_language
from .column_maps import ColumnMap, ColumnsMissing
from .errors import Refused
from .garbage import without_searching
from .import_faults import Fault, Repeats, faults_of
from .spreadsheets import MOST_ROWS, Row, Table

BATCH = 500
"""Rows that are in memory and written together."""
SAMPLE_ROWS = 10
"""How many rows are shown before confirming."""
MAX_FAULTS = 500
"""How many faults, and how many rows with changes, are kept."""
MAX_MADE = 500
"""How many imported objects the result names."""
Batch = list[tuple[Row, RowForm]]
Progress = Callable[[int, int], None]
"""Called with the number of rows done and the number of all rows."""


def no_progress(done: int, total: int) -> None:
    """A ``Progress`` that does nothing."""


class Importer:
    """One kind of import. A room subclasses it; ``apply`` calls the room's ordinary action."""

    kind: ClassVar[str]
    """The word in the address."""
    title: ClassVar[Any]
    """What is imported, such as 企业."""
    measure: ClassVar[Any] = "行"
    """The measure word: 导入了12家."""
    right: ClassVar[str]
    """The permission to import at all, checked without an object; ``form`` checks each row."""
    form: ClassVar[type[RowForm]]
    also_called: ClassVar[dict[str, str]] = {}
    """Field → other headings that offices use for it, separated by blanks; they are suggested."""
    examples: ClassVar[dict[str, str]] = {}
    """Field → example in the template's explanations."""
    unique: ClassVar[tuple[tuple[str, ...], ...]] = ()
    """Groups of fields whose values together may occur only once in a file. The fault is shown at
    the first field of the group."""
    most_rows: ClassVar[int] = MOST_ROWS
    """The most rows of a file; all are written in one transaction, which should take seconds, or
    two minutes where ``apply_all`` writes many rows at once."""
    section: ClassVar[str] = ""
    """The entry of the navigation to which its pages belong."""
    after: ClassVar[Any] = ""
    """What happens after the import, such as with invitations; the pages say it."""
    list_url: ClassVar[str] = "front"
    """Name of the page that lists the imported objects."""
    kept_model: ClassVar[Any] = None
    """The model of what is made; ``None`` where an import cannot be taken back."""
    no_way_back: ClassVar[Any] = ""
    """What to do instead, where it cannot be."""
    stays: ClassVar[Any] = ""
    """What stays when the import is taken back, such as accounts."""
    parts: ClassVar[frozenset[str]] = frozenset()
    """Labels of the models whose rows belong to what is made, and go with it."""
    page: ClassVar[str] = ""
    """Name of the page of one imported object, addressed by its key; empty if there is none."""

    def shared(self, actor: SignedIn, rows: Sequence[Mapping[str, str]]) -> Any:
        """What the forms of all ``rows`` (text by field) need from the database, fetched once."""
        return None

    def names(self, actor: SignedIn) -> dict[str, list[str]]:
        """Field → the names that ``actor`` may write in it, for the lists of the template."""
        return {}

    def apply(self, row: Any, actor: SignedIn) -> Any:
        """Write one checked row by calling the room's action; returns the imported object.

        May raise ``Refused``.
        """
        raise NotImplementedError

    def apply_all(self, rows: Sequence[Any], actor: SignedIn) -> list[Any]:
        """Write checked rows, one after the other; returns the imported objects.

        Where the room has its action for many at once, the importer calls that instead. What it
        refuses is written again row by row, to find the row that is to blame.
        """
        return [self.apply(row, actor) for row in rows]

    def take_back(self, things: Any, actor: SignedIn) -> None:
        """Undo what the import made, by the room's action; ``things`` is a queryset of
        ``kept_model``. Nothing rests on them (``taking_back``). They are deleted by default.
        """
        things.delete()

    def link_to(self, made: Any) -> tuple[str, str]:
        """The name of an imported object, for whoever imported it, and the address of its page."""
        return str(made), reverse(self.page, args=[made.pk])

    @property
    def columns(self) -> dict[str, Any]:
        """Field name → form field, in the order of the template."""
        return self.form.base_fields

    @property
    def wanted(self) -> Wanted:
        """The table to look for in a file: its headings in every language."""
        return self.wanted_with(ColumnMap())

    def wanted_with(self, said: ColumnMap) -> Wanted:
        """The table to look for, also by the headings of which somebody said what they mean."""
        return Wanted.of(
            ([*in_every_language(column.label), *said.headings_of(name)], column.required)
            for name, column in self.columns.items()
        )

    def called(self, name: str) -> list[str]:
        """Other headings that offices use for a field."""
        return self.also_called.get(name, "").split()

    @property
    def labels(self) -> dict[str, str]:
        """Field → its heading, in the language of the reader."""
        return {name: str(column.label) for name, column in self.columns.items()}

    @property
    def required(self) -> list[str]:
        """The fields that every file has to have."""
        return [name for name, column in self.columns.items() if column.required]


_importers: dict[str, Importer] = {}


def register_importer(importer: Importer) -> None:
    """Register an importer under its ``kind``; call it in ``registrations.py``."""
    _importers[importer.kind] = importer


def importer_of(kind: str) -> Importer:
    """Return the importer of this kind; raises ``Http404`` if there is none."""
    try:
        return _importers[kind]
    except KeyError:
        raise Http404(kind) from None


def importable_by(user: Any) -> list[Importer]:
    """The importers that the user may use, in the order of the rooms.

    ``rules`` is asked directly: a "no" of the user's own method asks the table of permissions.
    """
    may = rules.has_perm
    return [one for one in _importers.values() if may(one.right, user)]  # type: ignore[no-untyped-call]


@dataclass
class Checked:
    """What was found in a file: its table, headings by field, faults, ignored columns.

    Of the rows only the first few are kept, and of the faults and changes the first ones.
    ``made`` names what was written, in the order of the rows, with the address of its page.
    """

    table: Table
    headings: dict[str, str]
    ignored: list[str]
    said: ColumnMap = field(default_factory=ColumnMap)
    forms: Batch = field(default_factory=list)
    """The first rows, as they would be imported."""
    faults: list[Fault] = field(default_factory=list)
    fault_count: int = 0
    faulty: list[int] = field(default_factory=list)
    """The numbers of all rows with faults."""
    met: int = 0
    """How many rows mean a record that is there already."""
    changed: int = 0
    changes: list[tuple[Row, RowForm]] = field(default_factory=list)
    """The first rows that change a record."""
    made: list[tuple[str, str]] = field(default_factory=list)
    keys: list[Any] = field(default_factory=list)
    """The keys of all objects that were made, but not of those that were changed."""
    doubts: list[tuple[int, str, Doubt]] = field(default_factory=list)
    """Of the first rows with doubts: the number, what it is called, and what to ask."""
    doubtful: int = 0
    """How many rows raise a doubt."""
    left_out: list[int] = field(default_factory=list)
    """The numbers of the rows with faults, if these are left out."""
    first_faults: list[Fault] = field(default_factory=list)
    """What was wrong with them."""

    def add(self, row: Row, form: RowForm, faults: Sequence[Fault]) -> None:
        """Note what was found in the next row."""
        if len(self.forms) < SAMPLE_ROWS:
            self.forms.append((row, form))
        if faults:
            self.refuse(faults)
            return
        if form.existing:
            self.met += 1
            if form.changes():
                self.changed += 1
                self.changes += [(row, form)][: MAX_FAULTS - len(self.changes)]
        if doubts := [*form.doubts()]:
            self.doubtful += 1
            facts = form.cleaned_data
            name = str(facts.get("name") or facts.get("text", ""))
            asked = [(row.number, name, doubt) for doubt in doubts]
            self.doubts += asked[: max(0, MAX_FAULTS - len(self.doubts))]

    def refuse(self, faults: Sequence[Fault]) -> None:
        """Note the faults of one row."""
        self.fault_count += len(faults)
        self.faulty.append(faults[0].row)
        self.faults += faults[: max(0, MAX_FAULTS - len(self.faults))]


def check(
    importer: Importer,
    table: Table,
    actor: SignedIn,
    progress: Progress = no_progress,
    said: ColumnMap | None = None,
) -> Checked:
    """Check every row. Raises ``ColumnsMissing`` if a required column is missing."""
    checked = _begun(importer, table, said)
    return _through(importer, checked, actor, progress, lambda checked, batch: None)


def write(
    importer: Importer,
    table: Table,
    actor: SignedIn,
    progress: Progress,
    said: ColumnMap | None = None,
) -> Checked:
    """Check every row and write all of them; nothing more is written after the first fault.

    Call it in a transaction, and roll back if there is any fault.
    """

    def write_unless_faulty(checked: Checked, batch: Batch) -> None:
        if not checked.faults:
            _apply(importer, checked, batch, actor)

    return _through(importer, _begun(importer, table, said), actor, progress, write_unless_faulty)


def _through(
    importer: Importer,
    checked: Checked,
    actor: SignedIn,
    progress: Progress,
    use: Callable[[Checked, Batch], None],
) -> Checked:
    """Check all rows, and hand those of each batch to ``use``."""
    done = 0
    with without_searching():
        for batch in _batches(importer, checked, actor):
            use(checked, batch)
            done += len(batch)
            progress(done, len(checked.table.rows))
            gc.collect(1)
    return checked


def _begun(importer: Importer, table: Table, said: ColumnMap | None) -> Checked:
    said = said or ColumnMap()
    headings = match_headings(importer, table, said)
    ignored = [h for h in table.headings if h and h not in headings.values()]
    return Checked(table, headings, ignored, said)


def _batches(importer: Importer, checked: Checked, actor: SignedIn) -> Iterator[Batch]:
    """Check the rows and yield them, some hundred at a time; ``checked`` learns of each."""
    headings, table = checked.headings, checked.table
    rows = Renamed(table.rows, headings, checked.said)
    repeats = Repeats(importer.unique, headings)
    first = importer.form({}, actor=actor, shared=importer.shared(actor, rows))
    title = " ".join(text for _number, text in table.titles)
    batch: Batch = []
    for row, cells in zip(table.rows, rows, strict=True):
        form = first.of(cells)
        form.source = Source(table.file, table.sheet, row.number, title)
        faults = [*faults_of(row, form, headings), *repeats.faults_of(row, form)]
        checked.add(row, form, faults)
        batch.append((row, form))
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _apply(importer: Importer, checked: Checked, batch: Batch, actor: SignedIn) -> None:
    """Write some rows together or, if that is refused, none of them: then find the row."""
    try:
        with transaction.atomic():
            made = importer.apply_all([form for _row, form in batch], actor)
    except (Refused, ValidationError) as refusal:
        checked.refuse(_refused(importer, batch, actor, refusal))
        return
    new = [one for one, (_row, form) in zip(made, batch, strict=True) if form.existing is None]
    checked.keys += [one.pk for one in new if importer.kept_model]
    if importer.page:
        checked.made += map(importer.link_to, made[: max(0, MAX_MADE - len(checked.made))])


def _refused(
    importer: Importer, batch: Batch, actor: SignedIn, refusal: Refused | ValidationError
) -> list[Fault]:
    """The faults of the first row that is refused; the transaction is rolled back after that."""
    for row, form in batch:
        try:
            importer.apply(form, actor)
        except (Refused, ValidationError) as said:
            return [Fault(row.number, "", "", message) for message in _messages(said)]
    return [Fault(batch[0][0].number, "", "", message) for message in _messages(refusal)]


def _messages(refusal: Refused | ValidationError) -> list[str]:
    return refusal.messages if isinstance(refusal, ValidationError) else [str(refusal)]


class Renamed(Sequence[Mapping[str, str]]):
    """The cells of rows by field name, in our words, made when they are asked for."""

    def __init__(
        self, rows: Sequence[Row], headings: Mapping[str, str], said: ColumnMap | None = None
    ) -> None:
        self.rows, self.headings = rows, headings
        self.said = said or ColumnMap()

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, number: Any) -> Any:
        return self._in_our_words(self.rows[number])

    def written(self, field: str) -> set[str]:
        """What the rows have in one column."""
        if (heading := self.headings.get(field)) is None:
            return {""}
        return {self.said.meant(field, cell) for cell in self._cells(heading)}

    def _cells(self, heading: str) -> set[str]:
        return {row.cells.get(heading, "") for row in self.rows}

    def __iter__(self) -> Iterator[dict[str, str]]:
        return map(self._in_our_words, self.rows)

    def _in_our_words(self, row: Row) -> dict[str, str]:
        cells = {name: row.cells.get(h, "") for name, h in self.headings.items()}
        for name in self.said.words:
            if name in cells:
                cells[name] = self.said.meant(name, cells[name])
        return cells


def written_in(rows: Sequence[Mapping[str, str]], field: str) -> set[str]:
    """What the rows have in one column; of a hundred thousand rows no row is made for it."""
    if isinstance(rows, Renamed):
        return rows.written(field)
    return {row.get(field, "") for row in rows}


def match_headings(
    importer: Importer, table: Table, said: ColumnMap | None = None
) -> dict[str, str]:
    """Return field name → its heading in this file, as somebody said or by its name.

    Raises ``ColumnsMissing`` if a required column is missing.
    """
    said = said or ColumnMap()
    written = {normal_heading(heading): heading for heading in table.headings if heading}
    meant = {said.columns[bare]: heading for bare, heading in written.items()
             if said.columns.get(bare)}  # fmt: skip
    headings = {}
    for name, column in importer.columns.items():
        labels = [label for label in map(normal_heading, in_every_language(column.label))
                  if label not in said.columns]  # fmt: skip
        spelt = [written[label] for label in labels if label in written]
        if name in meant or spelt:
            headings[name] = meant.get(name) or spelt[0]
    missing = [name for name in importer.required if name not in headings]
    if missing:
        raise ColumnsMissing(table, [importer.labels[name] for name in missing], len(headings))
    return headings


def as_stored(column: Any, value: Any, written: str) -> str:
    """A cell in the preview: what will be stored for what was ``written``."""
    if not written or not value:
        return written
    if hasattr(column, "shown"):
        return str(column.shown(value))
    is_text = isinstance(column, forms.CharField) and isinstance(value, str)
    return value if is_text else written
