"""How often a code that was sent by text message may be entered.

The session counts, too, but many requests at once read the same session before any of them has
written it. So tries are counted outside of it, one by one for all processes (``core.attempts``).
"""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy

from hongmajia.core.limits import Limit, number_of

VOID = gettext_lazy("验证码错了三次，已经作废，请重新获取。")
TRIES = Limit(
    "number-code",
    settings.ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS,
    settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT,
    VOID,
)
"""Entering one code, right or wrong, while it is valid."""


def may_try(sent: Mapping[str, Any]) -> bool:
    """Count one more try of the code that was ``sent`` to a ``phone`` ``at`` a time (seconds);
    whether it may still be compared.
    """
    return TRIES.allows(f"{number_of(sent['phone'])}-{sent['at']}")


class CountsTries:
    """Mixin of allauth's pages for a code: one that was tried too often is void, even if right."""

    _process: Any
    _action: str

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Compare the code, unless it was tried too often."""
        process = self._process
        if self._action == "verify" and not may_try(process.state):
            process.state["failed_attempts"] = process.max_attempts
            answer: HttpResponse = self.form_invalid(self.get_form())  # type: ignore[attr-defined]
            return answer
        compared: HttpResponse = super().post(request, *args, **kwargs)  # type: ignore[misc]
        return compared
