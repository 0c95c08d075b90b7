"""Accounts, and roles given from above."""

import secrets

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor, account_of
from hongmajia.core.acts import in_chinese, record
from hongmajia.core.errors import Refused
from hongmajia.notices.actions import notify

from ..enums import Role, UnionVerb
from ..models import Membership, Union, User
from ..rules import FROM_ABOVE, may_grant
from .writing import only_one

EASY_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Nothing that is misread over the telephone."""


@transaction.atomic
def add_account(*, actor: Actor | None, name: str, phone: str) -> tuple[User, str]:
    """An account that signs in with its phone number and a one-time password.

    The password is told once and kept nowhere; at the first sign-in the person chooses another.
    Raises ``ValidationError`` for a wrong number, ``Refused`` when the number has an account.
    """
    user = User(
        username=f"tel-{secrets.token_hex(8)}",
        name=name.strip(),
        phone=phone,
        signs_in_by_phone=True,
    )
    user.clean_fields(exclude=["password"])
    password = _give_one_time_password(user)
    with only_one(_("这个手机号已经有账号了，请核对姓名和号码。")):
        user.save()
    record(actor, UnionVerb.ACCOUNT_ADDED, user, data={"person": user.name})
    return user, password


def find_or_add(*, actor: Actor | None, name: str, phone: str) -> tuple[User, str]:
    """The account with this number and name, or a new one; no password where it was there."""
    found = User.objects.filter(phone=phone, signs_in_by_phone=True).first()
    if found is None:
        return add_account(actor=actor, name=name, phone=phone)
    if found.name != name.strip() or not found.is_active:
        raise Refused(_("这个手机号已经有账号，但姓名对不上，请核对。"))
    return found, ""


@transaction.atomic
def name_somebody(
    *, actor: Actor | None, union: Union, role: str, name: str, phone: str
) -> tuple[User, str]:
    """Give a role to whoever has this number and name, with a new account where there is none.

    Returns him and the one-time password (empty where he had an account).
    """
    user, password = find_or_add(actor=actor, name=name, phone=phone)
    grant_role(actor=actor, union=union, user=user, role=role)
    return user, password


@transaction.atomic
def grant_role(*, actor: Actor | None, union: Union, user: User, role: str) -> Membership:
    """Make ``user`` cadre, leader, liaison or reviewer of ``union``. He is told.

    Cadres and leaders are named only by a cadre of a union strictly above: ``Refused`` else.
    """
    _refuse_grant_from_below(actor, union, role)
    with only_one(_("%(person)s已经是了，不用再加。") % {"person": user}):
        membership = Membership.objects.create(
            user=user, union=union, role=role, granted_by=account_of(actor)
        )
    words = _words(membership)
    record(actor, UnionVerb.ROLE_GRANTED, union, data=words)
    notify([user], gettext_lazy("您现在是%(union)s的%(role)s"), reverse("desk"), **words)
    return membership


@transaction.atomic
def revoke_role(*, actor: Actor, membership: Membership) -> None:
    """Take a role back, by the same rule by which it is given. He is told."""
    _refuse_grant_from_below(actor, membership.union, membership.role)
    words = _words(membership)
    record(actor, UnionVerb.ROLE_REVOKED, membership.union, data=words)
    sentence = gettext_lazy("您不再是%(union)s的%(role)s，谢谢您的辛苦")
    notify([membership.user], sentence, reverse("desk"), **words)
    membership.delete()


def _refuse_grant_from_below(actor: Actor | None, union: Union, role: str) -> None:
    if actor is None or may_grant(actor, union, role):  # the system: see `appoint`
        return
    if role in FROM_ABOVE:
        raise Refused(_("干部和领导要由上级工会来定，请联系上级工会。"))
    raise Refused(_("只有本级或上级工会的干部能定这个角色。"))


def _words(membership: Membership) -> dict[str, str]:
    return {
        "person": membership.user.display_name,
        "union": membership.union.name,
        "role": in_chinese(Role(membership.role).label),
    }


def _give_one_time_password(user: User) -> str:
    password = "".join(secrets.choice(EASY_LETTERS) for _n in range(10))
    user.set_password(password)
    user.must_change_password = True
    return password
