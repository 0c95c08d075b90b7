"""Inviting those again who have never come in, of ticked unions and of ticked enterprises."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hongmajia.core.errors import Refused
from hongmajia.core.ticking import TickedAct
from hongmajia.notices.texting import can_text
from hongmajia.unions.models import Enterprise, Union

from .actions import invite_many_again
from .enums import InvitationState
from .models import Invitation
from .querysets import InvitationQuerySet

SEALED = (InvitationState.TAKEN_BACK, InvitationState.REFUSED)
"""Who was not to come in, or was somebody else: they are invited one by one, if at all."""


def _waiting(user: Any) -> InvitationQuerySet:
    return Invitation.objects.visible_to(user).waiting()


def _unions_with_some(user: Any, unions: Sequence[Union]) -> Collection[int]:
    return set(_waiting(user).filter(union__in=unions).values_list("union", flat=True))


def _firms_with_some(user: Any, firms: Sequence[Enterprise]) -> Collection[int]:
    contacts = Enterprise.contacts.through.objects.filter(enterprise__in=firms)
    waiting = contacts.filter(user__in=_waiting(user).values("user"))
    return set(waiting.values_list("enterprise", flat=True))


def _invite_people(union: Union, actor: Any) -> str:
    """Those for whom the union itself answers; people of unions below are theirs."""
    return _invite(_waiting(actor).filter(union=union), actor)


def _invite_contacts(firm: Enterprise, actor: Any) -> str:
    return _invite(_waiting(actor).filter(user__enterprises=firm), actor)


def _invite(waiting: InvitationQuerySet, actor: Any) -> str:
    """Invite those of them whom the actor may, and say who was not invited and why.

    Raises ``Refused`` with the same words when that is nobody.
    """
    found = list(waiting.with_people().order_by("user_id"))
    if not found:
        raise Refused(_("没有要请的人：还没有账号，或者都登录过了。"))
    left_out = {each.pk: why for each in found if (why := _why_not(each, actor))}
    to_invite = [each for each in found if each.pk not in left_out]
    said = _said([(each, left_out[each.pk]) for each in found if each.pk in left_out])
    if not to_invite:
        raise Refused(said)
    invite_many_again(actor=actor, invitations=to_invite)
    return _("%(done)s%(more)s") % {"done": _done(len(to_invite)), "more": said}


def _why_not(invitation: Invitation, actor: Any) -> str:
    """Why somebody is not invited again, or nothing."""
    if not actor.has_perm("accounts.answer_for", invitation):
        return _("要由确定他们角色的工会来请")
    if invitation.state in SEALED:
        return _("邀请收回了，或者收到的人说不是本人，请打开单独再请")
    if not invitation.user.is_active:
        return _("账号停用了，请找安全管理员")
    if timezone.localdate(invitation.made_at) == timezone.localdate():
        return _("今天已经请过")
    return ""


def _done(n: int) -> str:
    words = ngettext("又请了%(n)s个人。", "又请了%(n)s个人。", n) % {"n": n}
    on_its_way = _("邀请短信会分批发出。")
    to_print = _("没有接短信，请在“未启用的账号”里打印邀请单。")
    return _("%(done)s%(more)s") % {"done": words, "more": on_its_way if can_text() else to_print}


def _said(left_out: Iterable[tuple[Invitation, str]]) -> str:
    """Who is not invited, by reason."""
    names: dict[str, list[str]] = {}
    for invitation, why in left_out:
        names.setdefault(why, []).append(invitation.user.display_name)
    said = _("%(names)s没有请：%(why)s。")
    return "".join(said % {"names": _("、").join(who), "why": why} for why, who in names.items())


INVITING_PEOPLE = TickedAct(
    name="invite",
    label=gettext_lazy("再请没登录过的人"),
    right="accounts.invite_of",
    fits=lambda user, union: True,
    do=_invite_people,
    looked_up=_unions_with_some,
)
INVITING_CONTACTS = TickedAct(
    name="invite",
    label=gettext_lazy("再请没登录过的联系人"),
    right="accounts.invite_of",
    fits=lambda user, firm: True,
    do=_invite_contacts,
    looked_up=_firms_with_some,
)
