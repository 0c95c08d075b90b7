"""Limits on how often one visitor, account or telephone number may do something."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from math import ceil
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy

from . import attempts
from .encryption import field_keys
from .errors import TooOften
from .hotline import hotline_here
from .programs import program_of
from .visitors import visitor_network

View = Callable[..., HttpResponse]

DIGEST_LENGTH = 22
"""Characters of a telephone number's digest in the name of a count: 132 bits."""


@dataclass(frozen=True)
class Limit:
    """At most ``most`` times within ``seconds``; the first time opens the window.

    ``words`` is what those who come too often read. It may say ``%(most)s``, ``%(within)s`` (the
    minutes of the window), ``%(hotline)s`` and has to say ``%(minutes)s``, after which one may try
    again.
    """

    name: str
    most: int
    seconds: int
    words: Any

    def check(self, who: str) -> None:
        """Raise ``TooOften`` if ``who`` has used up this limit; counts nothing."""
        if attempts.counted(self._key(who)) >= self.most:
            raise self._too_often(who)

    def count(self, who: str) -> None:
        """Count once more, without refusing."""
        attempts.count(self._key(who), self.seconds)

    def allows(self, who: str) -> bool:
        """Count once more; whether that was not too often, for what is left out without a word."""
        return attempts.count(self._key(who), self.seconds) <= self.most

    def take(self, who: str) -> None:
        """Count once more, and raise ``TooOften`` if that was once too often."""
        if not self.allows(who):
            raise self._too_often(who)

    def _key(self, who: str) -> str:
        return f"{self.name}-{who}"

    def _too_often(self, who: str) -> TooOften:
        wait = max(attempts.seconds_left(self._key(who)), 1)
        said = {"most": self.most, "within": self.seconds // 60, "minutes": ceil(wait / 60),
                "hotline": hotline_here()}  # fmt: skip
        return TooOften(str(self.words) % said, wait=ceil(wait))


EXPORTED = Limit(
    "exported",
    12,
    600,
    gettext_lazy("导出得太多了，%(within)s分钟里最多%(most)s次。请%(minutes)s分钟以后再来。"),
)
"""Workbooks that the worker writes, of all kinds together."""


COMPUTED = Limit(
    "computed",
    600,
    600,
    gettext_lazy("看得太快了，%(within)s分钟里最多%(most)s次。请%(minutes)s分钟以后再来。"),
)
"""Answers to anybody that the web thread has to compute: needs alike, summaries."""

DRAWN = Limit(
    "drawn",
    120,
    600,
    gettext_lazy(
        "图片、文件打开得太多了，%(within)s分钟里最多%(most)s份。请%(minutes)s分钟以后再来。"
    ),
)
"""Posters, cards and papers that are typeset when somebody asks for them."""


@dataclass(frozen=True)
class NumberLimits:
    """Limits on acts that name a telephone number which nobody has proved to be their own.

    Each visitor has a share of every number, so that nobody uses up another's: ``by_visitor`` is
    for all that one visitor does, ``by_number`` for one number of one visitor, ``in_all`` for one
    number of all visitors together. What one of them refuses, the later ones do not count.
    """

    by_visitor: Limit
    by_number: Limit
    in_all: Limit

    def take(self, request: HttpRequest, phone: str) -> None:
        """Count one act; raises ``TooOften``. ``in_all`` never speaks against an own number.

        A program asks for many people: of it only the numbers are counted here.
        """
        visitor, number = asker_of(request), number_of(phone)
        if program_of(request) is None:
            self.by_visitor.take(visitor)
        self.by_number.take(f"{number}-{visitor}")
        if getattr(request.user, "phone", "") != phone:
            self.in_all.take(number)


def asker_of(request: HttpRequest) -> str:
    """Whose request it is: the account, or without one the network address.

    The office of a union has one address for all its people; those signed in do not use up each
    other's share.
    """
    user = request.user
    return f"account-{user.pk}" if user.pk else visitor_network(request)


def limited(limit: Limit) -> Callable[[View], View]:
    """Decorate a view that may be asked only so often by the same visitor or account."""

    def decorate(view: View) -> View:
        @wraps(view)
        def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            limit.take(asker_of(request))
            return view(request, *args, **kwargs)

        return counted

    return decorate


def number_of(phone: str) -> str:
    """A telephone number as the counts may keep it: its keyed digest."""
    return field_keys()[0].digest("limits", phone, DIGEST_LENGTH)
