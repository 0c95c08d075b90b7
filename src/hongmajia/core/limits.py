"""Limits on how often one visitor, account or telephone number may do something."""

from dataclasses import dataclass
from math import ceil
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from . import attempts
from .encryption import field_keys
from .errors import TooOften
from .visitors import visitor_network

DIGEST_LENGTH = 22
"""Characters of a telephone number's digest in the name of a count: 132 bits."""


@dataclass(frozen=True)
class Limit:
    """At most ``most`` times within ``seconds``; the first time opens the window.

    ``words`` is what those who come too often read. It may say ``%(most)s``, ``%(within)s`` (the
    minutes of the window) and has to say ``%(minutes)s``, after which one may try again.
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

    def take(self, who: str) -> None:
        """Count once more, and raise ``TooOften`` if that was once too often."""
        if attempts.count(self._key(who), self.seconds) > self.most:
            raise self._too_often(who)

    def _key(self, who: str) -> str:
        return f"{self.name}-{who}"

    def _too_often(self, who: str) -> TooOften:
        wait = max(attempts.seconds_left(self._key(who)), 1)
        said = {"most": self.most, "within": self.seconds // 60, "minutes": ceil(wait / 60)}
        return TooOften(str(self.words) % said, wait=ceil(wait))


EXPORTED = Limit(
    "exported",
    6,
    600,
    gettext_lazy("导出得太多了，%(within)s分钟里最多%(most)s次。请%(minutes)s分钟以后再来。"),
)
"""Workbooks that a web thread writes while their reader waits, all together."""


def asker_of(request: HttpRequest) -> str:
    """Whose request it is: the account, or without one the network address.

    The office of a union has one address for all its people; those signed in do not use up each
    other's share.
    """
    user = request.user
    return f"account-{user.pk}" if user.pk else visitor_network(request)


def number_of(phone: str) -> str:
    """A telephone number as the counts may keep it: its keyed digest."""
    return field_keys()[0].digest("limits", phone, DIGEST_LENGTH)
