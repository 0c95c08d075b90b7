"""Closing a year that is over, and opening it for corrections (ADR 83)."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.core.actors import Actor
from hongmajia.core.acts import record
from hongmajia.core.closed_years import OfYear, years_of
from hongmajia.core.errors import Refused, require_reason
from hongmajia.core.lives import Holder, Life, lives

from ..enums import UnionVerb
from ..models import Season

MOST_DAYS = 30
"""Calendar days for which a closed year may be opened for corrections at a time."""


@transaction.atomic
def close_season(*, actor: Actor, season: Season) -> Season:
    """Close a year: nothing that belongs to it can be changed from now on.

    A year that is open for corrections is closed before its last day. Raises ``Refused`` if the
    year is closed or not over, or while the worker is busy with something of it. What is unfinished
    (``unfinished``) stays as it is.
    """
    season = _locked(season)
    if season.is_closed:
        raise Refused(_("%(year)s年度已经归档了。") % {"year": season.year})
    if not is_over(season):
        said = _("%(year)s年度还没有过完，最后一个阶段结束以后才能归档。")
        raise Refused(said % {"year": season.year})
    if busy := _busy(season):
        said = _("系统正在处理%(what)s，等它做完再归档。")
        raise Refused(said % {"what": _("、").join(busy)})
    season.closed_at, season.open_until = timezone.now(), None
    season.save(update_fields=["closed_at", "open_until"])
    record(actor, UnionVerb.SEASON_CLOSED, season, data={"year": season.year})
    return season


@transaction.atomic
def open_for_corrections(*, actor: Actor, season: Season, reason: str, days: int) -> Season:
    """Open a closed year for ``days`` calendar days, today included; then it is closed again.

    Raises ``Refused`` without a reason, for more than ``MOST_DAYS`` or less than one, and for a
    year that is not closed.
    """
    season = _locked(season)
    require_reason(reason, _("请写明要更正什么、为什么。"))
    if not 1 <= days <= MOST_DAYS:
        raise Refused(_("开放更正最少1天，最多%(n)s天。") % {"n": MOST_DAYS})
    if not season.is_closed:
        raise Refused(_("%(year)s年度现在没有归档，不用开放更正。") % {"year": season.year})
    season.open_until = until = last_day(days)
    season.save(update_fields=["open_until"])
    words = {"year": season.year, "until": until.isoformat()}
    record(actor, UnionVerb.SEASON_OPENED_AGAIN, season, note=reason.strip(), data=words)
    return season


def last_day(days: int) -> date:
    """The last of ``days`` days that begin today."""
    return timezone.localdate() + timedelta(days=days - 1)


def is_over(season: Season) -> bool:
    """Whether the year may be closed: its last stage has ended, or the next season has begun."""
    today = timezone.localdate()
    if all(stage.ends < today for stage in season.stages.all()):
        return True
    later = Season.objects.filter(union=season.union_id, year__gt=season.year)
    return later.filter(stages__starts__lte=today).exists()


def unfinished(season: Season) -> list[tuple[Any, int]]:
    """What is under way in the year: the name of each sort of things, and how many there are."""
    counted = [
        (of.name, _rows(model, of, season, life.standings).count()) for model, of, life in _lives()
    ]
    return [(name, n) for name, n in counted if n]


def _busy(season: Season) -> list[str]:
    """What the worker is busy with: closing the year now would leave it half done."""
    return [
        str(of.name)
        for model, of, life in _lives()
        if _rows(model, of, season, _of_worker(life)).exists()
    ]


def _of_worker(life: Life) -> list[str]:
    return [state for state, row in life.standings.items() if row.holder == Holder.WORKER]


def _lives() -> Iterator[tuple[type[Model], OfYear, Life]]:
    known = dict(lives())
    return ((model, of, known[model]) for model, of in years_of() if model in known)


def _rows(model: Any, of: OfYear, season: Season, states: Any) -> Any:
    return model._base_manager.filter(**{of.path: season}, state__in=list(states))


def _locked(season: Season) -> Season:
    return Season.objects.select_for_update().get(pk=season.pk)
