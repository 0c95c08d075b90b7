"""The SMS channel: one HTTP request for each message, as the settings describe it.

The service may be any vendor's or a government's own; docs/operations.md has worked examples.
Nothing of a request or an answer is logged, nor are errors of the library: they quote addresses.
"""

from ssl import SSLCertVerificationError
from typing import Any

import requests
from django.conf import settings
from urllib3.exceptions import NewConnectionError

from ...enums import Reason
from ..protocol import AnswerLost, Message, NotTaken, ServerFailed
from .answer import LONGEST, Answer, id_in
from .request import filled_in, request_uses, values_of


def is_configured() -> bool:
    """Whether the address of a gateway is set."""
    return bool(settings.SMS_URL)


def is_idempotent() -> bool:
    """Whether each request carries our key, by which the gateway knows a second try."""
    return request_uses("key")


def needs_templates() -> bool:
    """Whether the gateway wants the id of a template instead of, or beside, the text."""
    return request_uses("template")


def send(message: Message) -> str:
    """Hand the message to the gateway; its id there, or nothing. Raises ``NotDelivered``."""
    return id_in(ask(message).checked())


def ask(message: Message) -> Answer:
    """Make the request and return what came back, whatever it is; raises ``NotDelivered``."""
    if needs_templates() and message.name not in settings.SMS_TEMPLATES:
        raise NotTaken(Reason.NO_TEMPLATE)
    request = filled_in(values_of(message))
    try:
        with requests.request(
            **request, timeout=settings.SMS_TIMEOUT, allow_redirects=False, stream=True
        ) as response:
            text = next(response.iter_content(LONGEST), b"").decode("utf-8", "replace")
            return Answer(response.status_code, text)
    except requests.RequestException as error:
        if _never_left(error):
            raise ServerFailed(Reason.UNREACHABLE) from None
        raise AnswerLost(Reason.ANSWER_LOST) from None


def _never_left(error: requests.RequestException) -> bool:
    """Whether the error came before the request was sent, so that nothing can have been taken."""
    if isinstance(error, requests.ConnectTimeout | requests.exceptions.ProxyError | ValueError):
        return True  # ValueErrors are addresses and headers that cannot be used
    cause: Any = getattr(error.args[0] if error.args else None, "reason", None)
    is_certificate = bool(getattr(cause, "args", ())) and isinstance(
        cause.args[0], SSLCertVerificationError
    )
    return isinstance(cause, NewConnectionError) or is_certificate
