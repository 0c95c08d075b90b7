"""Proving a telephone number without an account: a code by text message, entered on a page.

What was sent and what was proved stands in the session, which is encrypted. Tries are counted
outside of it, so that many requests at once have no more of them than one after the other.
"""

import secrets
import time
from datetime import UTC, datetime, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from hongmajia.core.errors import Refused
from hongmajia.notices.texting import send_sms

from .limits import take_code
from .tries import VOID, may_try

PENDING, PROVED, ONWARDS = "number_pending", "number_proved", "number_onwards"
MINUTES = 5
"""How long a code may be entered."""
STAYS_PROVED = 3600
"""Seconds for which the browser need not prove the number again."""


def send_code(request: HttpRequest, phone: str) -> None:
    """Send a code to the number, whoever has it; raises ``TooOften``."""
    take_code(request, phone)
    code = f"{secrets.randbelow(10**6):06d}"
    send_sms(
        "number_code", phone, expires_in=timedelta(minutes=MINUTES), code=code, minutes=str(MINUTES)
    )
    request.session[PENDING] = {"phone": phone, "code": code, "at": time.time()}


def pending_number(request: HttpRequest) -> str:
    """The number to which a code was sent that can still be entered; empty if there is none."""
    sent = request.session.get(PENDING)
    return str(sent["phone"]) if sent and time.time() - sent["at"] <= MINUTES * 60 else ""


def enter_code(request: HttpRequest, code: str) -> None:
    """Take the number for proved if the code is right; raises ``Refused`` if it is not.

    The third wrong code makes it void.
    """
    if not pending_number(request):
        raise Refused(_("验证码过期了，请重新获取。"))
    sent = request.session[PENDING]
    if not may_try(sent):
        del request.session[PENDING]
        raise Refused(str(VOID))
    if not secrets.compare_digest(sent["code"].encode(), code.strip().encode()):
        raise Refused(_("验证码不对，请再看一遍短信。"))
    del request.session[PENDING]
    request.session[PROVED] = {"phone": sent["phone"], "at": time.time()}


def proved_number(request: HttpRequest) -> tuple[str, datetime] | None:
    """The number that the visitor has proved, and when: in this browser, or for their account."""
    proved = request.session.get(PROVED)
    if proved and time.time() - proved["at"] <= STAYS_PROVED:
        return str(proved["phone"]), datetime.fromtimestamp(proved["at"], UTC)
    user: Any = request.user
    if user.pk and user.phone and user.phone_proved_at:
        return user.phone, user.phone_proved_at
    return None


def forget_proof(request: HttpRequest) -> None:
    """Let the visitor prove another number."""
    for name in (PENDING, PROVED):
        request.session.pop(name, None)
