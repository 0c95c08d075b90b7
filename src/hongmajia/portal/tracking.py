"""Finding a need by its tracking code. Whoever knows the code is treated as the asker."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from hongmajia.core import attempts
from hongmajia.core.errors import Refused
from hongmajia.core.visitors import visitor_network
from hongmajia.needs.enums import NeedState, NeedVerb
from hongmajia.needs.models import Need
from hongmajia.needs.story import Story

WRONG_CODES = 20
"""Wrong codes that a network address may try before it has to wait."""

WAIT = 10 * 60
"""Seconds from the first wrong code until a network address may try as many again."""


class NoSuchCode(Refused):
    """No need has this code, or the need is only a draft; answered with 404 in both cases."""

    status = 404


class TooManyCodes(Refused):
    """A network address has tried too many wrong codes; answered with 429."""

    status = 429


class AskerStory(Story):
    """The history of a need as its asker may see it, whether ``reader`` is signed in or not."""

    def __init__(self, need: Need, reader: Any) -> None:
        super().__init__(need, reader)
        self.is_asker = self.is_party = True
        self.is_staff = False

    @property
    def return_reason(self) -> str:
        """The reason the union gave when it last returned the need; empty if it never did."""
        returned = (event.note for event in self.events if event.verb == NeedVerb.RETURNED)
        return next(returned, "")


def find(request: HttpRequest, code: str) -> Need:
    """The need with that tracking code.

    Raises ``NoSuchCode`` for a wrong code, and ``TooManyCodes`` after too many wrong ones from the
    same network address. Then right codes are refused too, so that guessing reveals nothing.
    """
    key = f"wrong-codes-{visitor_network(request)}"
    if attempts.counted(key) >= WRONG_CODES:
        raise TooManyCodes(_("追踪码试得太多了，请10分钟以后再来，或打12351查。"))
    codes = Need.objects.exclude(state=NeedState.DRAFT).with_details()
    need: Need | None = codes.filter(tracking_code=code).first()
    if need is None:
        attempts.count(key, WAIT)
        raise NoSuchCode(_("没有这个追踪码，请对着短信或截图再核对一遍。"))
    return need
