"""Whoever has a duty of the installation is given no role in a union."""

from collections.abc import Sequence
from typing import Any

from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.utils.translation import gettext as _

from hongmajia.core.errors import Refused
from hongmajia.unions.models import Membership
from hongmajia.unions.signals import seats_wanted

from .models import Duty


@receiver(pre_save, sender=Membership)
def refuse_role_beside_duty(instance: Membership, raw: bool = False, **rest: Any) -> None:
    """Refuse any role, also as a deputy or by joining two accounts, whichever page it comes by.

    The actions that grant roles and duties lock the account first.
    """
    if not raw:
        refuse_roles_beside_duties([instance])


@receiver(seats_wanted, sender=Membership)
def refuse_roles_beside_duties(seats: Sequence[Membership], **rest: Any) -> None:
    """The same for many roles at once."""
    keys = {seat.user_id for seat in seats}
    if duty := Duty.objects.open().filter(user__in=keys).select_related("user").first():
        words = {"person": duty.user.display_name, "duty": duty.get_kind_display()}
        raise Refused(_("%(person)s是%(duty)s，不能同时担任工会的角色。") % words)
