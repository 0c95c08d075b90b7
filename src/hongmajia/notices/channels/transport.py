"""Requests to vendors, and what certainly was not taken by them.

Nothing of a request or an answer is logged, nor are errors of the library: they quote addresses.
"""

import json
from dataclasses import dataclass
from ssl import SSLCertVerificationError
from typing import Any

import requests
from urllib3.exceptions import NewConnectionError

from ..enums import Reason
from .protocol import AnswerLost, NotTaken, ServerFailed

LONGEST = 64 * 1024
"""Bytes of an answer that are read."""
SECONDS = 10
"""How long a vendor may take to answer."""
NOT_TAKEN = (429, 503)
"""By RFC 6585 and RFC 9110 the server took nothing and may be asked again later."""


@dataclass(frozen=True)
class Answered:
    """The status and the text that came back."""

    status: int
    text: str

    def content(self) -> dict[str, Any]:
        """The JSON object of an answer that says in words whether the message was taken.

        Raises ``NotDelivered`` for every other: of 500 and above nobody knows whether the message
        was handed on before something failed.
        """
        detail = f"HTTP {self.status}"
        if self.status in NOT_TAKEN:
            raise ServerFailed(Reason.THROTTLED, detail)
        if self.status >= 500:
            raise AnswerLost(Reason.ANSWER_UNCLEAR, detail)
        if not 200 <= self.status < 300:
            raise ServerFailed(Reason.ANSWERED_NO, detail)
        try:
            found = json.loads(self.text)
        except ValueError:
            found = None
        if not isinstance(found, dict):
            raise AnswerLost(Reason.ANSWER_UNCLEAR, detail)
        return found


def exchange(timeout: float = SECONDS, **asked: Any) -> Answered:
    """Make one request, the arguments of ``requests.request``; raises ``NotDelivered``.

    No redirection is followed: it would take the key and the message somewhere else.
    """
    try:
        with requests.request(
            **asked, timeout=timeout, allow_redirects=False, stream=True
        ) as response:
            text = next(response.iter_content(LONGEST), b"").decode("utf-8", "replace")
            return Answered(response.status_code, text)
    except requests.RequestException as error:
        raise failure_of(error) from None


def preparing(timeout: float = SECONDS, **asked: Any) -> dict[str, Any]:
    """``exchange`` for what goes before the message, such as a token: if it fails, none was taken.

    Raises ``NotTaken``.
    """
    try:
        return exchange(timeout, **asked).content()
    except AnswerLost as error:
        raise ServerFailed(Reason.UNREACHABLE, error.detail) from None


def failure_of(error: Exception) -> NotTaken | AnswerLost:
    """What an error of the library means for the message."""
    if never_left(error):
        return ServerFailed(Reason.UNREACHABLE)
    return AnswerLost(Reason.ANSWER_LOST)


def never_left(error: Exception) -> bool:
    """Whether the error came before the request was sent, so that nothing can have been taken."""
    if isinstance(error, requests.ConnectTimeout | requests.exceptions.ProxyError | ValueError):
        return True  # ValueErrors are addresses and headers that cannot be used
    cause: Any = getattr(error.args[0] if error.args else None, "reason", None)
    is_certificate = bool(getattr(cause, "args", ())) and isinstance(
        cause.args[0], SSLCertVerificationError
    )
    return isinstance(cause, NewConnectionError) or is_certificate
