"""Granting and ending the three duties of an installation."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor, account_of
from hongmajia.core.acts import in_chinese, record
from hongmajia.core.errors import Refused
from hongmajia.notices.actions import notify
from hongmajia.unions.actions import find_or_add
from hongmajia.unions.actions.posts import lock_account
from hongmajia.unions.models import Union, User

from ..duties import secures
from ..duty_enums import DutyKind, DutyVerb
from ..models import Duty


@transaction.atomic
def appoint_to_duty(*, actor: Actor | None, kind: str, name: str, phone: str) -> Duty:
    """Grant a duty to the person with this name and number, adding an account if needed.

    The topmost union stands on the invitation. Raises what ``find_or_add`` and ``grant_duty``
    raise, and ``Refused`` while there is no union.
    """
    top = Union.objects.filter(depth=1).first()
    if top is None:
        raise Refused(_("还没有工会，请先设立最上级的工会。"))
    user = find_or_add(actor=actor, union=top, name=name, phone=phone)
    return grant_duty(actor=actor, user=user, kind=kind)


@transaction.atomic
def grant_duty(*, actor: Actor | None, user: User, kind: str) -> Duty:
    """Make ``user`` system administrator, security administrator or auditor, and tell them.

    Raises ``Refused`` for anybody but a security administrator (without ``actor``, the command
    line, this is not checked), when the person has a duty already, and when they have a role in a
    union, or will have.
    """
    if actor is not None and not secures(actor):
        raise Refused(_("只有安全管理员能定这个。"))
    lock_account(user)
    if duty := Duty.objects.open().filter(user=user).first():
        words = {"person": user.display_name, "duty": duty.get_kind_display()}
        raise Refused(_("%(person)s已经是%(duty)s，一个人只能担任一种。") % words)
    if user.memberships.not_over().exists():
        words = {"person": user.display_name}
        raise Refused(_("%(person)s在工会有角色，不能同时当管理员。") % words)
    made = Duty.objects.create(user=user, kind=kind, granted_by=account_of(actor))
    _mark(user, has_duty=True)
    words = words_of(made)
    record(actor, DutyVerb.GRANTED, user, data=words)
    notify([user], gettext_lazy("您现在是%(duty)s"), reverse("start"), **words)
    return made


@transaction.atomic
def end_duty(*, actor: User, duty: Duty) -> Duty:
    """End a duty and tell its holder.

    Raises ``Refused`` for anybody but a security administrator, for a duty that has ended, and for
    the last security administrator whose account is not locked: nobody could grant a duty.
    """
    if not secures(actor):
        raise Refused(_("只有安全管理员能定这个。"))
    duty = Duty.objects.select_for_update().select_related("user").get(pk=duty.pk)
    if duty.ended_at:
        raise Refused(_("%(person)s已经不担任这个了。") % {"person": duty.user})
    refuse_leaving_nobody_secure(duty.user)
    duty.ended_at = timezone.now()
    duty.save(update_fields=["ended_at"])
    _mark(duty.user, has_duty=False)
    words = words_of(duty)
    record(actor, DutyVerb.ENDED, duty.user, data=words)
    notify([duty.user], gettext_lazy("您不再是%(duty)s，谢谢您的辛苦"), reverse("desk"), **words)
    return duty


def _mark(user: User, *, has_duty: bool) -> None:
    """Note on the account that there is a duty, so that pages of all others need not ask."""
    user.is_staff = has_duty
    user.save(update_fields=["is_staff"])


def refuse_leaving_nobody_secure(user: User) -> None:
    """Raise ``Refused`` if ``user`` is the only security administrator who can sign in."""
    secure = Duty.objects.open().filter(kind=DutyKind.SECURITY, user__is_active=True)
    if {duty.user_id for duty in secure.select_for_update(of=("self",))} == {user.pk}:
        said = _("%(person)s是唯一的安全管理员，请先请好接手的人。")
        raise Refused(said % {"person": user.display_name})


def words_of(duty: Duty) -> dict[str, str]:
    """The words of events and notices on a duty."""
    label = in_chinese(DutyKind(duty.kind).label)
    return {"person": duty.user.display_name, "duty": label}
