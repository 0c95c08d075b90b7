"""Adding accounts; granting and revoking roles.

An account that is added has no password: the room ``accounts`` hears of it and invites the person.
"""

import secrets
from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor, account_of
from hongmajia.core.acts import record
from hongmajia.core.errors import Refused
from hongmajia.notices.actions import notify
from hongmajia.spelling import tidy_name

from ..enums import UnionVerb
from ..models import Membership, Union, User
from ..rules import FROM_ABOVE, may_grant, may_revoke, may_set_term
from .posts import (
    deputies_in,
    end_as_deputy,
    lock_account,
    note_term,
    refuse_leaving_nobody,
    refuse_wrong_days,
    words_of,
)
from .saving import refuse_duplicate
from .tree import refuse_closed


@transaction.atomic
def add_account(*, actor: Actor | None, union: Union, name: str, phone: str) -> User:
    """Create an account that signs in with its phone number; ``union`` answers for it.

    Raises ``ValidationError`` for a wrong number or an empty name, ``Refused`` when the number has
    an account already.
    """
    user = save_account(name=name, phone=phone)
    record(actor, UnionVerb.ACCOUNT_ADDED, user, data={"person": user.name, "union": union.pk})
    return user


def save_account(*, name: str, phone: str) -> User:
    """A new account that signs in with its phone number and has no password; nobody is invited.

    Raises what ``add_account`` raises; call it inside the act's transaction.
    """
    username = f"tel-{secrets.token_hex(8)}"
    user = User(username=username, name=tidy_name(name), phone=phone, signs_in_by_phone=True)
    user.clean_fields(exclude=["password"])
    user.set_unusable_password()
    with refuse_duplicate(_("这个手机号已经有账号了，请核对姓名和号码。")):
        user.save()
    return user


def find_or_add(*, actor: Actor | None, union: Union, name: str, phone: str) -> User:
    """The account with this phone number and name, or a new one for which ``union`` answers.

    Raises ``Refused`` when the account of this number has another name or is disabled.
    """
    found: User | None = User.objects.filter(phone=phone, signs_in_by_phone=True).first()
    if found is None:
        return add_account(actor=actor, union=union, name=name, phone=phone)
    if found.name != tidy_name(name) or not found.is_active:
        raise Refused(_("这个手机号已经有账号，但姓名对不上，请核对。"))
    return found


@transaction.atomic
def appoint(
    *,
    actor: Actor | None,
    union: Union,
    role: str,
    name: str,
    phone: str,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> User:
    """Grant a role to the person with this name and phone number, adding an account if needed.

    Raises what ``find_or_add`` and ``grant_role`` raise; then no account is added.
    """
    user = find_or_add(actor=actor, union=union, name=name, phone=phone)
    days = {"starts_on": starts_on, "ends_on": ends_on}
    grant_role(actor=actor, union=union, user=user, role=role, **days)
    return user


@transaction.atomic
def grant_role(
    *,
    actor: Actor | None,
    union: Union,
    user: User,
    role: str,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Membership:
    """Make ``user`` cadre, leader, liaison or reviewer of ``union`` and notify them.

    From ``starts_on`` (at once) to ``ends_on`` (without an end). Raises ``Refused`` when
    ``rules.may_grant`` does not allow it (cadres and leaders are appointed by a cadre of a union
    strictly above, those of the topmost union by its cadres), for days that are over or in the
    wrong order, when a deputy would grant it to themselves, or when the user has the role already.
    Without ``actor`` the rule is not checked: the command ``appoint`` names the first cadre.
    """
    _refuse_grant_from_below(actor, union, role)
    _refuse_for_themselves(actor, user)
    refuse_closed(union)
    refuse_wrong_days(starts_on, ends_on)
    lock_account(user)
    Membership.objects.over().own().filter(user=user, union=union, role=role).delete()
    with refuse_duplicate(_("%(person)s已经担任这个角色，不用再加。") % {"person": user}):
        membership = Membership.objects.create(
            user=user, union=union, role=role, granted_by=account_of(actor),
            starts_on=starts_on, ends_on=ends_on,
        )  # fmt: skip
    words = words_of(membership)
    record(actor, UnionVerb.ROLE_GRANTED, union, data=words)
    notify([user], _greeting(membership), reverse("desk"), **words, day=starts_on or "")
    if ends_on:
        note_term(actor, membership)
    return membership


@transaction.atomic
def revoke_role(*, actor: Actor, membership: Membership) -> None:
    """Take the role away from its holder and from their deputies, and notify them.

    The rule is ``rules.may_revoke``: ``Refused`` for anybody else. The last cadre of the topmost
    union stays: nobody could appoint another.
    """
    if not may_revoke(actor, membership):
        raise _refusal(membership.role)
    refuse_leaving_nobody(membership)
    words = words_of(membership)
    if membership.deputises:
        end_as_deputy(actor, [membership])
        return
    end_as_deputy(actor, deputies_in(membership))
    record(actor, UnionVerb.ROLE_REVOKED, membership.union, data=words)
    sentence = gettext_lazy("您不再是%(union)s的%(role)s，谢谢您的辛苦")
    notify([membership.user], sentence, reverse("desk"), **words)
    membership.delete()


@transaction.atomic
def set_term(*, actor: Actor, membership: Membership, ends_on: date | None) -> Membership:
    """Set the last day of a role, or let it last; its deputies go with it. The holder is told.

    Raises ``Refused`` for anybody who could not grant it, for a day that has passed, and for the
    last cadre of the topmost union who has no last day.
    """
    if not may_set_term(actor, membership):
        raise _refusal(membership.role)
    refuse_wrong_days(membership.starts_on, ends_on)
    if ends_on:
        refuse_leaving_nobody(membership)
    membership.ends_on = ends_on
    membership.save(update_fields=["ends_on"])
    if ends_on:
        deputies = deputies_in(membership)
        end_as_deputy(actor, deputies.filter(starts_on__gt=ends_on))
        deputies.filter(ends_on__gt=ends_on).update(ends_on=ends_on)
    note_term(actor, membership)
    return membership


def _greeting(membership: Membership) -> Any:
    if membership.is_to_come:
        return gettext_lazy("您从%(day)s起是%(union)s的%(role)s")
    return gettext_lazy("您现在是%(union)s的%(role)s")


def _refuse_grant_from_below(actor: Actor | None, union: Union, role: str) -> None:
    if actor is not None and not may_grant(actor, union, role):  # None: the command `appoint`
        raise _refusal(role)


def _refuse_for_themselves(actor: Actor | None, user: User) -> None:
    """A deputy would keep what they have for some days only."""
    if actor is not None and actor.pk == user.pk and user.stands_in:
        raise Refused(_("代理期间不能给自己加角色。"))


def _refusal(role: str) -> Refused:
    if role in FROM_ABOVE:
        return Refused(_("干部和领导要由上级工会来定，请联系上级工会。"))
    return Refused(_("只有本级或上级工会的干部能定这个角色。"))
