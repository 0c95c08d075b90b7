"""Erasing somebody who has an account."""

from django.db import transaction
from django.utils.translation import gettext as _

from hongmajia.core.actors import Actor
from hongmajia.core.erasing import Erased, erase_person
from hongmajia.core.errors import Refused
from hongmajia.core.traces import ERASED
from hongmajia.unions.actions.posts import lock_account
from hongmajia.unions.models import User

from ..erasing import holder_of


@transaction.atomic
def erase_account(*, user: User, actor: Actor | None) -> Erased:
    """Close the account and erase the person, with all that leads to them.

    Raises ``Refused`` for a program, for one that was erased already, or with what stands against
    it (``core.erasing``).
    """
    lock_account(user)
    user = User.objects.get(pk=user.pk)
    if user.is_program:
        raise Refused(_("这是程序的账号，请在接口那里停用。"))
    if user.name == ERASED and not user.is_active:
        raise Refused(_("这个账号已经注销了，个人信息已经删除。"))
    return erase_person(actor=actor, subject=user, person=holder_of(user))
