"""Whether a public form was filled in by a person; in doubt they are asked.

Doubts arise when the form came faster than anybody reads it or without a page that was shown, when
a field is filled in that nobody sees, and when many needs came from one network within an hour. The
question is a code that is sent to the contact number, or without an SMS gateway a small sum in
words. Who is signed in is not asked, and the API asks nobody.
"""

import secrets
import time
import unicodedata
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.signing import BadSignature, SignatureExpired, loads
from django.http import HttpRequest
from django.utils.translation import gettext as _

from hongmajia.core.asked import text_of
from hongmajia.core.errors import Refused, TooOften
from hongmajia.core.limits import Limit, number_of
from hongmajia.core.masking import mask_phone
from hongmajia.core.sealing import seal, unseal
from hongmajia.core.visitors import visitor_network
from hongmajia.notices.texting import can_text, send_sms

TICKET = "ask"
"""The salt of the ticket of a form: a tracking code, and when the form was shown."""
TRAP = "homepage"
"""The field that nobody sees."""
PURPOSE = "question"
MINUTES = 10
"""How long an answer is waited for."""
MANY = Limit("asked-by-network", 10, 3600, words="")
"""Needs from one network, from which on each is asked."""
DOUBTED = Limit("ask-doubted", 1, 3600, words="")
"""Of each ticket: a doubt does not go away by sending the form once more."""
TRIES = Limit("ask-answers", 3, 3600, words="")
CODES = (
    Limit("ask-code-network", 10, 3600, words=""),
    Limit("ask-code-minute", 1, 60, words=""),
    Limit("ask-code-number", 3, 3600, words=""),
)
"""SMS to the contact number; beyond them a sum is asked instead."""
NUMERALS = "零一二三四五六七八九十"


@dataclass(frozen=True)
class Question:
    """What is asked in doubt. ``token`` is its sealed answer, which the form sends back."""

    words: str
    token: str
    is_wrong: bool = False
    """Whether it was answered, wrongly."""


class NotSure(Refused):
    """The form may have been filled in by a machine; ``question`` has to be answered first."""

    status = 422

    def __init__(self, question: Question) -> None:
        super().__init__(_("还差一步：请答下面这一问，您写的都在。"))
        self.question = question


def question_for(request: HttpRequest, code: str, phone: str) -> Question | None:
    """What to ask before the need with the tracking code ``code`` is taken; ``None``: nothing."""
    if request.user.is_authenticated or not settings.FASTEST_ASKING:
        return None
    facts = unseal(text_of(request.POST, "question", 2000), PURPOSE)
    if facts and facts["code"] == code and facts["phone"] in ("", phone):
        return _judge(request, facts, phone)
    if not is_doubtful(request, code):
        return None
    DOUBTED.count(code)
    return _new_question(request, code, phone)


def count_asked(request: HttpRequest) -> None:
    """Count a need that came from a public form."""
    MANY.count(visitor_network(request))


def is_doubtful(request: HttpRequest, code: str) -> bool:
    """Whether a form looks as if a machine had filled it in."""
    if text_of(request.POST, TRAP, 1) or _is_used_up(DOUBTED, code):
        return True
    return is_too_fast(text_of(request.POST, "ticket", 500)) or _is_used_up(
        MANY, visitor_network(request)
    )


def is_too_fast(ticket: str) -> bool:
    """Whether the page with this ticket was shown only a moment ago, or never."""
    try:
        loads(ticket, salt=TICKET, max_age=settings.FASTEST_ASKING)
    except SignatureExpired:
        return False
    except BadSignature:
        return True
    return True


def _is_used_up(limit: Limit, who: str) -> bool:
    try:
        limit.check(who)
    except TooOften:
        return True
    return False


def _judge(request: HttpRequest, facts: dict[str, Any], phone: str) -> Question | None:
    """Nothing for the right answer; the question again, after three wrong ones another."""
    typed = text_of(request.POST, "answer", 20)
    if TRIES.allows(facts["token"]):
        if _read(typed) == facts["answer"]:
            return None
        return Question(facts["words"], text_of(request.POST, "question", 2000), is_wrong=True)
    return _new_question(request, facts["code"], phone)


def _read(typed: str) -> str:
    """What was typed as digits, in any width or in Chinese."""
    plain = "".join(unicodedata.normalize("NFKC", typed).split())
    spelt = {_in_chinese(number): str(number) for number in range(19)}
    return spelt.get(plain, plain)


def _in_chinese(number: int) -> str:
    return NUMERALS[number] if number <= 10 else f"十{NUMERALS[number - 10]}"


def _new_question(request: HttpRequest, code: str, phone: str) -> Question:
    try:
        return _by_sms(request, code, phone)
    except Refused:  # no gateway, or too many were sent
        return _sum(code)


def _by_sms(request: HttpRequest, code: str, phone: str) -> Question:
    if not can_text():
        raise Refused
    whose = (visitor_network(request), number_of(phone), number_of(phone))
    for limit, who in zip(CODES, whose, strict=True):
        limit.take(who)
    answer = f"{secrets.randbelow(10**6):06}"
    send_sms(
        "ask_code", phone, expires_in=timedelta(minutes=MINUTES), code=answer, minutes=str(MINUTES)
    )
    words = _("我们给%(phone)s发了短信，请填里面的6位验证码。") % {"phone": mask_phone(phone)}
    return _sealed(words, answer, code, phone)


def _sum(code: str) -> Question:
    names = [_("二"), _("三"), _("四"), _("五"), _("六"), _("七"), _("八"), _("九")]
    first, second = secrets.randbelow(8), secrets.randbelow(8)
    said = {"first": names[first], "second": names[second]}
    words = _("%(first)s加%(second)s等于几？请填数字。") % said
    return _sealed(words, str(first + 2 + second + 2), code, "")


def _sealed(words: str, answer: str, code: str, phone: str) -> Question:
    facts = {
        "words": words,
        "answer": answer,
        "code": code,
        "phone": phone,
        "token": secrets.token_urlsafe(12),
        "until": time.time() + MINUTES * 60,
    }
    return Question(words, seal(facts, PURPOSE))
