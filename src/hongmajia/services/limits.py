"""How often one may sign up for activities and note an arrival."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from hongmajia.core.limits import Limit, NumberLimits

SIGNED_UP_BY_NUMBER = Limit(
    "signed-up-by-number",
    20,
    3600,
    gettext_lazy("这个手机号%(within)s分钟里最多报名%(most)s次。请%(minutes)s分钟以后再报。"),
)
SIGNED_UP_IN_ALL = Limit(
    "signed-up-in-all", 2 * SIGNED_UP_BY_NUMBER.most, 3600, SIGNED_UP_BY_NUMBER.words
)
"""Of one number from everywhere: who uses up their share of it leaves as much to its owner."""
SIGNED_UP_BY_VISITOR = Limit(
    "signed-up-by-visitor",
    120,
    3600,
    gettext_lazy("从您这里%(within)s分钟里最多报名%(most)s次。请%(minutes)s分钟以后再报。"),
)

ARRIVED_BY_VISITOR = Limit(
    "arrived-by-visitor",
    600,
    3600,
    gettext_lazy("从您这里签到太多了，%(within)s分钟里最多%(most)s次。请%(minutes)s分钟以后再来。"),
)
"""The whole hall comes in through one wireless network, and shares its address."""


SIGNED_UP = NumberLimits(SIGNED_UP_BY_VISITOR, SIGNED_UP_BY_NUMBER, SIGNED_UP_IN_ALL)


def limit_signing_up(request: HttpRequest, phone: str) -> None:
    """Count a sign-up that is about to be made; raises ``TooOften``."""
    SIGNED_UP.take(request, phone)
