"""What a stage of the season does not allow yet, in words that name the day on which it opens."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hongmajia.core.errors import Refused

from .enums import Stage
from .models import Season, SeasonStage, Union
from .queries import paths_above
from .querysets import SeasonQuerySet
from .served import are_several
from .visiting import visit_now


def seasons_for(union: Union) -> SeasonQuerySet:
    """The seasons of the union and of those above it."""
    return Season.objects.filter(union__path__in=paths_above(union.path))


def refuse_before_matching(season: Season) -> None:
    """Raise ``Refused`` until the matching stage opens; after the last stage work goes on."""
    if when := matching_opens(season):
        raise Refused(_("现在不在对接期，还不能请师傅。%(when)s") % {"when": when})


def matching_opens(season: Season) -> str:
    """When helpers can be asked in the season, as a sentence; empty if they can be by now."""
    if season.has_opened(Stage.MATCH):
        return ""
    return opening_in_words(Season.objects.filter(pk=season.pk), Stage.MATCH)


def refuse_before_collecting(season: Season | None, seasons: SeasonQuerySet) -> Season:
    """Return the season if it has begun to collect needs, else raise ``Refused``.

    ``seasons`` are those that could collect the need, the coming ones too.
    """
    if season is None or not collects(season):
        when = _when_collecting(season, seasons)
        raise Refused(_("还没到征集期，还不能提需求。%(when)s") % {"when": when})
    return season


def refuse_before_first(season: Season | None, seasons: SeasonQuerySet) -> Season:
    """Return the season, the present one, or raise ``Refused`` before the first has begun."""
    if season is None:
        when = opening_in_words(seasons, Stage.COLLECT)
        raise Refused(_("年度活动还没有开始，还不能安排活动。%(when)s") % {"when": when})
    return season


def asking_opens(season: Season | None) -> str:
    """When needs are collected next, as a sentence; empty if ``season``, the present one, does.

    Where none of several provinces is meant, it is empty if any of them does.
    """
    if season is not None and collects(season):
        return ""
    home = visit_now().home
    if home is None and are_several() and Season.objects.collecting().exists():
        return ""
    here = Season.objects.filter(union__path__in=paths_above(home.path)) if home else None
    return _when_collecting(season, Season.objects.all() if here is None else here)


def collects(season: Season) -> bool:
    """Whether the season collects needs: it has begun to, and its year is not closed."""
    return season.has_opened(Stage.COLLECT) and not season.is_closed


def _when_collecting(season: Season | None, seasons: SeasonQuerySet) -> str:
    """When one of ``seasons`` collects needs next, after the present one has been closed, too."""
    when = opening_in_words(seasons, Stage.COLLECT)
    if season is None or not season.is_closed:
        return when
    return _("%(year)s年度已经归档。%(when)s") % {"year": season.year, "when": when}


def seasons_in(stage: Stage) -> set[int]:
    """Keys of the seasons whose ``stage`` has begun."""
    return set(Season.objects.opened(stage).values_list("pk", flat=True))


def opening_in_words(seasons: SeasonQuerySet, stage: Stage) -> str:
    """The sentence that says when ``stage`` opens next in one of ``seasons``."""
    words = {"stage": stage.label}
    ahead = SeasonStage.objects.filter(season__in=seasons, stage=stage)
    coming = ahead.filter(starts__gt=timezone.localdate()).order_by("starts").first()
    if coming is None:
        return _("%(stage)s开始的日子还没有定。") % words
    day = date_format(coming.starts, "DATE_FORMAT")
    return _("%(stage)s%(day)s开始。") % {**words, "day": day}
