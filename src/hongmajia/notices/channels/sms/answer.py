"""What a gateway's answer means, by the signs in the settings."""

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.conf import settings

from hongmajia.config.sms_parsers import FIELD, STATUS, TEXT, Sign
from hongmajia.core.logs.scrubbing import scrubbed

from ...enums import Reason
from ..protocol import AnswerLost, NotTaken, NumberRefused, ServerFailed
from ..transport import NOT_TAKEN

LONGEST_DETAIL, LONGEST_ID = 40, 100
OF_ONE_MESSAGE = (400, 409, 413, 422)
"""Others may be taken; every other refusal (401, 404, a redirection) would meet them all."""


class Answer(NamedTuple):
    """The status and the text that came back."""

    status: int
    text: str

    def checked(self) -> "Answer":
        """The answer, if the gateway took the message; raises ``NotDelivered`` with what it says.

        A status of 500 and above says that something failed at the gateway or before it, not that
        the message was not taken: only 503 and the signs of the settings say so.
        """
        if self.shows(settings.SMS_REFUSED):
            raise NumberRefused(Reason.NUMBER_REFUSED, self.detail())
        if self.shows(settings.SMS_LATER):  # maybe of this number only
            raise NotTaken(Reason.THROTTLED, self.detail())
        if self.status in NOT_TAKEN:
            raise ServerFailed(Reason.THROTTLED, self.detail())
        if self.status >= 500:
            raise AnswerLost(Reason.ANSWER_UNCLEAR, self.detail())
        if not 200 <= self.status < 300:
            failed = NotTaken if self.status in OF_ONE_MESSAGE else ServerFailed
            raise failed(Reason.ANSWERED_NO, self.detail())
        if not settings.SMS_OK or self.shows(settings.SMS_OK):
            return self
        if any(self.at(sign.place) for sign in settings.SMS_OK):
            raise NotTaken(Reason.ANSWERED_NO, self.detail())
        raise AnswerLost(Reason.ANSWER_UNCLEAR, self.detail())

    def shows(self, signs: Iterable[Sign]) -> bool:
        """Whether one of the signs stands in it."""
        return any(sign.pattern.fullmatch(self.at(sign.place)) for sign in signs)

    def at(self, place: str) -> str:
        """What stands at that place; nothing where the answer has no such place."""
        if place == STATUS:
            return str(self.status)
        return self.text.strip() if place == TEXT else self._field(place.removeprefix(FIELD))

    def detail(self) -> str:
        """The status and what stands at the fields by which it is judged, without what was sent."""
        judged = (*settings.SMS_OK, *settings.SMS_REFUSED, *settings.SMS_LATER)
        places = dict.fromkeys(sign.place for sign in judged if sign.place.startswith(FIELD))
        codes = [f"{place}={scrubbed(self.at(place))}" for place in places if self.at(place)]
        return " ".join([f"HTTP {self.status}", *codes])[:LONGEST_DETAIL]

    def _field(self, path: str) -> str:
        try:
            value: Any = json.loads(self.text)
            for step in path.split("."):
                value = value[int(step)] if isinstance(value, list) else value[step]
        except (ValueError, LookupError, TypeError):
            return ""
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def id_in(answer: Answer) -> str:
    """The gateway's own id of the message: the first group of the pattern, or all that fits."""
    sign: Sign | None = settings.SMS_ID
    found = sign.pattern.fullmatch(answer.at(sign.place)) if sign else None
    if not found:
        return ""
    return (found[1] if found.re.groups else found[0])[:LONGEST_ID]
