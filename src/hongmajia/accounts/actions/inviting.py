"""Inviting people to their account by text message or on paper, again, and no longer."""

import secrets
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor, account_of
from hongmajia.core.acts import record, record_all
from hongmajia.core.enums import Audience
from hongmajia.core.errors import TooOften, WrongState
from hongmajia.notices.actions import notify
from hongmajia.notices.models import Delivery
from hongmajia.notices.telling import mention
from hongmajia.notices.texting import can_text, send_sms
from hongmajia.unions.models import Union, User

from ..duties import secures
from ..enums import AccountVerb, InvitationState
from ..models import Invitation
from ..querysets import DIGEST_LENGTH, InvitationQuerySet, digests_of
from .voiding import void_sign_in

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Letters and digits of codes, without those that look alike (L 1, O 0, I)."""

LENGTH = 12
"""Characters of a code: 59 bits. Wrong codes are counted, too (``core/codes.py``)."""

VALID = timedelta(days=14)

MOST_AT_ONCE = 2000
"""People who are invited again by one press of a button."""

TEXTED_AT_ONCE = 20
"""Of more invitations made together, such as those of an import, the messages wait for
``texting_later``: an import must not use up the messages that codes to sign in need."""


@transaction.atomic
def invite(*, actor: Actor | None, user: User, union: Union) -> Invitation:
    """Invite ``user``, for whom ``union`` answers; an invitation of before ends.

    It goes out as a text message if there is a gateway, else its slip waits to be printed.
    """
    return invite_all(actor=actor, people=[(user, union)])[0]


@transaction.atomic
def invite_all(*, actor: Actor | None, people: Sequence[tuple[User, Union]]) -> list[Invitation]:
    """``invite`` for many people at once, each with the union that answers for them."""
    invitations = _made(actor, people)
    if len(invitations) <= TEXTED_AT_ONCE:
        for made in invitations:
            with suppress(TooOften):  # then it waits, and its slip can be printed
                text(made)
            mention(_on_its_way(made, actor))
    return invitations


def _made(actor: Actor | None, people: Sequence[tuple[User, Union]]) -> list[Invitation]:
    """Invitations of these people that are not on their way yet; those of before end."""
    _end(Invitation.objects.filter(user__in=[user for user, _union in people], ended_at=None))
    invitations = [_new(actor, user, union) for user, union in people]
    Invitation.objects.bulk_create(invitations)
    acts = ((user, {"person": user.display_name}) for user, _union in people)
    record_all(actor, AccountVerb.INVITED, acts)
    return invitations


def _on_its_way(made: Invitation, actor: Actor | None) -> str:
    """How the person gets the invitation, said to whoever invites them."""
    said = _("%(person)s的邀请没有发短信：请在%(page)s打印邀请单，交给本人。")
    if made.delivery:
        said = _("给%(person)s的邀请短信在发。没收到的，在%(page)s打印邀请单，交给本人。")
    page = _("“未启用的账号”里")
    if actor is not None and secures(actor):
        page = _("这个账号的页面上")
    return said % {"person": made.user.display_name, "page": page}


def _new(actor: Actor | None, user: User, union: Union) -> Invitation:
    """An invitation that is not saved yet."""
    now = timezone.now()
    code = "".join(secrets.choice(LETTERS) for _n in range(LENGTH))
    return Invitation(
        user=user, union=union, digest=digests_of(code)[0], code=code,
        made_by=account_of(actor), made_at=now, expires_at=now + VALID,
    )  # fmt: skip


def text(invitation: Invitation) -> None:
    """Send an invitation by SMS, where there is a gateway; raises ``TooOften``."""
    if can_text() and invitation.user.phone:
        invitation.delivery = _text(invitation)
        invitation.save(update_fields=["delivery"])


def note_account(*, user: User, union: Union) -> Invitation:
    """Note that ``union`` answers for an account which was made with a password."""
    now = timezone.now()
    return Invitation.objects.create(
        user=user, union=union, digest=secrets.token_urlsafe(24)[:DIGEST_LENGTH], made_at=now,
        expires_at=now, accepted_at=now, ended_at=now,
    )  # fmt: skip


def _text(invitation: Invitation) -> Delivery:
    """Send the address of the invitation to the person's number."""
    return send_sms(
        "invitation",
        invitation.user.phone,
        user=invitation.user,
        expires_in=VALID,
        union=invitation.union.name,
        code=invitation.code,
    )


def join_path(invitation: Invitation) -> str:
    """The path of the page on which the invitation is accepted."""
    return reverse("join", args=[invitation.code])


@transaction.atomic
def invite_again(*, actor: Actor, invitation: Invitation) -> Invitation:
    """Invite the same person anew, with a new code and a new term.

    An account that was disabled with the last invitation opens again. Raises ``WrongState`` when
    they have accepted (then the account is to be reset), and for one that was locked.
    """
    invitation = _opened(invitation)
    return invite(actor=actor, user=invitation.user, union=invitation.union)


@transaction.atomic
def invite_many_again(*, actor: Actor, invitations: Iterable[Invitation]) -> list[Invitation]:
    """``invite_again`` for many people; raises what that raises, and then invites nobody.

    However few they are, their messages wait for ``texting_later``: many unions or enterprises may
    be ticked at once.
    """
    opened = map(_opened, invitations)
    return _made(actor, [(each.user, each.union) for each in opened])


def _opened(invitation: Invitation) -> Invitation:
    """The invitation, locked; the account of whoever was not to come in opens again."""
    invitation = locked_invitation(invitation)
    if invitation.accepted_at:
        raise WrongState(_("本人已经启用账号。忘了密码，请用“重设登录”。"))
    if invitation.state in (InvitationState.TAKEN_BACK, InvitationState.REFUSED):
        User.objects.filter(pk=invitation.user_id).update(is_active=True)
    elif not invitation.user.is_active:  # locked by a security administrator
        raise WrongState(_("这个账号停用了，请找安全管理员。"))
    return invitation


@transaction.atomic
def invite_all_again(*, actor: Actor, invitations: Iterable[Invitation]) -> int:
    """``invite_again`` for everybody whose invitation waits or has run out; how many there were.

    Left out are those who have come in meanwhile, whose invitation was taken back or refused, and
    whose account is locked. At most ``MOST_AT_ONCE`` are invited, the longest waiting first.
    """
    keys = sorted(invitation.pk for invitation in invitations)[:MOST_AT_ONCE]
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("user", "union")
    found = rows.filter(pk__in=keys, ended_at=None, user__is_active=True).order_by("pk")
    people = [(each.user, each.union) for each in found]
    if people:
        invite_all(actor=actor, people=people)
    return len(people)


@transaction.atomic
def take_back(*, actor: Actor, invitation: Invitation) -> Invitation:
    """End the invitation and disable the account, which nobody has used yet.

    Raises ``WrongState`` unless the invitation is waiting.
    """
    invitation = locked_invitation(invitation)
    if invitation.state not in (InvitationState.OPEN, InvitationState.EXPIRED):
        raise WrongState(_("这份邀请已经了结，请刷新再看。"))
    _end(Invitation.objects.filter(pk=invitation.pk))
    if invitation.user.last_login is None:
        User.objects.filter(pk=invitation.user_id).update(is_active=False)
    person = {"person": invitation.user.display_name}
    record(actor, AccountVerb.TAKEN_BACK, invitation.user, data=person)
    return invitation


@transaction.atomic
def reset(*, actor: Actor, invitation: Invitation, reason: str) -> Invitation:
    """Let somebody in who has lost their password: it is void, all sessions end, a new invitation.

    Second factors are removed, and accounts elsewhere are unlinked: nobody knows whose they are.
    ``invitation`` is their last one, ``reason`` is for the log. The person is told. Raises
    ``WrongState`` if they have never been in.
    """
    invitation = locked_invitation(invitation)
    if not invitation.accepted_at:
        raise WrongState(_("本人还没有启用账号，请再邀请一次。"))
    user = invitation.user
    had_factor = void_sign_in(actor=actor, user=user)
    person = {"person": user.display_name}
    record(actor, AccountVerb.RESET, user, note=reason, audience=Audience.UNIONS, data=person)
    sentence = gettext_lazy("您的登录由工会重设过，凭新的邀请设密码")
    if had_factor:
        sentence = gettext_lazy("您的登录由工会重设过，二次验证也去掉了，凭新的邀请设密码")
    notify([user], sentence, reverse("desk"))
    return invite(actor=actor, user=user, union=invitation.union)


@transaction.atomic
def print_slips(*, actor: Actor, union: Union, invitations: Iterable[Invitation]) -> None:
    """Note that the slips of these invitations were printed."""
    keys = [invitation.pk for invitation in invitations]
    Invitation.objects.filter(pk__in=keys).update(printed_at=timezone.now())
    record(actor, AccountVerb.SLIPS_PRINTED, union, data={"n": len(keys)})


def _end(invitations: InvitationQuerySet) -> None:
    invitations.update(ended_at=timezone.now(), code=None)


def locked_invitation(invitation: Invitation) -> Invitation:
    """The invitation as it is now, locked until the transaction ends."""
    rows = Invitation.objects.select_for_update(of=("self",))
    return rows.select_related("user", "union", "made_by").get(pk=invitation.pk)
