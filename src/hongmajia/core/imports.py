"""Checking the rows of a file, and writing them: some hundred at a time, all or none."""

import gc
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from .actors import SignedIn
from .cells import Doubt, RowForm, Source
from .column_maps import ColumnMap
from .errors import Refused
from .garbage import without_searching
from .import_faults import Fault, Repeats, faults_of
from .import_rows import Renamed, match_headings
from .importers import Importer
from .spreadsheets import Row, Table

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
    assumed: dict[str, str] = field(default_factory=dict)
    """Field → what all rows have, since the file has no column for it."""

    @property
    def renamed(self) -> Renamed:
        """The cells of all rows by field name, in our words."""
        return Renamed(self.table.rows, self.headings, self.said, self.assumed)

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
    """Check every row. Raises ``ColumnsUnclear`` if the columns are."""
    checked = _begun(importer, table, said, actor)
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

    checked = _begun(importer, table, said, actor)
    return _through(importer, checked, actor, progress, write_unless_faulty)


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


def _begun(importer: Importer, table: Table, said: ColumnMap | None, actor: SignedIn) -> Checked:
    said, assumed = said or ColumnMap(), importer.assumed(actor)
    headings = match_headings(importer, table, said, assumed)
    ignored = [h for h in table.headings if h and h not in headings.values()]
    assumed = {name: text for name, text in assumed.items() if name not in headings}
    return Checked(table, headings, ignored, said, assumed=assumed)


def _batches(importer: Importer, checked: Checked, actor: SignedIn) -> Iterator[Batch]:
    """Check the rows and yield them, some hundred at a time; ``checked`` learns of each."""
    headings, table = checked.headings, checked.table
    rows = checked.renamed
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
