"""Opening and changing seasons, with their stages and time limits."""

from collections.abc import Callable, Iterable
from typing import Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from hongmajia.core.actors import Actor
from hongmajia.core.acts import in_chinese, record
from hongmajia.core.errors import Refused

from ..enums import Stage, UnionVerb
from ..facts import SeasonFacts, StageDates
from ..models import Season, SeasonStage, Union
from ..queries import paths_above
from ..recounting import recount
from .saving import save_changes


@transaction.atomic
def open_season(
    *, actor: Actor, union: Union, year: int, stages: StageDates, **facts: Unpack[SeasonFacts]
) -> Season:
    """Open a season for ``union`` and all unions below it.

    Raises ``Refused`` when a union above runs a season in the same year, ``ValidationError`` for
    invalid facts or dates (see ``check_stages``).
    """
    _refuse_second_host(union, year)
    season = Season(union=union, year=year)
    save_changes(season, facts)
    _save_stages(season, stages)
    union.season_drafts.filter(year=year, made=None).update(made=season)
    record(actor, UnionVerb.SEASON_OPENED, season, data={"season": season.name})
    return season


@transaction.atomic
def copy_season(
    *,
    actor: Actor,
    union: Union,
    year: int,
    stages: StageDates,
    parts: Iterable[Callable[[Season], None]],
    **facts: Unpack[SeasonFacts],
) -> Season:
    """``open_season``, and what it takes over from an earlier one: all of it or nothing.

    Each of ``parts`` gives the new season something by an action of its room, and raises what that
    raises.
    """
    season = open_season(actor=actor, union=union, year=year, stages=stages, **facts)
    for carry in parts:
        carry(season)
    return season


@transaction.atomic
def change_season(
    *, actor: Actor, season: Season, stages: StageDates, **facts: Unpack[SeasonFacts]
) -> Season:
    """Save new facts, limits or dates.

    Deadlines under way keep their limits, but those that wait for a stage move with its dates.
    Raises ``ValidationError`` for invalid facts or dates.
    """
    season = Season.objects.select_for_update().get(pk=season.pk)
    changed = _save_stages(season, stages)
    fields = save_changes(season, facts) + changed
    if changed:
        recount(season)
    if fields:
        record(actor, UnionVerb.SEASON_CHANGED, season, data={"fields": "、".join(fields)})
    return season


def check_stages(stages: StageDates) -> None:
    """Raise ``ValidationError`` unless the dates of the stages are in order.

    A stage may not end before it starts, nor start before the stage that precedes it.
    """
    last_start = None
    for stage in Stage:
        starts, ends = stages[stage]
        if ends < starts:
            message = _("“%(stage)s”的结束早于开始，请核对。")
            raise ValidationError(message % {"stage": stage.label})
        if last_start and starts < last_start:
            message = _("“%(stage)s”早于前一阶段开始，请核对。")
            raise ValidationError(message % {"stage": stage.label})
        last_start = starts


def _refuse_second_host(union: Union, year: int) -> None:
    above = Season.objects.filter(year=year, union__path__in=paths_above(union.path)[:-1])
    if found := above.select_related("union").first():
        words = {"union": found.union, "year": year}
        raise Refused(_("%(union)s已经设立了%(year)s年度活动，下级不用另设。") % words)


def _save_stages(season: Season, stages: StageDates) -> list[str]:
    """Save the dates that differ; returns the Chinese names of the stages that changed."""
    check_stages(stages)
    known = {stage.stage: (stage.starts, stage.ends) for stage in season.stages.all()}
    changed = [stage for stage in Stage if known.get(stage) != stages[stage]]
    for stage in changed:
        starts, ends = stages[stage]
        SeasonStage.objects.update_or_create(
            season=season, stage=stage, defaults={"starts": starts, "ends": ends}
        )
    return [in_chinese(stage.label) for stage in changed]
