"""Masters with apprentices in the demonstration."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from hongmajia.people.enums import ApprenticeshipState, AssessmentGrade
from hongmajia.people.models import Apprenticeship, Assessment, Helper

APPRENTICES = (
    ("小陈", "不锈钢薄板焊接", ApprenticeshipState.RUNNING),
    ("小林", "设备点检与诊断", ApprenticeshipState.AGREED),
    ("小徐", "数控编程", ApprenticeshipState.FINISHED),
)
TERM = timedelta(days=365)


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
            assess(paired, now, is_final=state == ApprenticeshipState.FINISHED)


def _dates_of(state: ApprenticeshipState, now: datetime) -> dict[str, date | None]:
    """The dates of an apprenticeship that is in this state now."""
    today = timezone.localtime(now).date()
    has_begun = state != ApprenticeshipState.AGREED
    return {
        "starts_on": today - timedelta(days=200),
        "ends_on": today - timedelta(days=200) + TERM,
        "signed_on": today - timedelta(days=198) if has_begun else None,
        "ended_on": today if state == ApprenticeshipState.FINISHED else None,
        "due_at": now + timedelta(days=165) if state == ApprenticeshipState.RUNNING else None,
    }


def assess(paired: Apprenticeship, now: datetime, *, is_final: bool) -> None:
    """Add an assessment of yesterday."""
    Assessment.objects.create(
        apprenticeship=paired,
        on=timezone.localtime(now).date() - timedelta(days=1),
        grade=AssessmentGrade.GOOD,
        words="单独做了三件，尺寸都在公差里，速度还要练。（演示）",
        is_final=is_final,
    )
