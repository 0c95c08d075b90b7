"""Reads that combine accounts with the people they belong to."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from hongmajia.people.models import Apprenticeship, Artisan, Team
from hongmajia.unions.models import Enterprise, Membership, User

Hats = list[tuple[str, str]]
"""All that a person is: (what, where), such as (“干部”, “德清县总工会”)."""


def hats_of(user: User) -> Hats:
    """What one person is."""
    return hats_of_all([user])[user.pk]


def hats_of_all(users: Iterable[User]) -> dict[int, Hats]:
    """What each of these people is, by their key, in five queries."""
    keys = [user.pk for user in users]
    hats: dict[Any, Hats] = defaultdict(list)
    seats = Membership.objects.not_over().filter(user__in=keys).select_related("union")
    for seat in seats.order_by("union__path"):
        hats[seat.user_id].append((seat.get_role_display(), str(seat.union)))
    links = Enterprise.contacts.through.objects.filter(user__in=keys)
    for user, name in links.values_list("user", "enterprise__name"):
        hats[user].append((_("企业联系人"), name))
    for artisan in Artisan.objects.filter(user__in=keys).select_related("helper__union"):
        hats[artisan.user_id].append((_("劳模工匠"), str(artisan.helper.union)))
    led = Team.objects.filter(leader__user__in=keys)
    for user, name in led.values_list("leader__user", "helper__name"):
        hats[user].append((_("队长"), name))
    for paired in Apprenticeship.objects.filter(apprentice_user__in=keys).select_related(
        "master__artisan"
    ):
        hats[paired.apprentice_user_id].append((_("徒弟"), str(paired.master)))
    return hats
