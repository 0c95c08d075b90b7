"""What is wrong in a row of an import, and rows that mean the same as an earlier one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from hongmajia.spelling import text_key

from .cells import RowForm
from .spreadsheets import Row


@dataclass(frozen=True)
class Fault:
    """One thing to correct: row, column, value, and what to do."""

    row: int
    column: str
    value: str
    message: str


def faults_of(row: Row, form: RowForm, headings: Mapping[str, str]) -> Iterator[Fault]:
    """Yield the faults of a row; an unreadable cell hides what the form says of it."""
    messages: dict[str, Any] = {**form.errors}
    if row.faults:
        broken = {name: row.faults[h] for name, h in headings.items() if h in row.faults}
        messages.update((name, [message]) for name, message in broken.items())
    for name, said in messages.items():
        heading = headings.get(name, "")
        value = row.cells.get(heading, "")
        yield from (Fault(row.number, heading, value, str(message)) for message in said)


class Repeats:
    """Finds rows that agree with an earlier one in what must be unique, or that mean the same
    record. ``unique`` is that of the importer.
    """

    def __init__(self, unique: Sequence[Sequence[str]], headings: Mapping[str, str]) -> None:
        self.unique, self.headings = unique, headings
        self.first: dict[tuple[Any, ...], int] = {}
        """What a row says → the number of the first row that says it."""

    def faults_of(self, row: Row, form: RowForm) -> Iterator[Fault]:
        """Yield the faults of the next row."""
        if form.existing and self._seen("same", form.existing.pk, row=row):
            said = _("和第%(n)s行是同一条记录，请留一行。")
            first = self.first["same", form.existing.pk]
            yield Fault(row.number, "", "", said % {"n": first})
            return
        for number, names in enumerate(self.unique):
            values = [form.cleaned_data.get(name) for name in names]
            if not values[0] or any(name in form.errors for name in names):
                continue
            key = (number, *map(_comparable, values))
            if self._seen(*key, row=row):
                message = _("和第%(n)s行重复，请留一行。") % {"n": self.first[key]}
                heading = self.headings[names[0]]
                yield Fault(row.number, heading, row.cells[heading], message)

    def _seen(self, *key: Any, row: Row) -> bool:
        """Whether an earlier row says the same."""
        return self.first.setdefault(key, row.number) != row.number


def _comparable(value: Any) -> Any:
    """A value as it is compared: texts by ``text_key``."""
    return text_key(value) if isinstance(value, str) else value
