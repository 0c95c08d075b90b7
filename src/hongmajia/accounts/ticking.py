"""What can be done with ticked people who have not come in yet."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.masking import mask_phone
from hongmajia.core.ticking import TickedAct, TickedList

from .actions import invite_again, take_back
from .enums import InvitationState
from .models import Invitation

INVITATIONS = TickedList(
    address="invitation_list_act",
    page="invitation_list",
    row_page="invitation",
    section="unions",
    load=lambda user: Invitation.objects.visible_to(user).waiting().with_people(),
    name_of=lambda user, invitation: invitation.user.display_name,
)


def _invite(invitation: Invitation, actor: Any) -> str:
    made = invite_again(actor=actor, invitation=invitation)
    phone = {"phone": mask_phone(made.user.phone)}
    if made.delivery:
        return _("短信排上了，发往%(phone)s。") % phone
    return _("新的邀请单可以打印了。") % phone


def _take_back(invitation: Invitation, actor: Any) -> str:
    take_back(actor=actor, invitation=invitation)
    return _("邀请收回，账号停用。")


AGAIN = TickedAct(
    name="again",
    label=gettext_lazy("再邀请一次"),
    right="accounts.answer_for",
    fits=lambda user, invitation: True,
    do=_invite,
)
TAKING_BACK = TickedAct(
    name="take-back",
    label=gettext_lazy("收回邀请"),
    right="accounts.answer_for",
    fits=lambda user, invitation: (
        invitation.state in (InvitationState.OPEN, InvitationState.EXPIRED)
    ),
    do=_take_back,
)
