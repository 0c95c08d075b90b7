"""What a delivery says when it is sent, and to which address."""

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from hongmajia.core.addresses import absolute

from .channels.protocol import Message, NumberRefused
from .channels.registry import GROUPS
from .enums import Reason
from .models import Delivery, GroupRobot, Notice, in_words
from .ways import NONE, still_wanted, ways_of
from .wording import SEVERAL, sms_sentence


def reason_to_drop(delivery: Delivery) -> Reason | None:
    """Why a message need not be sent any more: all was read, or its user wants it no more."""
    notices = list(delivery.notices.all())
    if not notices:
        return None
    if all(notice.read_at for notice in notices):
        return Reason.READ
    return None if still_wanted(delivery) else Reason.NOT_WANTED


def message_of(delivery: Delivery) -> Message:
    """What the channel is to send, in Chinese; raises ``NumberRefused`` without an address."""
    with translation.override("zh-hans"):
        if delivery.channel in GROUPS:
            return _for_group(delivery)
        to, key = address_of(delivery), str(delivery.key)
        if delivery.name:
            text = in_words(delivery.sentence, delivery.params)
            url = absolute(delivery.url) if delivery.url else ""
            title = text if len(delivery.lines) != 1 else delivery.texts[0]
            return Message(to, text, key, title, url, delivery.name, delivery.params)
        return _of_notices(delivery, to)


def address_of(delivery: Delivery) -> str:
    """The number, mail address or account to which it goes now."""
    if known := delivery.phone or delivery.address:
        return known
    if delivery.user and (way := ways_of([delivery.user]).get(delivery.user.pk, NONE).get(
        delivery.channel
    )):  # fmt: skip
        return way
    raise NumberRefused(Reason.NO_ADDRESS)


def _of_notices(delivery: Delivery, to: str) -> Message:
    unread = [each for each in delivery.notices.all() if not each.read_at][::-1]
    key, one = str(delivery.key), len(unread) == 1
    url = absolute(unread[0].url if one else "/notices/")
    title = unread[0].text if one else _("%(n)s条新消息") % {"n": len(unread)}
    if delivery.channel == "sms":  # which takes fixed sentences only
        params = {"n": str(len(unread))}
        return Message(to, sms_sentence(SEVERAL) % params, key, title, url, SEVERAL, params)
    at = f"{timezone.localtime(delivery.created_at):%Y-%m-%d %H:%M:%S}"
    return Message(to, _body(unread), key, title, url, at=at, kind=unread[0].kind)


def _for_group(delivery: Delivery) -> Message:
    """What the robot of the union writes, with the address and secret that it has now."""
    robot = GroupRobot.objects.filter(union=delivery.union_id).first()
    if robot is None or robot.channel != delivery.channel:
        raise NumberRefused(Reason.NO_ADDRESS)
    text = "\n".join([*delivery.texts, absolute(delivery.url)])
    return Message(robot.address, text, str(delivery.key), secret=robot.secret)


def _body(unread: list[Notice]) -> str:
    """Each sentence with its page."""
    return "\n\n".join(f"{notice.text}\n{absolute(notice.url)}" for notice in unread) + "\n"
