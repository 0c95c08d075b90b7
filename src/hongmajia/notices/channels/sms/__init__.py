"""The SMS channel: a gateway that the settings describe, or 阿里云.

The gateway may be any vendor's or a government's own; docs/operations.md has worked examples.
"""

from django.conf import settings

from ...enums import Reason
from ..protocol import Message, NotTaken
from ..transport import exchange
from . import aliyun
from .answer import Answer, id_in
from .request import filled_in, request_uses, values_of


def is_configured() -> bool:
    """Whether the address of a gateway, or an account at 阿里云, is set."""
    return bool(settings.SMS_URL) or aliyun.is_configured()


def is_idempotent() -> bool:
    """Whether each request carries our key, by which the gateway knows a second try."""
    return bool(settings.SMS_URL) and request_uses("key")


def needs_templates() -> bool:
    """Whether the gateway wants the id of a template instead of, or beside, the text."""
    return request_uses("template") if settings.SMS_URL else aliyun.is_configured()


def send(message: Message) -> str:
    """Hand the message to the gateway; its id there, or nothing. Raises ``NotDelivered``."""
    if needs_templates() and message.name not in settings.SMS_TEMPLATES:
        raise NotTaken(Reason.NO_TEMPLATE)
    if not settings.SMS_URL:
        return aliyun.send(message)
    return id_in(ask(message).checked())


def ask(message: Message) -> Answer:
    """Ask the gateway and return what came back, whatever it is; raises ``NotDelivered``."""
    answered = exchange(settings.SMS_TIMEOUT, **filled_in(values_of(message)))
    return Answer(answered.status, answered.text)
