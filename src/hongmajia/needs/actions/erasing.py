"""Erasing an asker who has no account."""

from django.db import transaction
from django.utils.translation import gettext as _

from hongmajia.core.actors import Actor
from hongmajia.core.erasing import Erased, erase_person
from hongmajia.core.errors import Refused
from hongmajia.unions.models import User

from ..erasing import asker_of
from ..models import Need
from .shared import lock_need


@transaction.atomic
def erase_asker(*, need: Need, actor: Actor | None) -> Erased:
    """Erase whoever asked this need, with all that their number leads to.

    Raises ``Refused`` if they have an account, which is closed instead, if they were erased
    already, or with what stands against it (``core.erasing``).
    """
    need = lock_need(need)
    person = asker_of(need)
    if not person.numbers:
        raise Refused(_("这条需求里已经没有个人信息了。"))
    if need.asker_id or User.objects.filter(phone__in=person.numbers).exists():
        raise Refused(_("这位有账号，请从账号那里注销并删除。"))
    return erase_person(actor=actor, subject=need, person=person)
