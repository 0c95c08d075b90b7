"""By which channels users can be reached, and which of them they want."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.conf import settings

from .channels.registry import IDENTITIES, PERSONAL, is_open
from .enums import URGENT, Kind
from .models import Preference

Ways = dict[str, str]
"""Channel → the user's number, address or account there, the best first."""


def ways_of(users: Iterable[Any]) -> dict[int, Ways]:
    """User's key → the open ways to reach them; at most one query for each sort of address.

    A mail address counts once it is verified, a number once its owner has entered a code.
    """
    people = {user.pk: user for user in users}
    found: defaultdict[int, Ways] = defaultdict(dict)
    _add_identities(people, found)
    if is_open("mail"):
        mails = EmailAddress.objects.filter(user__in=people, verified=True)
        for pk, email in mails.order_by("primary").values_list("user", "email"):
            found[pk]["mail"] = email
    if is_open("sms"):
        for pk, user in people.items():
            if user.phone and (user.phone_proved_at or user.signs_in_by_phone):
                found[pk]["sms"] = user.phone
    return {pk: {name: ways[name] for name in PERSONAL if name in ways}
            for pk, ways in found.items()}  # fmt: skip


def _add_identities(people: dict[int, Any], found: defaultdict[int, Ways]) -> None:
    if names := [name for name in IDENTITIES if is_open(name)]:
        rows = SocialAccount.objects.filter(user__in=people, provider__in=names)
        for row in rows:
            if address := _address_there(row):
                found[row.user_id][row.provider] = address


def _address_there(row: SocialAccount) -> str:
    """The number by which the vendor knows the person when it is given a message."""
    if row.provider == "dingtalk":  # whose page tells it apart from the one for signing in
        return str(row.extra_data.get("union_id", ""))
    if row.provider == "wecom":  # unique within its enterprise, whose number stands before it
        realm, _blank, person = row.uid.rpartition(" ")
        return person if realm == settings.WECOM_NOTICES["id"] else ""
    return str(row.uid)


def preferences_of(users: Iterable[Any]) -> dict[int, Preference]:
    """User's key → their choice, for those who have made one."""
    return {each.pk: each for each in Preference.objects.filter(user__in=[u.pk for u in users])}


def chosen(preference: Preference | None, kind: str, ways: Sequence[str]) -> list[str]:
    """The channels by which a notice of that kind goes: those ticked, else the first way.

    What is urgent goes by the first way too where all that is ticked is gone. News costs no SMS
    unless somebody wants it.
    """
    ticked = preference.ticked.get(kind) if preference else None
    if ticked is not None:
        wanted = [name for name in ways if name in ticked]
        if wanted or kind not in URGENT:
            return wanted
    return by_default(kind, ways)


def by_default(kind: str, ways: Sequence[str]) -> list[str]:
    """The one channel for those who have not chosen."""
    return [name for name in ways if name != "sms" or kind != Kind.NEWS][:1]


def still_wanted(delivery: Any) -> bool:
    """Whether the user wants any of its notices by this channel now; they may have changed it."""
    preference = Preference.objects.filter(user=delivery.user_id).first()
    kinds = {notice.kind for notice in delivery.notices.all()}
    return not kinds or any(chosen(preference, kind, [delivery.channel]) for kind in kinds)
