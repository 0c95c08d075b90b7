"""The season's stages as they are drawn: over, running or to come, with today's place."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .models import SeasonStage


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
