"""Closed years: what belongs to a year that the host has closed is not changed any more (ADR 83).

``core.acts`` asks here before it writes an event, so that no action has to. A room says in
``registrations.py`` to which season its things belong, and which of its acts stay possible.
"""

from collections.abc import Iterator
from datetime import datetime
from functools import reduce
from typing import Any, NamedTuple, TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from .actors import Actor
from .errors import Refused

Rows = TypeVar("Rows", bound=QuerySet[Any])


class YearClosed(Refused):
    """The year to which a thing belongs is closed."""


class OfYear(NamedTuple):
    """How things of one model belong to a season."""

    path: str
    """The lookup from a thing to its season, ``need__season``; empty for the season itself."""
    name: Any
    """What the things are called in a count of what is unfinished; empty without states."""


_of_year: dict[type[Model], OfYear] = {}
_possible: set[str] = set()


def register_year(model: type[Model], path: str, name: Any = "") -> None:
    """Declare that acts on things of ``model`` are acts on the season at ``path``."""
    _of_year[model] = OfYear(path, name)


def keep_possible(*verbs: str) -> None:
    """Declare verbs of acts that a closed year does not refuse.

    They only look, or are anybody's at any time, such as taking back a consent.
    """
    _possible.update(map(str, verbs))


def years_of() -> Iterator[tuple[type[Model], OfYear]]:
    """All models whose things belong to a season."""
    yield from _of_year.items()


def is_refused(verb: str) -> bool:
    """Whether a closed year refuses acts of this verb."""
    return str(verb) not in _possible


def season_of(thing: Model) -> Any:
    """The season to which ``thing`` belongs; ``None`` if it belongs to none."""
    known = _of_year.get(type(thing))
    if known is None:
        return None
    return reduce(getattr, known.path.split("__"), thing) if known.path else thing


def seasons_of(rows: QuerySet[Any]) -> set[int]:
    """The keys of the seasons to which rows belong, by themselves or by what they refer to.

    A sign-up belongs to the season of its activity. None for rows that belong to no season.
    """
    found: set[int] = set()
    for path in _paths_from(rows.model):
        keys = rows.order_by().values_list(path, flat=True).distinct()
        found.update(key for key in keys if key is not None)
    return found


def _paths_from(model: type[Model]) -> list[str]:
    if known := _of_year.get(model):
        return [known.path or "pk"]
    refers = [field for field in model._meta.concrete_fields if field.related_model in _of_year]
    return [
        "__".join(filter(None, (field.name, _of_year[field.related_model].path)))  # type: ignore[index]
        for field in refers
    ]


def refuse_act(verb: str, subject: Model, actor: Actor | None = None) -> None:
    """Raise ``YearClosed`` for an act that would change what belongs to a closed year."""
    season = season_of(subject) if is_refused(verb) else None
    if season is not None:
        refuse_if_closed(season, actor)


def refuse_if_closed(season: Any, actor: Actor | None) -> None:
    """Raise ``YearClosed`` if the year is closed, and not open for corrections today.

    Who acts is asked on every road, since whoever may open the year is told where.
    """
    if season.is_closed:
        raise YearClosed(sentence_on(season, actor))


def may_now(user: Actor, right: str, thing: Model) -> bool:
    """Whether the user has the right on ``thing`` and its year is not closed.

    Pages ask this before they offer an act that a closed year refuses.
    """
    season = season_of(thing)
    return user.has_perm(right, thing) and not (season is not None and season.is_closed)


def sentence_on(season: Any, actor: Actor | None = None) -> str:
    """What is said on pages of a closed year, and to whoever tries to change something.

    Who may open the year for corrections is told where.
    """
    words = {"year": season.year, "host": season.union}
    if actor is not None and season.may_be_opened_by(actor):
        return _("%(year)s年度已经归档，不能再改。确实要改，请按“开放更正”。") % words
    return _("%(year)s年度已经归档，不能再改。确实要改，请%(host)s开放更正。") % words


def of_open_years(found: Rows, now: datetime | None = None) -> Rows:
    """Those rows whose year is not closed at ``now``, for clocks and desks.

    Nobody is reminded of what they cannot do, and no clock ends it.
    """
    known = _of_year.get(found.model)
    if known is None:
        return found
    before = f"{known.path}__" if known.path else ""
    not_closed = Q(**{f"{before}closed_at": None})
    return found.filter(not_closed | Q(**{f"{before}open_until__gte": timezone.localdate(now)}))
