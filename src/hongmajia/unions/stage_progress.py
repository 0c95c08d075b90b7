"""The progress of a season's stages, as the drawing of the season shows it."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .models import SeasonStage


@dataclass(frozen=True)
class StageProgress:
    """How far one stage has come on a given day."""

    label: str
    dates: str
    words: str
    """A figure to show below the stage, as a sentence; may be empty."""
    when: str
    """``done``, ``now``, or empty for a stage that has not begun."""
    share: float
    """How much of the stage has passed, 0 to 100 percent."""

    @property
    def anchor(self) -> str:
        """``text-anchor`` of the label of today, so that it stays inside the drawing."""
        return "start" if self.share < 20 else "end" if self.share > 80 else "middle"


def stage_progress(stage: SeasonStage, words: str, today: date) -> StageProgress:
    """The progress of ``stage`` on ``today``; ``words`` is shown with it."""
    length = (stage.ends - stage.starts).days + 1
    passed = (today - stage.starts).days + 0.5
    when = "done" if today > stage.ends else "now" if today >= stage.starts else ""
    return StageProgress(
        label=stage.get_stage_display(), dates=span(stage), words=words, when=when,
        share=round(min(max(100 * passed / length, 0), 100), 1),
    )  # fmt: skip


def span(stage: SeasonStage) -> str:
    """The days of a stage in words: ``3月1日—31日``, across months ``3月20日—4月18日``."""
    begin = date_format(stage.starts, "MONTH_DAY_FORMAT")
    if stage.starts.month == stage.ends.month:
        short = date_format(stage.ends, _("j日"))
        return f"{begin}—{short}"
    return f"{begin}—{date_format(stage.ends, 'MONTH_DAY_FORMAT')}"
