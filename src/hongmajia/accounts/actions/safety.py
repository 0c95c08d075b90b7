"""What a security administrator does to an account: lock, unlock, end sessions, reset."""

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.acts import record
from hongmajia.core.enums import Audience
from hongmajia.core.errors import Refused, WrongState
from hongmajia.notices.actions import notify
from hongmajia.notices.enums import Kind
from hongmajia.unions.models import Union, User
from hongmajia.unions.queries import cadres_of

from ..duties import secures
from ..duty_enums import DutyVerb
from ..enums import AccountVerb
from ..models import Invitation
from .duties import refuse_leaving_nobody_secure
from .inviting import invite
from .voiding import end_sessions, void_sign_in

ONLY_SECURITY = gettext_lazy("只有安全管理员能办这件事。")


@transaction.atomic
def lock(*, actor: User, user: User, reason: str) -> None:
    """Lock an account: it opens nothing any more, at once and on every device.

    Its roles stay, and the cadres of its unions are told. Raises ``Refused`` for anybody but a
    security administrator, for one's own account, and for the last security administrator.
    """
    _refuse_others(actor)
    if user == actor:
        raise Refused(_("不能停用自己的账号。"))
    refuse_leaving_nobody_secure(user)
    if not User.objects.filter(pk=user.pk, is_active=True).update(is_active=False):
        raise WrongState(_("这个账号已经停用了。"))
    _note(actor, DutyVerb.LOCKED, user, reason)
    _tell_unions(user, gettext_lazy("%(person)s的账号停用了"))


@transaction.atomic
def unlock(*, actor: User, user: User, reason: str) -> None:
    """Let a locked account in again; whoever had signed in before has to do so anew."""
    _refuse_others(actor)
    active = {"is_active": True, "sessions_ended": F("sessions_ended") + 1}
    if not User.objects.filter(pk=user.pk, is_active=False).update(**active):
        raise WrongState(_("这个账号没有停用。"))
    _note(actor, DutyVerb.UNLOCKED, user, reason)
    notify([user], gettext_lazy("您的账号恢复了"), reverse("desk"), kind=Kind.SECURITY)
    _tell_unions(user, gettext_lazy("%(person)s的账号恢复了"))


@transaction.atomic
def sign_out_everywhere(*, actor: User, user: User, reason: str) -> None:
    """End all sessions of an account, which are all that lets a client into pages and API."""
    _refuse_others(actor)
    end_sessions(user)
    _note(actor, DutyVerb.SESSIONS_ENDED, user, reason)
    notify(
        [user],
        gettext_lazy("安全管理员让您的账号在各处退出了登录"),
        reverse("desk"),
        kind=Kind.SECURITY,
    )


@transaction.atomic
def reset_from_security(*, actor: User, user: User, reason: str) -> Invitation:
    """Void all by which a person signs in, as a union's reset does, and invite them anew.

    Raises ``Refused`` for anybody but a security administrator, and ``WrongState`` for an account
    that is locked.
    """
    _refuse_others(actor)
    if not user.is_active:
        raise WrongState(_("这个账号停用了，请先恢复。"))
    void_sign_in(actor=actor, user=user)
    _note(actor, AccountVerb.RESET, user, reason)
    sentence = gettext_lazy("您的登录由安全管理员重设过，凭新的邀请设密码")
    notify([user], sentence, reverse("desk"), kind=Kind.SECURITY)
    return invite(actor=actor, user=user, union=answering_union(user))


def answering_union(user: User) -> Union:
    """The union that answers for an account: by its last invitation, by a role, or the topmost."""
    last = Invitation.objects.filter(user=user).select_related("union").first()
    found = last.union if last else user.home_union
    return found or Union.objects.get(depth=1)


def _refuse_others(actor: User) -> None:
    if not secures(actor):
        raise Refused(str(ONLY_SECURITY))


def _note(actor: User, verb: str, user: User, reason: str) -> None:
    person = {"person": user.display_name}
    record(actor, verb, user, note=reason, audience=Audience.UNIONS, data=person)


def _tell_unions(user: User, sentence: object) -> None:
    for membership in user.memberships.not_over().select_related("union"):
        told = cadres_of(membership.union).exclude(pk=user.pk)
        page = reverse("union", args=[membership.union_id])
        notify(told, sentence, page, person=user.display_name)
