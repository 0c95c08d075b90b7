"""What people do with their invitation: accept it, come in without it, or say it is not theirs."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.acts import record
from hongmajia.core.errors import WrongState
from hongmajia.notices.actions import notify
from hongmajia.unions.models import User
from hongmajia.unions.queries import cadres_of

from ..enums import AccountVerb, InvitationState
from ..models import Invitation
from .inviting import locked_invitation


@transaction.atomic
def accept(*, invitation: Invitation, password: str) -> User:
    """Set the password that the person chose; ``password`` may be empty where codes are sent.

    Raises ``WrongState`` when the invitation has ended meanwhile.
    """
    invitation = locked_invitation(invitation)
    _refuse_ended(invitation)
    user = invitation.user
    if password:
        user.set_password(password)
        user.save(update_fields=["password", "must_change_password"])
    now = timezone.now()
    Invitation.objects.filter(pk=invitation.pk).update(accepted_at=now, ended_at=now, code=None)
    record(user, AccountVerb.ACCEPTED, user, data={"person": user.display_name})
    return user


@transaction.atomic
def accept_by_signing_in(*, user: User) -> None:
    """End the invitation of somebody who has come in without it, such as by a code.

    Whoever finds its slip or message later sets no password with it, and lists of those who have
    never been in no longer name them. Nothing happens where no invitation waits.
    """
    now = timezone.now()
    waiting = Invitation.objects.filter(user=user, ended_at=None)
    if waiting.update(accepted_at=now, ended_at=now, code=None):
        record(user, AccountVerb.ACCEPTED, user, data={"person": user.display_name})


@transaction.atomic
def refuse(*, invitation: Invitation) -> None:
    """Whoever got the invitation is somebody else: disable the account and tell the inviter.

    Raises ``WrongState`` when the invitation has ended meanwhile.
    """
    invitation = locked_invitation(invitation)
    _refuse_ended(invitation)
    user, now = invitation.user, timezone.now()
    Invitation.objects.filter(pk=invitation.pk).update(refused_at=now, ended_at=now, code=None)
    User.objects.filter(pk=user.pk).update(is_active=False)
    person = {"person": user.display_name}
    record(None, AccountVerb.REFUSED, user, data=person)
    told = {*cadres_of(invitation.union), *([invitation.made_by] if invitation.made_by else [])}
    sentence = gettext_lazy("收到%(person)s邀请的人说不是本人，账号已停用，请核对手机号")
    notify(told, sentence, reverse("invitation_list"), **person)


def _refuse_ended(invitation: Invitation) -> None:
    if invitation.state != InvitationState.OPEN:
        raise WrongState(_("这份邀请已经用过、收回或过期了。请找您的工会再发一份。"))
