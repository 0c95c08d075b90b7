"""Actions on messages: sending, taking back, marking as read."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.acts import record
from hongmajia.core.closed_years import refuse_if_closed
from hongmajia.core.enclosing import MAX_ENCLOSURES, Cleaned
from hongmajia.core.errors import Refused, WrongState
from hongmajia.core.uploads import delete_file
from hongmajia.engagements.enums import AGREED
from hongmajia.engagements.models import Engagement
from hongmajia.needs.queries import asker_sides, followers
from hongmajia.notices.telling import tell
from hongmajia.people.queries import helper_side

from .enums import GuidanceVerb, Side
from .models import Enclosure, Message, ReadMark
from .speaker import Speaker


@transaction.atomic
def send_message(
    *,
    engagement: Engagement,
    speaker: Speaker,
    client_id: UUID,
    text: str = "",
    enclosures: Iterable[Cleaned] = (),
    drawn_on: Enclosure | None = None,
) -> Message:
    """Send a message to the other side; a message sent before with ``client_id`` is returned as is.

    The engagement is locked first, so that keys are assigned in the order in which messages become
    visible and readers who ask for messages after a key miss none. Raises ``Refused`` unless the
    engagement is agreed, the speaker belongs to a side, and the message has content.
    """
    _lock(engagement)
    sent = Message.objects.filter(engagement=engagement, client_id=client_id).first()
    if sent is not None:
        return sent
    refuse_if_closed(engagement.need.season, speaker.user)
    enclosures = list(enclosures)
    side = _side_of_message(engagement, speaker, text, enclosures)
    is_first = not _has_unread(engagement, side)
    message = Message.objects.create(
        engagement=engagement,
        author=speaker.user,
        side=side,
        client_id=client_id,
        text=text.strip(),
    )
    for enclosure in enclosures:
        _enclose(message, enclosure, drawn_on)
    if is_first:
        _notify_other_side(message)
    return message


@transaction.atomic
def take_back(*, message: Message, speaker: Speaker) -> Message:
    """Delete text and files of a message; the empty message remains and the act is logged.

    Raises ``WrongState`` if it was taken back before.
    """
    _lock(message.engagement)
    message.refresh_from_db()
    if message.taken_back_at:
        raise WrongState(_("这条消息已经撤回了。"))
    for enclosure in message.enclosures.all():
        delete_file(enclosure.file)
    message.enclosures.all().delete()
    message.text, message.taken_back_at = "", timezone.now()
    message.save(update_fields=["text", "taken_back_at"])
    data = {"actor": message.writer}
    record(speaker.user, GuidanceVerb.MESSAGE_TAKEN_BACK, message, data=data)
    return message


def mark_read(*, engagement: Engagement, user: Any, seen: int) -> None:
    """Store that ``user`` has read up to the message with key ``seen``; never moves backwards."""
    marks = ReadMark.objects.filter(engagement=engagement, user=user)
    if not marks.filter(seen__lt=seen).update(seen=seen):
        mark = ReadMark(engagement=engagement, user=user, seen=seen)
        ReadMark.objects.bulk_create([mark], ignore_conflicts=True)


def _lock(engagement: Engagement) -> None:
    rows = Engagement.objects.select_for_update(of=("self",))
    engagement.state = rows.values_list("state", flat=True).get(pk=engagement.pk)


def _side_of_message(
    engagement: Engagement, speaker: Speaker, text: str, enclosures: list[Cleaned]
) -> Side:
    """The side of the speaker. Raises ``Refused`` if the message may not be sent."""
    if engagement.state not in AGREED:
        raise Refused(_("这一单现在没有在办，不能发消息了。"))
    if speaker.side is None:
        raise Refused(_("只有企业和师傅两方能在这里说话。"))
    if not text.strip() and not enclosures:
        raise Refused(_("请写几句，或者选一张图片。"))
    if len(enclosures) > MAX_ENCLOSURES:
        raise Refused(_("一次最多发%(n)s个图片或文件。") % {"n": MAX_ENCLOSURES})
    return speaker.side


def _enclose(message: Message, cleaned: Cleaned, drawn_on: Enclosure | None) -> None:
    Enclosure.objects.create(
        message=message,
        kind=cleaned.what.kind,
        file=cleaned.file,
        name=cleaned.name,
        media_type=cleaned.what.media_type,
        size=cleaned.file.size,
        drawn_on=drawn_on,
    )


def _other_side(engagement: Engagement, side: Side | str) -> list[Any]:
    """The users to whom a message of ``side`` is addressed."""
    if side == Side.HELPER:
        return list(followers(engagement.need))
    return [engagement.helper.answerer] if engagement.helper.answerer else []


def _has_unread(engagement: Engagement, side: Side) -> bool:
    """Whether the other side has unread messages of ``side``: then it needs no further notice."""
    return any(
        Message.objects.unread_by(person).filter(engagement=engagement, side=side).exists()
        for person in _other_side(engagement, side)
    )


def _notify_other_side(message: Message) -> None:
    engagement = message.engagement
    need, helper = engagement.need, engagement.helper
    others = asker_sides(need) if message.side == Side.HELPER else helper_side(helper)
    sentence = gettext_lazy("%(title)s：%(writer)s发来消息")
    page = reverse("thread", args=[engagement.pk])
    words = {"title": str(need), "writer": str(message.writer)}
    tell(others, sentence, page, message.author, story=need.story, **words)
