"""How many requests a program or visitor may send, and the headers that tell."""

from math import ceil

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from hongmajia.core import attempts
from hongmajia.core.limits import asker_of
from hongmajia.core.problems import problem

WINDOW = 60
"""Seconds in which requests are counted; the first opens the window."""


class Share:
    """What is left to whoever asks in the present window, this request counted."""

    def __init__(self, request: HttpRequest) -> None:
        name = f"interface-{asker_of(request)}"
        self.most: int = settings.INTERFACE_PER_MINUTE
        self.used = attempts.count(name, WINDOW)
        self.seconds_left = ceil(attempts.seconds_left(name)) or 1

    @property
    def is_used_up(self) -> bool:
        """Whether this request is one too many."""
        return self.used > self.most

    def refusal(self) -> HttpResponse:
        """The answer to one too many."""
        words = {"most": self.most, "seconds": self.seconds_left}
        answer = problem(
            429, _("请求太多，一分钟最多%(most)s次。请%(seconds)s秒以后再试。") % words
        )
        answer["Retry-After"] = str(self.seconds_left)
        return answer

    def tell(self, answer: HttpResponse) -> HttpResponse:
        """Add the headers (draft-ietf-httpapi-ratelimit-headers-07)."""
        answer["RateLimit-Limit"] = str(self.most)
        answer["RateLimit-Remaining"] = str(max(self.most - self.used, 0))
        answer["RateLimit-Reset"] = str(self.seconds_left)
        return answer
