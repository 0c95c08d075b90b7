"""How records of one kind are shown: as lines of a page and as rows of a ledger.

Each fact of a record is one ``Column``. A ``Register`` says which columns a ledger has, and which
of them stand beside the record's title on a page.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from hongmajia.core.actors import SignedIn
from hongmajia.core.spreadsheets import Sheet
from hongmajia.needs.models import Need
from hongmajia.people.naming import name_for
from hongmajia.services.models import Attendance
from hongmajia.unions.enums import STAFF
from hongmajia.unions.models import Enterprise, Union

R = TypeVar("R")
"""The kind of record, a model."""


@dataclass(frozen=True)
class Column(Generic[R]):
    """One fact of a record. Made by ``fact`` or ``guarded_fact``.

    ``heading`` is a lazy text, ``width`` counts characters. ``read`` takes the fact from the
    record as the reader may know it; ``shown`` writes it for a page.
    """

    heading: Any
    width: int
    read: Callable[[R, SignedIn], Any]
    shown: Callable[[Any], str] = str
    is_guarded: bool = False

    def cell(self, record: R, reader: SignedIn) -> Any:
        """The fact for a spreadsheet: numbers as numbers, an unknown one as an empty cell."""
        value = self.read(record, reader)
        if value is None:
            return ""
        return float(value) if isinstance(value, Decimal) else value

    def text(self, record: R, reader: SignedIn) -> str:
        """The fact for a page."""
        return self.shown(self.read(record, reader))


def fact(
    heading: Any, width: int, value: Callable[[R], Any], shown: Callable[[Any], str] = str
) -> Column[R]:
    """A column that everybody who reads the figures may see."""
    return Column(heading, width, lambda record, reader: value(record), shown)


def guarded_fact(heading: Any, width: int, value: Callable[[R, SignedIn], Any]) -> Column[R]:
    """A column of which ``value`` gives a reader what their rights allow."""
    return Column(heading, width, value, is_guarded=True)


@dataclass(frozen=True)
class Line:
    """A record on a page: what it is called, its own page (empty: none for this reader), facts."""

    title: str
    url: str
    facts: Sequence[str] = ()


@dataclass(frozen=True)
class Register(Generic[R]):
    """One kind of record.

    ``columns`` are those of a ledger, in order; ``facts`` those of a page's line, after its title.
    ``titled`` and ``url`` give a line's title and address to a reader. ``load`` fetches what a
    line reads, ``load_all`` what a row reads (the same if it is left out).
    """

    title: Any
    columns: Sequence[Column[R]]
    load: Callable[[QuerySet[Any]], QuerySet[Any]]
    titled: Callable[[R, SignedIn], str]
    url: Callable[[R, SignedIn], str]
    facts: Sequence[Column[R]]
    load_all: Callable[[QuerySet[Any]], QuerySet[Any]] | None = None

    def line(self, record: R, reader: SignedIn) -> Line:
        """The record on a page."""
        facts = [column.text(record, reader) for column in self.facts]
        return Line(self.titled(record, reader), self.url(record, reader), facts)

    def row(self, record: R, reader: SignedIn) -> list[Any]:
        """The record in a ledger: one cell for each column."""
        return [column.cell(record, reader) for column in self.columns]

    def all_of(self, records: QuerySet[Any]) -> QuerySet[Any]:
        """The records with all that ``row`` reads."""
        return (self.load_all or self.load)(records)

    def sheet(self, rows: Iterable[Sequence[Any]]) -> Sheet:
        """A sheet of a workbook with the headings and widths of the columns."""
        headings = [str(column.heading) for column in self.columns]
        return Sheet(str(self.title), headings, rows, [column.width for column in self.columns])


def asker_of(need: Need, reader: SignedIn) -> str:
    """Who asked, for the staff of the unions that hold or sent the need; for others empty."""
    if any(reader.holds(union.path, *STAFF) for union in (need.union, need.home_union)):
        return need.asker_label
    return ""


def code_of_asker(need: Need, reader: SignedIn) -> str:
    """The credit code of the enterprise that asked, for those who read its name."""
    return need.enterprise.credit_code if need.enterprise and asker_of(need, reader) else ""


def code_of(enterprise: Enterprise, reader: SignedIn) -> str:
    """The enterprise's credit code, for its union's staff."""
    return enterprise.credit_code if reader.holds(enterprise.union.path, *STAFF) else ""


def name_of(enterprise: Enterprise, reader: SignedIn) -> str:
    """The enterprise for its union's staff; for others only where it is and what it makes."""
    if reader.holds(enterprise.union.path, *STAFF):
        return enterprise.name
    words = {"place": enterprise.region.place, "industry": enterprise.get_section_display()}
    return _("%(place)s一家企业（%(industry)s）") % words


def attendant_of(there: Attendance, reader: SignedIn, union: Union) -> str:
    """Who attended an activity of ``union``, whose staff know the names of those who came."""
    return name_for(reader, there.helper, union) if there.helper else there.name


def joined(words: Iterable[Any]) -> str:
    """``周师傅、李师傅``, each once."""
    return _("、").join(dict.fromkeys(str(word) for word in words if word))
