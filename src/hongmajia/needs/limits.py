"""How often one may ask and order from public pages."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from hongmajia.core.limits import Limit, NumberLimits

ASKED_BY_NUMBER = Limit(
    "asked-by-number",
    10,
    3600,
    gettext_lazy(
        "这个手机号%(within)s分钟里最多提%(most)s件。请%(minutes)s分钟以后再提，急的打%(hotline)s。"
    ),
)
ASKED_IN_ALL = Limit("asked-in-all", 2 * ASKED_BY_NUMBER.most, 3600, ASKED_BY_NUMBER.words)
"""Of one number from everywhere, twice the share of one visitor: a stranger who uses up theirs
leaves the owner a whole one.
"""
ASKED_BY_VISITOR = Limit(
    "asked-by-visitor",
    60,
    3600,
    gettext_lazy(
        "从您这里%(within)s分钟里最多提%(most)s件。请%(minutes)s分钟以后再提，急的打%(hotline)s。"
    ),
)
"""Many enterprises share one address behind a provider, so it is wider than that of a number."""


SHARED = NumberLimits(
    Limit("shared-by-visitor", 30, 3600, ASKED_BY_VISITOR.words),
    Limit("shared-by-number", 10, 3600, ASKED_BY_NUMBER.words),
    Limit("shared-in-all", 20, 3600, ASKED_BY_NUMBER.words),
)
"""Saying that one has the same problem as others."""

CODES_TOLD = Limit(
    "codes-told",
    60,
    3600,
    gettext_lazy("查得太多了，%(within)s分钟里最多%(most)s次。请%(minutes)s分钟以后再查。"),
)
PEOPLE_FOUND = Limit("people-found", 120, 3600, CODES_TOLD.words)
"""Of each account, in the search by telephone number and at the desk for callers together: enough
for hours at the telephone, too few to go through numbers."""

ASKED = NumberLimits(ASKED_BY_VISITOR, ASKED_BY_NUMBER, ASKED_IN_ALL)


def limit_asking(request: HttpRequest, phone: str) -> None:
    """Count a need that is about to be submitted; raises ``TooOften``."""
    ASKED.take(request, phone)
