"""Whoever has a duty of the installation is given no role in a union."""

from typing import Any

from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.utils.translation import gettext as _

from hongmajia.core.errors import Refused
from hongmajia.unions.models import Membership

from .models import Duty


@receiver(pre_save, sender=Membership)
def refuse_role_beside_duty(instance: Membership, raw: bool = False, **rest: Any) -> None:
    """Refuse any role, also as a deputy or by joining two accounts, whichever page it comes by.

    The actions that grant roles and duties lock the account first.
    """
    if raw:
        return
    if duty := Duty.objects.open().filter(user=instance.user_id).first():
        words = {"person": instance.user.display_name, "duty": duty.get_kind_display()}
        raise Refused(_("%(person)s是%(duty)s，不能同时担任工会的角色。") % words)
