"""The message threads of the demonstration."""

from datetime import datetime, timedelta

from django.core.files.base import ContentFile

from hongmajia.core.enums import EnclosureKind
from hongmajia.engagements.enums import EngagementState
from hongmajia.engagements.models import Engagement
from hongmajia.guidance.enums import Side
from hongmajia.guidance.models import Enclosure, Message, ReadMark

from .drawings import weld_seam, workshop

TALKING = (EngagementState.ACCEPTED, EngagementState.SCHEDULED, EngagementState.SERVED)
THREADS = 4
ASKED, SENT, ANSWERED, LAST = (
    (Side.ASKER, "师傅好，现场的照片发您看看，就是这个位置。（演示）"),
    (Side.HELPER, "看到了。停机的时候量一下这两处，把数发我。（演示）"),
    (Side.ASKER, "量好了，一处3.2，一处5.8，单位毫米。（演示）"),
    (Side.HELPER, "差得多，问题多半在夹具上。我来的时候带一套垫板。（演示）"),
)


def add_threads(now: datetime) -> None:
    """Add threads to a few engagements; their last messages are unread."""
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
    """The ``THREADS`` engagements that get a thread.

    Those of helpers with an account come first, then the latest.
    """
    agreed = Engagement.objects.filter(state__in=TALKING).with_details()
    latest = list(agreed.order_by("-held_since", "-pk"))
    latest.sort(key=lambda engagement: engagement.helper.answerer is None)
    return latest[:THREADS]


def enclose(message: Message, picture: ContentFile, name: str) -> None:
    """Attach ``picture`` to the message."""
    Enclosure.objects.create(
        message=message,
        kind=EnclosureKind.PICTURE,
        file=picture,
        name=name,
        media_type="image/jpeg",
        size=picture.size,
    )
