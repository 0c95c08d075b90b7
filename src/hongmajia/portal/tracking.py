"""A need followed by its tracking code: whoever holds the code is taken for its asker."""

from typing import Any

from django.core.cache import caches
from django.http import HttpRequest
from django.utils.translation import gettext as _

from hongmajia.core.errors import Refused
from hongmajia.core.visitors import visitor_network
from hongmajia.needs.enums import NeedState, NeedVerb
from hongmajia.needs.models import Need
from hongmajia.needs.story import Story

WRONG_CODES = 20
"""Wrong codes an address may try before it has to wait."""

WAIT = 10 * 60
"""Seconds until an address that tried too many may try again."""


class NoSuchCode(Refused):
    """Wrong, or of a need that is only a draft: the answer is the same."""

    status = 404


class TooManyCodes(Refused):
    """An address that guesses; people who mistype never come near the limit."""

    status = 429


class AskersStory(Story):
    """The story as its asker hears it, signed in or not."""

    def __init__(self, need: Need, reader: Any) -> None:
        super().__init__(need, reader)
        self.is_asker = self.is_party = True
        self.is_staff = False

    @property
    def return_reason(self) -> str:
        """What the union wrote when it last gave the need back."""
        returned = (event.note for event in self.events if event.verb == NeedVerb.RETURNED)
        return next(returned, "")


def find(request: HttpRequest, code: str) -> Need:
    """The need with that code. ``NoSuchCode`` for a wrong one, ``TooManyCodes`` after many:
    then right codes are refused too, so that trying on tells nothing."""
    attempts = caches["attempts"]
    key = f"wrong-codes-{visitor_network(request)}"
    if attempts.get(key, 0) >= WRONG_CODES:
        raise TooManyCodes(_("追踪码试得太多了，请10分钟以后再来，或打12351查。"))
    codes = Need.objects.exclude(state=NeedState.DRAFT).with_details()
    need: Need | None = codes.filter(tracking_code=code).first()
    if need is None:
        attempts.add(key, 0, WAIT)
        attempts.incr(key)
        raise NoSuchCode(_("没有这个追踪码，请对着短信或截图再核对一遍。"))
    return need
