"""The season as a band of five stages with today's place on it."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hongmajia.unions.enums import Indicator, Stage
from hongmajia.unions.models import Season, SeasonStage

from .queries import Counts


@dataclass(frozen=True)
class Leg:
    """One stage: over, running or to come; ``share`` is how much of it has passed, in percent."""

    label: str
    dates: str
    words: str
    when: str
    share: float

    @property
    def anchor(self) -> str:
        """From where today's label is written, so that it never leaves the band."""
        return "start" if self.share < 20 else "end" if self.share > 80 else "middle"


def band(season: Season, counts: Counts, today: date) -> list[Leg]:
    """The stages in their order, each with what it has brought so far."""
    said = words(season, counts)
    return [leg(stage, said.get(stage.stage, ""), today) for stage in season.stages.all()]


def leg(stage: SeasonStage, said: str, today: date) -> Leg:
    """One stage as seen from ``today``."""
    length = (stage.ends - stage.starts).days + 1
    passed = (today - stage.starts).days + 0.5
    when = "done" if today > stage.ends else "now" if today >= stage.starts else ""
    return Leg(
        label=stage.get_stage_display(), dates=span(stage), words=said, when=when,
        share=round(min(max(100 * passed / length, 0), 100), 1),
    )  # fmt: skip


def span(stage: SeasonStage) -> str:
    """``3月1日—31日``; across months ``3月20日—4月18日``."""
    begin = date_format(stage.starts, "MONTH_DAY_FORMAT")
    if stage.starts.month == stage.ends.month:
        short = date_format(stage.ends, _("j日"))
        return f"{begin}—{short}"
    return f"{begin}—{date_format(stage.ends, 'MONTH_DAY_FORMAT')}"


def words(season: Season, counts: Counts) -> dict[str, str]:
    """One line for each stage, from the records where there are any yet."""
    return {
        Stage.COLLECT: _("清单上%(n)s件需求") % {"n": f"{counts.total:,}"},
        Stage.MATCH: _("已对接%(n)s件") % {"n": f"{counts.matched:,}"},
        Stage.SERVE: _("在办%(n)s件；新需求随时可提") % {"n": f"{counts.under_way:,}"},
        Stage.REVIEW: chosen_cases(season),
        Stage.PROMOTE: _("编印成册，进企业、进车间"),
    }


def chosen_cases(season: Season) -> str:
    """What the season means to choose."""
    target = season.targets.filter(union=season.union, indicator=Indicator.CASES).first()
    if target is None:
        return _("选树优秀案例")
    return _("选树约%(n)s个优秀案例") % {"n": target.amount}
