"""Finding the program behind the token of a request."""

import re
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.core.problems import problem
from hongmajia.core.programs import Program

from .actions import digest_of
from .models import Token

BEARER = re.compile(r"Bearer +(\S+)", re.IGNORECASE)
"""RFC 6750, section 2.1."""
NOTED_AFTER = timedelta(minutes=1)
"""How exactly the last use of a token is noted: one write a minute and no more."""


def know_program(request: HttpRequest) -> HttpResponse | None:
    """Let the request act as its token says; the answer 401 for a token that is not valid.

    A request without the header ``Authorization: Bearer`` stays that of a person.
    """
    found = BEARER.fullmatch(request.headers.get("Authorization", "").strip())
    if found is None:
        return None
    token = _token(found[1])
    if token is None:
        answer = problem(401, _("口令不对，或者已经过期、作废。"))
        answer["WWW-Authenticate"] = 'Bearer error="invalid_token"'
        return answer
    _note_use(token)
    account = token.account
    request.user = account.user
    union = account.union
    request.program = Program(  # type: ignore[attr-defined]
        scopes=frozenset(account.scopes), path=union.path, region=union.region_id or ""
    )
    return None


def _token(clear: str) -> Token | None:
    rows = Token.objects.valid().select_related("account__user__program_of")
    found: Token | None = rows.filter(digest=digest_of(clear)).first()
    return found


def _note_use(token: Token) -> None:
    now = timezone.now()
    if token.last_used_at is None or token.last_used_at < now - NOTED_AFTER:
        Token.objects.filter(pk=token.pk).update(last_used_at=now)
