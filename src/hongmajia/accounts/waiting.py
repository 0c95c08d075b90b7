"""An identity elsewhere that waits in the session until its owner has proved their number.

It is kept for the way from the provider over the page of the number to the right code. Whoever
signs in otherwise in between, perhaps at the same computer, is not linked to it.
"""

import time
from typing import Any, NamedTuple

from allauth.account.internal.flows.login import get_authentication_records
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount, SocialApp
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

KEY = "identity_waits"
SECONDS = 15 * 60
"""How long it waits."""
LINKED = gettext_lazy("已经连上%(provider)s，以后用它直接进来。")


class Waiting(NamedTuple):
    """Who has come from elsewhere, and the number that they say is theirs."""

    provider: str
    uid: str
    since: float
    phone: str


def keep(request: HttpRequest, account: SocialAccount) -> None:
    """Let the identity wait; one of before is forgotten."""
    request.session[KEY] = Waiting(account.provider, account.uid, time.time(), "")


def waits(request: HttpRequest) -> Waiting | None:
    """The identity that waits in this session."""
    given = request.session.get(KEY)
    found = Waiting(*given) if given else None
    return found if found and time.time() - found.since <= SECONDS else None


def note_phone(request: HttpRequest, phone: str) -> None:
    """Note the number to which the code goes."""
    if found := waits(request):
        request.session[KEY] = found._replace(phone=phone)


def taken(request: HttpRequest, user: Any) -> Waiting | None:
    """The identity that belongs to who has just signed in; whatever waited is forgotten.

    It is theirs if they said its number and proved it by a code, after they had come with it.
    """
    found = waits(request)
    request.session.pop(KEY, None)
    if not found or not found.phone or found.phone != user.phone:
        return None
    records = get_authentication_records(request, user)
    proved = any(each["method"] == "code" and each["at"] >= found.since for each in records)
    return found if proved else None


def name_of(provider: str) -> Any:
    """What a provider is called, lazily translated; of one that is switched off, what is known."""
    try:
        return get_adapter().get_provider(None, provider).name
    except SocialApp.DoesNotExist:
        from .providers import PROVIDERS

        names = {each.id: each.name for each in PROVIDERS if each.id != "openid_connect"}
        return names.get(provider, gettext_lazy("统一身份认证"))
