"""Accounts of artisans: they come with the telephone number on the roll."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor
from hongmajia.core.acts import record
from hongmajia.core.errors import Refused, WrongState
from hongmajia.unions.actions import find_or_add
from hongmajia.unions.models import User

from ..enums import HelperKind, HelperVerb
from ..models import Artisan, Helper
from ..rules import is_staff_here_or_above
from .steps import locked, names, notify_answerer, set_fields


@transaction.atomic
def open_account(*, helper: Helper, actor: Actor) -> None:
    """Give an artisan an account that signs in with the phone number on the roll.

    If the number has an account of the same person, it is connected. Raises ``Refused`` for a team
    or without a number, if the name of that account differs or it is another artisan's;
    ``WrongState`` if they have an account.
    """
    helper = locked(helper)
    if helper.kind != HelperKind.ARTISAN:
        raise Refused(_("服务队没有自己的账号，请给队长开通。"))
    if helper.artisan.user is not None:
        raise WrongState(_("已经有账号了。"))
    if not helper.artisan.phone:
        raise Refused(_("名册上没有手机号，请先补上。"))
    connect_account(helper, actor)
    sentence = gettext_lazy("您的账号已和劳模工匠名册连上，请看看资料对不对")
    notify_answerer(helper, actor, sentence)


def connect_account(helper: Helper, actor: Actor) -> None:
    """Connect an artisan with the account of their number, which is added if there is none.

    Raises ``Refused`` if the name of that account differs or it is another artisan's.
    """
    user = find_or_add(
        actor=actor, union=helper.union, name=helper.name, phone=helper.artisan.phone
    )
    if Artisan.objects.filter(user=user).exists():
        raise Refused(_("这个手机号的账号已经是另一位师傅的，请核对。"))
    set_fields(helper.artisan, user=user)
    record(actor, HelperVerb.ACCOUNT_OPENED, helper, data=names(helper))


def account_of_apprentice(master: Helper, actor: Actor, *, name: str, phone: str) -> User:
    """The account of the apprentice with this number, for which the union of ``master`` answers.

    Raises ``Refused`` for anybody but staff of that union or above, who alone may learn whether a
    number has an account (docs/adr/0080); if its account has another name, and if it is the
    master's own.
    """
    if not is_staff_here_or_above(actor, master):
        raise Refused(_("徒弟的账号由工会开通，请把手机号告诉工会。"))
    user = find_or_add(actor=actor, union=master.union, name=name, phone=phone)
    if user == master.answerer:
        raise Refused(_("这是师傅自己的手机号，请填徒弟的。"))
    return user
