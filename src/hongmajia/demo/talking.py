"""What the two sides wrote to each other in the demonstration, and masters with apprentices."""

from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from hongmajia.engagements.enums import EngagementState
from hongmajia.engagements.models import Engagement
from hongmajia.guidance.enums import EnclosureKind, Side
from hongmajia.guidance.models import Enclosure, Message, ReadMark
from hongmajia.people.enums import ApprenticeshipState, AssessmentGrade
from hongmajia.people.models import Apprenticeship, Assessment, Helper

from .drawings import weld_seam, workshop

TALKING = (EngagementState.ACCEPTED, EngagementState.SCHEDULED, EngagementState.SERVED)
THREADS = 4
ASKED, SENT, ANSWERED, LAST = (
    (Side.ASKER, "师傅好，现场的照片发您看看，就是这个位置。（演示）"),
    (Side.HELPER, "看到了。停机的时候量一下这两处，把数发我。（演示）"),
    (Side.ASKER, "量好了，一处3.2，一处5.8，单位毫米。（演示）"),
    (Side.HELPER, "差得多，问题多半在夹具上。我来的时候带一套垫板。（演示）"),
)
APPRENTICES = (
    ("小陈", "不锈钢薄板焊接", ApprenticeshipState.RUNNING),
    ("小林", "设备点检与诊断", ApprenticeshipState.AGREED),
    ("小徐", "数控编程", ApprenticeshipState.FINISHED),
)
TERM = timedelta(days=365)


def add_threads(now: datetime) -> None:
    """A few threads, the artisan's own among them; the last word of each is unread."""
    for engagement in talking_engagements():
        begun = min(engagement.held_since, now - timedelta(hours=5))
        written = [
            Message.objects.create(
                engagement=engagement,
                side=side,
                author=engagement.helper.answerer if side == Side.HELPER else engagement.need.asker,
                text=text,
                sent_at=begun + timedelta(minutes=40 * number),
            )
            for number, (side, text) in enumerate((ASKED, SENT, ANSWERED, LAST))
        ]
        enclose(written[0], weld_seam(), "焊缝.jpg")
        enclose(written[1], workshop(), "夹具.jpg")
        if reader := engagement.helper.answerer:
            ReadMark.objects.create(engagement=engagement, user=reader, seen=written[1].pk)


def talking_engagements() -> list[Engagement]:
    """The artisan's own first, then the latest of others."""
    agreed = Engagement.objects.filter(state__in=TALKING).with_details()
    latest = list(agreed.order_by("-held_since", "-pk"))
    latest.sort(key=lambda engagement: engagement.helper.answerer is None)
    return latest[:THREADS]


def enclose(message: Message, picture: ContentFile, name: str) -> None:
    Enclosure.objects.create(
        message=message,
        kind=EnclosureKind.PICTURE,
        file=picture,
        name=name,
        media_type="image/jpeg",
        size=picture.size,
    )


def add_apprentices(now: datetime) -> None:
    """Three masters, of whom one is the artisan who signs in."""
    today = timezone.localtime(now).date()
    masters = Helper.objects.artisans().filter(artisan__user__isnull=False).order_by("pk")
    for master, (name, skill, state) in zip(masters, APPRENTICES, strict=False):
        has_begun = state != ApprenticeshipState.AGREED
        paired = Apprenticeship.objects.create(
            master=master,
            union=master.union,
            state=state,
            apprentice_name=f"{name}（演示）",
            workplace="某企业（演示）",
            skill=skill,
            goals="独立完成一件合格的活，能说清为什么这样做；考取高级工。（演示）",
            starts_on=today - timedelta(days=200),
            ends_on=today - timedelta(days=200) + TERM,
            signed_on=today - timedelta(days=198) if has_begun else None,
            ended_on=today if state == ApprenticeshipState.FINISHED else None,
            due_at=now + timedelta(days=165) if state == ApprenticeshipState.RUNNING else None,
        )
        if has_begun:
            assess(paired, now, is_final=state == ApprenticeshipState.FINISHED)


def assess(paired: Apprenticeship, now: datetime, *, is_final: bool) -> None:
    Assessment.objects.create(
        apprenticeship=paired,
        on=timezone.localtime(now).date() - timedelta(days=1),
        grade=AssessmentGrade.GOOD,
        words="单独做了三件，尺寸都在公差里，速度还要练。（演示）",
        is_final=is_final,
    )
