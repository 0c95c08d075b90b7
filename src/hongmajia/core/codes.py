"""Addresses with a code in them, which is all that one needs to know: wrong codes are counted.

Every such address finds its row with ``by_code``. They share one count, so that guessing at one
address uses up the tries at all others.
"""

from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .errors import Refused
from .limits import Limit
from .visitors import visitor_network

M = TypeVar("M", bound=Model)

WRONG_CODES = 20
"""Wrong codes that a network address may try before it has to wait."""

WAIT = 10 * 60
"""Seconds from the first wrong code until a network address may try as many again."""

GUESSES = Limit(
    "wrong-codes",
    WRONG_CODES,
    WAIT,
    gettext_lazy(
        "编码试得太多了，%(within)s分钟里最多试错%(most)s次。请%(minutes)s分钟以后再来，或打%(hotline)s查。"
    ),
)


class NoSuchCode(Refused):
    """Nothing that may be shown has this code; answered with 404."""

    status = 404


def by_code(request: HttpRequest, rows: "QuerySet[M]", says: str = "", **code: Any) -> M:
    """The one of ``rows`` with that code, given as a lookup: ``by_code(…, token=token)``.

    Raises ``NoSuchCode``, which says ``says``, for a wrong code, and ``TooOften`` after too many
    wrong ones from the same network address. Then right codes are refused too, so that guessing
    reveals nothing.
    """
    visitor = visitor_network(request)
    GUESSES.check(visitor)
    found = rows.filter(**code).first()
    if found is None:
        GUESSES.count(visitor)
        raise NoSuchCode(says or _("没有这个编码，请再核对一遍。"))
    return found
