"""By which channels users can be reached, and which of them they want."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.conf import settings

from .channels.registry import IDENTITIES, PERSONAL, is_open
from .enums import URGENT, Kind
from .models import Preference, WeChatConsent


class Ways(dict[str, str]):
    """Channel → the user's number, address or account there, the best first.

    ``agreed`` are the kinds for which 微信 may be used: it wants consent for each of its templates.
    """

    agreed: frozenset[str] = frozenset()

    def carrying(self, kind: str) -> list[str]:
        """The channels by which a notice of that kind may go."""
        return [name for name in self if name != "wechat" or kind in self.agreed]


NONE = Ways()


def ways_of(users: Iterable[Any]) -> dict[int, Ways]:
    """User's key → the open ways to reach them; at most one query for each sort of address.

    A mail address counts once it is verified, a number once its owner has entered a code.
    """
    people = {user.pk: user for user in users}
    found: defaultdict[int, dict[str, str]] = defaultdict(dict)
    _add_identities(people, found)
    agreed = _agreed_kinds(people, found)
    if is_open("mail"):
        mails = EmailAddress.objects.filter(user__in=people, verified=True)
        for pk, email in mails.order_by("primary").values_list("user", "email"):
            found[pk]["mail"] = email
    if is_open("sms"):
        for pk, user in people.items():
            if user.phone and (user.phone_proved_at or user.signs_in_by_phone):
                found[pk]["sms"] = user.phone
    return {pk: _ordered(ways, agreed.get(pk)) for pk, ways in found.items()}


def _ordered(found: dict[str, str], agreed: frozenset[str] | None) -> Ways:
    """The best first; 微信 only for those who agreed to some of its messages."""
    names = [name for name in PERSONAL if name in found and (name != "wechat" or agreed)]
    ways = Ways({name: found[name] for name in names})
    ways.agreed = agreed or frozenset()
    return ways


def _agreed_kinds(people: dict[int, Any], found: Any) -> dict[int, frozenset[str]]:
    """User's key → the kinds to whose template in 微信 they agreed, if linked."""
    known = [pk for pk in people if "wechat" in found.get(pk, ())]
    kinds: defaultdict[int, set[str]] = defaultdict(set)
    if known:
        rows = WeChatConsent.objects.filter(user__in=known).values_list("user", "template")
        for pk, template in rows:
            kinds[pk] |= {k for k, each in settings.WECHAT_TEMPLATES.items() if each.id == template}
    return {pk: frozenset(found) for pk, found in kinds.items()}


def _add_identities(people: dict[int, Any], found: defaultdict[int, dict[str, str]]) -> None:
    if names := [name for name in IDENTITIES if is_open(name)]:
        rows = SocialAccount.objects.filter(user__in=people, provider__in=names)
        for row in rows:
            if address := _address_there(row):
                found[row.user_id][row.provider] = address


def _address_there(row: SocialAccount) -> str:
    """The number by which the vendor knows the person when it is given a message."""
    if row.provider == "dingtalk":  # whose page tells it apart from the one for signing in
        return str(row.extra_data.get("union_id", ""))
    if row.provider in ("wecom", "wechat"):  # unique within what stands before it
        realm, _blank, person = row.uid.rpartition(" ")
        ours = getattr(settings, f"{row.provider.upper()}_NOTICES")["id"]
        return person if realm == ours else ""
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
