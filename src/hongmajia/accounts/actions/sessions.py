"""One's own sessions: noting that somebody signed in, ending sessions elsewhere."""

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from hongmajia.core.acts import record
from hongmajia.core.visitors import visitor_address
from hongmajia.notices.actions import notify
from hongmajia.notices.enums import Kind
from hongmajia.unions.models import User

from ..devices import address_name, device_name, device_of, digests_of
from ..enums import AccountVerb
from ..models import LONGEST_AGENT, SignIn


@transaction.atomic
def note_sign_in(*, request: HttpRequest, user: User) -> SignIn:
    """Add to the history that the user signed in; they are told of a new device.

    Not of the first, from which they signed in for the first time.
    """
    digests = digests_of(device_of(request), user.pk)
    earlier = SignIn.objects.filter(user=user)
    is_first = not earlier.exists()
    made = SignIn.objects.create(
        user=user,
        address=visitor_address(request),
        agent=request.META.get("HTTP_USER_AGENT", "")[:LONGEST_AGENT],
        how=_methods(request, user),
        device=digests[0],
        is_new=not earlier.filter(device__in=digests).exists(),
    )
    if made.is_new and not is_first:
        _tell(made)
    return made


def _methods(request: HttpRequest, user: User) -> str:
    said = [each["method"] for each in get_authentication_records(request, user)]
    return ",".join(dict.fromkeys(said))[: SignIn._meta.get_field("how").max_length]


def _tell(made: SignIn) -> None:
    sentence = gettext_lazy(
        "有一台新设备登录了您的账号：%(device)s，%(address)s。不是您，请马上改密码"
    )
    words = {"device": device_name(made.agent), "address": address_name(made.address)}
    notify([made.user], sentence, reverse("own_sessions"), kind=Kind.SECURITY, **words)


@transaction.atomic
def end_session(*, user: User, session: UserSession) -> None:
    """End one session of the user."""
    _end(UserSession.objects.filter(pk=session.pk, user=user))
    record(user, AccountVerb.SESSION_ENDED, user, data={"person": user.display_name})


@transaction.atomic
def end_other_sessions(*, user: User, but: Any) -> int:
    """End all sessions of the user except the one with the key ``but``; how many there were."""
    ended = _end(UserSession.objects.filter(user=user).exclude(session_key=but))
    if ended:
        record(user, AccountVerb.SESSIONS_ENDED, user, data={"person": user.display_name})
    return ended


def _end(rows: QuerySet[UserSession]) -> int:
    keys = list(rows.values_list("session_key", flat=True))
    ended, _rows = Session.objects.filter(
        session_key__in=keys, expire_date__gt=timezone.now()
    ).delete()
    rows.delete()
    return ended
