"""How records of one kind are written down: as a line of a list, and as a row of a ledger."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from hongmajia.needs.models import Need
from hongmajia.services.querysets import STAFF
from hongmajia.unions.models import Enterprise


@dataclass(frozen=True)
class Line:
    """A record on a page: what it is called, its own page, a few facts."""

    title: str
    url: str
    facts: Sequence[str] = field(default_factory=tuple)


@dataclass(frozen=True)
class Register:
    """One kind of record. ``load`` fetches what ``line`` reads, ``load_all`` what ``row`` reads as
    well; both are told who reads, for names are shown as his rights are. ``columns`` are (heading,
    width)."""

    title: Any
    columns: Callable[[], list[tuple[str, int]]]
    load: Callable[[QuerySet[Any]], QuerySet[Any]]
    row: Callable[[Any, Any], list[Any]]
    line: Callable[[Any, Any], Line]
    more: Callable[[QuerySet[Any]], QuerySet[Any]] | None = None

    @property
    def load_all(self) -> Callable[[QuerySet[Any]], QuerySet[Any]]:
        return self.more or self.load


def asker_of(need: Need, reader: Any) -> str:
    """Who asked, for the staff of the unions that hold or sent the need."""
    if any(reader.holds(union.path, *STAFF) for union in (need.union, need.home_union)):
        return need.asker_label
    return ""


def name_of(enterprise: Enterprise, reader: Any) -> str:
    """The enterprise for its union's staff; for others only where it is and what it makes."""
    if reader.holds(enterprise.union.path, *STAFF):
        return enterprise.name
    words = {"place": enterprise.region.place, "industry": enterprise.get_section_display()}
    return _("%(place)s一家企业（%(industry)s）") % words


def joined(words: Any) -> str:
    """``周师傅、李师傅``, each once."""
    return _("、").join(dict.fromkeys(str(word) for word in words if word))
