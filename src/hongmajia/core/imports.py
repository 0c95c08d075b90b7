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

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar

import rules
from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from hongmajia.sheets import Wanted, normal_heading
from hongmajia.spelling import folded

from .actors import SignedIn
from .cells import RowForm, in_every_language
from .errors import Refused
from .spreadsheets import MOST_ROWS, Row, Table, UnreadableFile

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
    examples: ClassVar[dict[str, str]] = {}
    """Field → example in the template's explanations."""
    unique: ClassVar[tuple[tuple[str, ...], ...]] = ()
    """Groups of fields whose values together may occur only once in a file. The fault is shown at
    the first field of the group."""
    most_rows: ClassVar[int] = MOST_ROWS
    """The most rows of a file; all are written in one transaction, which should take seconds."""
    section: ClassVar[str] = ""
    """The entry of the navigation to which its pages belong."""
    list_url: ClassVar[str] = "front"
    """Name of the page that lists the imported objects."""
    page: ClassVar[str] = ""
    """Name of the page of one imported object, addressed by its key; empty if there is none."""

    def shared(self, actor: SignedIn, rows: list[dict[str, str]]) -> Any:
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
        columns = self.columns.values()
        return Wanted.of((in_every_language(c.label), c.required) for c in columns)


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


@dataclass(frozen=True)
class Fault:
    """One thing to correct: row, column, value, and what to do."""

    row: int
    column: str
    value: str
    message: str


@dataclass
class Checked:
    """A checked file: its table, headings by field, forms of its rows, faults, ignored columns.

    ``made`` names what was written, in the order of the rows, with the address of its page.
    """

    table: Table
    headings: dict[str, str]
    forms: list[tuple[Row, RowForm]]
    faults: list[Fault]
    ignored: list[str]
    made: list[tuple[str, str]] = field(default_factory=list)


def check(
    importer: Importer, table: Table, actor: SignedIn, progress: Progress = no_progress
) -> Checked:
    """Check every row. Raises ``UnreadableFile`` if a required column is missing."""
    headings = match_headings(importer, table)
    shared = importer.shared(actor, [_renamed(row, headings) for row in table.rows])
    ignored = [h for h in table.headings if h and h not in headings.values()]
    checked = Checked(table, headings, [], [], ignored)
    for done, row in enumerate(table.rows, start=1):
        form = importer.form(_renamed(row, headings), actor=actor, shared=shared)
        checked.forms.append((row, form))
        checked.faults += _faults_of(row, form, headings)
        progress(done, len(table.rows))
    checked.faults += _repeated(importer, checked.forms, headings)
    checked.faults.sort(key=lambda fault: fault.row)
    return checked


def apply(importer: Importer, checked: Checked, actor: SignedIn, progress: Progress) -> list[Fault]:
    """Write all rows; stop at the first that is refused and return its faults.

    Call it in a transaction, and roll back if it returns any.
    """
    for done, (row, form) in enumerate(checked.forms, start=1):
        try:
            made = importer.apply(form, actor)
        except Refused as refusal:
            return [Fault(row.number, "", "", str(refusal))]
        except ValidationError as error:
            return [Fault(row.number, "", "", message) for message in error.messages]
        if importer.page:
            checked.made.append(importer.link_to(made))
        progress(done, len(checked.forms))
    return []


def match_headings(importer: Importer, table: Table) -> dict[str, str]:
    """Return field name → its heading in this file.

    Raises ``UnreadableFile`` if a required column is missing.
    """
    written = {normal_heading(heading): heading for heading in table.headings}
    headings = {}
    for name, column in importer.columns.items():
        labels = map(normal_heading, in_every_language(column.label))
        spelt = [written[label] for label in labels if label in written]
        if spelt:
            headings[name] = spelt[0]
    _refuse_missing(importer, headings)
    return headings


def as_stored(column: Any, value: Any, written: str) -> str:
    """A cell in the preview: what will be stored for what was ``written``."""
    if not written or not value:
        return written
    if hasattr(column, "shown"):
        return str(column.shown(value))
    is_text = isinstance(column, forms.CharField) and isinstance(value, str)
    return value if is_text else written


def _refuse_missing(importer: Importer, headings: dict[str, str]) -> None:
    missing = [
        str(column.label)
        for name, column in importer.columns.items()
        if column.required and name not in headings
    ]
    if missing:
        message = _("表头里缺这几列：%(names)s。请照模板的表头填写，再上传。")
        raise UnreadableFile(message % {"names": _("、").join(missing)})


def _renamed(row: Row, headings: dict[str, str]) -> dict[str, str]:
    """Return the row's cells by field name."""
    return {name: row.cells.get(heading, "") for name, heading in headings.items()}


def _faults_of(row: Row, form: RowForm, headings: dict[str, str]) -> Iterator[Fault]:
    """Yield the faults of a row; an unreadable cell hides what the form says of it."""
    broken = {name: row.faults[h] for name, h in headings.items() if h in row.faults}
    messages: dict[str, Any] = {**form.errors}
    messages.update((name, [message]) for name, message in broken.items())
    for name, said in messages.items():
        heading = headings.get(name, "")
        value = row.cells.get(heading, "")
        yield from (Fault(row.number, heading, value, str(message)) for message in said)


def _repeated(
    importer: Importer, forms: Iterable[tuple[Row, RowForm]], headings: dict[str, str]
) -> Iterator[Fault]:
    """Yield a fault for each row that agrees with an earlier one in what must be unique, or that
    means the same record.
    """
    first: dict[tuple[Any, ...], int] = {}
    for row, form in forms:
        if form.existing and first.setdefault(("same", form.existing.pk), row.number) != row.number:
            said = _("和第%(n)s行是同一条记录，请留一行。")
            yield Fault(row.number, "", "", said % {"n": first["same", form.existing.pk]})
            continue
        for names in importer.unique:
            values = [form.cleaned_data.get(name) for name in names]
            if not values[0] or any(name in form.errors for name in names):
                continue
            seen = first.setdefault((names, *map(_comparable, values)), row.number)
            if seen != row.number:
                message = _("和第%(n)s行重复，请留一行。") % {"n": seen}
                heading = headings[names[0]]
                yield Fault(row.number, heading, row.cells[heading], message)


def _comparable(value: Any) -> Any:
    """A value as it is compared: texts without regard to blanks, width and case."""
    return folded(value) if isinstance(value, str) else value
