"""How often codes may be asked for, so that nobody drives up the bill or learns who is here."""

import secrets
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from hongmajia.core.limits import Limit, NumberLimits, number_of
from hongmajia.core.visitors import visitor_network
from hongmajia.notices.texting import pretend_sms

A_MINUTE = Limit("code-minute", 1, 60, _("验证码刚刚发过，请等一分钟再要。"))
AN_HOUR = Limit(
    "code-hour", 5, 3600, _("这个号码一小时里最多要%(most)s次验证码，请%(minutes)s分钟以后再来。")
)
BY_VISITOR = Limit(
    "code-visitor",
    30,
    3600,
    _("您这里验证码要得太多了，请%(minutes)s分钟以后再来，或用密码登录。"),
)

ELSEWHERE = Limit(
    "sign-in-elsewhere",
    30,
    600,
    _("去别处登录太多次了，请%(minutes)s分钟以后再来，或用密码登录。"),
)
"""Ways to a provider that one visitor begins; each makes us ask its server."""


def take_code(request: HttpRequest, phone: str) -> None:
    """Count one code for this number, whether it has an account or not; raises ``TooOften``."""
    number = number_of(phone)
    BY_VISITOR.take(visitor_network(request))
    A_MINUTE.take(number)
    AN_HOUR.take(number)


def pretend_to_send(phone: str) -> None:
    """Do the work of sending without sending, so that neither time nor limits tell."""
    code = f"{secrets.randbelow(10**6):06}"
    minutes = settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60
    pretend_sms("sign_in_code", phone, code=code, minutes=str(minutes))


FACTOR_HERE = Limit(
    "second-factor",
    10,
    3600,
    _("试得太多了，一小时里最多%(most)s次。请%(minutes)s分钟以后再试，或换个办法。"),
)
"""Codes of one account tried from one network: whoever guesses shuts out no other network."""
FACTOR_IN_ALL = Limit(
    "second-factor-in-all",
    50,
    24 * 3600,
    _("试得太多了，一天里最多%(most)s次。请%(minutes)s分钟以后再试，或换个办法。"),
)
"""Codes of one account tried from anywhere: of a million, three are right at any moment."""
FACTOR_USED = Limit("second-factor-used", 1, 90, words="")
"""One code of an authenticator app: it passes once in the 90 seconds in which it is right."""
FACTOR_TOLD = Limit("second-factor-told", 1, 24 * 3600, words="")
"""Telling the owner of an account that somebody guesses, who has passed the first step."""


def handed_in(name: str, words: Any) -> NumberLimits:
    """How often claims, or applications, may be handed in: by visitor, by number, in all."""
    shares = (("by-visitor", 20), ("by-number", 5), ("in-all", 10))
    return NumberLimits(*(Limit(f"{name}-{whose}", most, 3600, words) for whose, most in shares))


LOOKED_UP = Limit(
    "claim-looked-up",
    60,
    3600,
    _("查得太多了，%(within)s分钟里最多%(most)s次。请%(minutes)s分钟以后再查。"),
)
"""Enterprises found by their credit code, of one visitor: enough for anybody with some firms, too
few to go through a register."""
CLAIM_WORDS = _("认领得太多了，%(within)s分钟里最多%(most)s次。请%(minutes)s分钟以后再来。")
CLAIMED = handed_in("claimed", CLAIM_WORDS)
"""Claims of enterprises that are handed in."""
APPLY_WORDS = _("申请得太多了，%(within)s分钟里最多%(most)s次。请%(minutes)s分钟以后再来。")
APPLIED = handed_in("applied", APPLY_WORDS)
"""Applications for the roll that are handed in."""
