"""SMS for the other rooms: ask whether SMS is there, send a registered sentence."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.acts import in_chinese
from hongmajia.core.errors import Refused
from hongmajia.core.limits import Limit, number_of
from hongmajia.spelling import read_phone

from .channels import sms
from .channels.protocol import Message
from .composing import message_of
from .enums import DeliveryState
from .models import Delivery
from .models.sentences import stored
from .sending import send_delivery
from .wording import TEST, fitted, places, sms_sentence
from .wording import register_sms as register_sms
from .wording import registered_sms as registered_sms

HOUR, DAY = 3600, 86400
TO_NUMBER = Limit(
    "sms-to-number",
    10,
    DAY,
    gettext_lazy("发给这个号码的短信太多了，一天最多%(most)s条。请%(minutes)s分钟以后再试。"),
)
"""SMS to one number, whoever asks for them."""
TOO_MANY_IN_ALL = gettext_lazy("现在发的短信太多了，请%(minutes)s分钟以后再试。")


def can_text() -> bool:
    """Whether an SMS gateway is set; without one ``send_sms`` refuses."""
    return sms.is_configured()


def send_sms(
    name: str,
    phone: str,
    /,
    *,
    user: Any = None,
    expires_in: timedelta | None = None,
    **params: str,
) -> Delivery:
    """Queue one SMS with the registered sentence ``name``; call it inside the act's transaction.

    After ``expires_in`` it is not worth sending and is given up. Raises ``LookupError`` for a name
    that no room registered and for a missing param, ``Refused`` where no gateway is set, and
    ``TooOften`` when the number or the whole installation has had its share.
    """
    delivery = _made(name, sms_sentence(name), phone, params)
    message_of(delivery)  # a sentence that cannot be filled in fails here, in the act
    if not can_text():
        raise Refused(_("没有设短信平台，发不了短信。"))
    take_sms(delivery.phone)
    delivery.user = user
    delivery.expires_at = delivery.created_at + expires_in if expires_in else None
    delivery.save()
    send_delivery.enqueue(delivery.pk)
    return delivery


def sample(name: str, phone: str) -> Message:
    """What tries the gateway: the sentence ``name`` with digits in its places, or a test's own."""
    sentence = sms_sentence(name) if name else in_chinese(TEST)
    params = dict.fromkeys(places(sentence), "123456")
    return message_of(_made(name or "test", sentence, phone, params))


def _made(name: str, sentence: str, phone: str, params: dict[str, str]) -> Delivery:
    """A delivery that is not stored yet; its params are in the order of the sentence's places."""
    _source, words = stored("", params)
    filled: Any = fitted({place: words[place] for place in places(sentence)})
    return Delivery(
        channel="sms", name=name, sentence=sentence, params=filled, phone=read_phone(phone)
    )


def pretend_sms(name: str, phone: str, /, **params: str) -> Delivery:
    """Refuse what ``send_sms`` would refuse, and do its work, for a message that never leaves.

    For numbers to which nothing is sent, so that nobody can tell them from the others, by the time
    it takes either. Only the number's share of messages is used up. The stored row has no words.
    """
    delivery = _made(name, sms_sentence(name), phone, params)
    message_of(delivery)
    TO_NUMBER.take(number_of(delivery.phone))
    for limit in _in_all():
        limit.check("all")
        limit.count("pretended")  # writes as often as ``take_sms``
    delivery.sentence, delivery.state = "", DeliveryState.GAVE_UP
    delivery.save()
    send_delivery.enqueue(delivery.pk)  # finds nothing to send
    return delivery


def _in_all() -> tuple[Limit, Limit]:
    return (
        Limit("sms-an-hour", settings.SMS_PER_HOUR, HOUR, TOO_MANY_IN_ALL),
        Limit("sms-a-day", settings.SMS_PER_DAY, DAY, TOO_MANY_IN_ALL),
    )


def take_sms(number: str) -> None:
    """Count one SMS; raises ``TooOften``. What one limit refuses, the later do not count."""
    TO_NUMBER.take(number_of(number))
    for limit in _in_all():
        limit.take("all")
