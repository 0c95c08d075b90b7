"""Masters with apprentices in the demonstration."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from hongmajia.people.enums import ApprenticeshipState, AssessmentGrade
from hongmajia.people.models import Apprenticeship, Assessment, Helper

APPRENTICES = (
    ("小陈", "不锈钢薄板焊接", ApprenticeshipState.RUNNING),
    ("小林", "设备点检与诊断", ApprenticeshipState.AGREED),
)
TERM = timedelta(days=365)
BEGAN = timedelta(days=13)
"""How long ago they began: on the day of the flags, so that the season counts them."""


def add_apprentices(now: datetime) -> None:
    """Add an apprentice to each artisan with an account, up to the number of ``APPRENTICES``."""
    masters = Helper.objects.artisans().filter(artisan__user__isnull=False).order_by("pk")
    for master, (name, skill, state) in zip(masters, APPRENTICES, strict=False):
        paired = Apprenticeship.objects.create(
            master=master,
            union=master.union,
            state=state,
            apprentice_name=f"{name}（演示）",
            workplace="某企业（演示）",
            skill=skill,
            goals="独立完成一件合格的活，能说清为什么这样做；考取高级工。（演示）",
            **_dates_of(state, now),
        )
        if state != ApprenticeshipState.AGREED:
            assess(paired, now)


def _dates_of(state: ApprenticeshipState, now: datetime) -> dict[str, date | None]:
    """The dates of an apprenticeship that is in this state now."""
    today = timezone.localtime(now).date()
    begun, is_running = today - BEGAN, state == ApprenticeshipState.RUNNING
    return {
        "starts_on": begun,
        "ends_on": begun + TERM,
        "signed_on": begun if is_running else None,
        "due_at": now - BEGAN + TERM if is_running else None,
    }


def assess(paired: Apprenticeship, now: datetime) -> None:
    """Add an assessment of yesterday."""
    Assessment.objects.create(
        apprenticeship=paired,
        on=timezone.localtime(now).date() - timedelta(days=1),
        grade=AssessmentGrade.GOOD,
        words="单独做了三件，尺寸都在公差里，速度还要练。（演示）",
    )
