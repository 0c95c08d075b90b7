"""Reads that combine accounts with the people they belong to."""

from typing import Any

from django.utils.translation import gettext as _

from hongmajia.people.models import Helper
from hongmajia.unions.models import Enterprise, User


def hats_of(user: User) -> list[tuple[str, str]]:
    """All that a person is: (what, where) of each role, enterprise, roll and apprenticeship."""
    seats = user.memberships.select_related("union").order_by("union__path")
    hats: list[tuple[str, Any]] = [(seat.get_role_display(), seat.union) for seat in seats]
    hats += [(_("企业联系人"), firm) for firm in Enterprise.objects.filter(contacts=user)]
    for helper in Helper.objects.of(user).select_related("union"):
        hats.append((helper.get_kind_display(), helper.union))
    for paired in user.apprenticeships.select_related("master__artisan"):
        hats.append((_("徒弟"), paired.master))
    return [(what, str(where)) for what, where in hats]
