"""The stages of the season on the front page, with their progress and a figure for each."""

from datetime import date

from django.utils.translation import gettext as _

from hongmajia.unions.enums import Indicator, Stage
from hongmajia.unions.models import Season
from hongmajia.unions.stage_progress import StageProgress, stage_progress

from .queries import Counts


def season_stages(season: Season, counts: Counts, today: date) -> list[StageProgress]:
    """The stages in their order, with their progress on ``today`` and their captions."""
    words = captions(season, counts)
    return [
        stage_progress(stage, words.get(stage.stage, ""), today) for stage in season.stages.all()
    ]


def captions(season: Season, counts: Counts) -> dict[str, str]:
    """Stage → a line with its figures, for the stages that are counted."""
    return {
        Stage.COLLECT: _("清单上%(n)s件需求") % {"n": f"{counts.total:,}"},
        Stage.MATCH: _("清单上已对接%(n)s件") % {"n": f"{counts.matched:,}"},
        Stage.SERVE: _("清单上在办%(n)s件；新需求随时可提") % {"n": f"{counts.under_way:,}"},
        Stage.REVIEW: chosen_cases(season),
        Stage.PROMOTE: _("编印成册，进企业、进车间"),
    }


def chosen_cases(season: Season) -> str:
    """The caption of the review stage: how many cases the season's host is to select."""
    target = season.targets.filter(union=season.union, indicator=Indicator.CASES).first()
    if target is None:
        return _("选树优秀案例")
    return _("选树约%(n)s个优秀案例") % {"n": target.amount}
