"""Adding accounts; granting and revoking roles.

An account that is added has no password: the room ``accounts`` hears of it and invites the person.
"""

import secrets

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor, account_of
from hongmajia.core.acts import in_chinese, record
from hongmajia.core.errors import Refused
from hongmajia.notices.actions import notify
from hongmajia.spelling import tidy_name

from ..enums import Role, UnionVerb
from ..models import Membership, Union, User
from ..queries import cadres_of
from ..rules import FROM_ABOVE, is_topmost, may_grant
from .saving import refuse_duplicate
from .tree import lock_tree, refuse_closed


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
def appoint(*, actor: Actor | None, union: Union, role: str, name: str, phone: str) -> User:
    """Grant a role to the person with this name and phone number, adding an account if needed.

    Raises what ``find_or_add`` and ``grant_role`` raise; then no account is added.
    """
    user = find_or_add(actor=actor, union=union, name=name, phone=phone)
    grant_role(actor=actor, union=union, user=user, role=role)
    return user


@transaction.atomic
def grant_role(*, actor: Actor | None, union: Union, user: User, role: str) -> Membership:
    """Make ``user`` cadre, leader, liaison or reviewer of ``union`` and notify them.

    Raises ``Refused`` when ``rules.may_grant`` does not allow it (cadres and leaders are appointed
    by a cadre of a union strictly above, those of the topmost union by its cadres), or when the
    user has the role already. Without ``actor`` the rule is not checked: the command ``appoint``
    names the first cadre.
    """
    _refuse_grant_from_below(actor, union, role)
    refuse_closed(union)
    with refuse_duplicate(_("%(person)s已经担任这个角色，不用再加。") % {"person": user}):
        membership = Membership.objects.create(
            user=user, union=union, role=role, granted_by=account_of(actor)
        )
    words = _words(membership)
    record(actor, UnionVerb.ROLE_GRANTED, union, data=words)
    notify([user], gettext_lazy("您现在是%(union)s的%(role)s"), reverse("desk"), **words)
    return membership


@transaction.atomic
def revoke_role(*, actor: Actor, membership: Membership) -> None:
    """Take the role away from its holder and notify them.

    The rule is that of granting the same role: ``Refused`` for anybody who could not grant it. The
    last cadre of the topmost union stays: nobody could appoint another.
    """
    _refuse_grant_from_below(actor, membership.union, membership.role)
    _refuse_leaving_nobody(membership)
    words = _words(membership)
    record(actor, UnionVerb.ROLE_REVOKED, membership.union, data=words)
    sentence = gettext_lazy("您不再是%(union)s的%(role)s，谢谢您的辛苦")
    notify([membership.user], sentence, reverse("desk"), **words)
    membership.delete()


def _refuse_grant_from_below(actor: Actor | None, union: Union, role: str) -> None:
    if actor is None or may_grant(actor, union, role):  # None: the command `appoint`
        return
    if role in FROM_ABOVE:
        raise Refused(_("干部和领导要由上级工会来定，请联系上级工会。"))
    raise Refused(_("只有本级或上级工会的干部能定这个角色。"))


def _refuse_leaving_nobody(membership: Membership) -> None:
    """Raise ``Refused`` for the last active cadre of the topmost union."""
    union = membership.union
    if membership.role != Role.CADRE or not is_topmost(union):
        return
    lock_tree()  # two cadres who take the role from each other are decided one after the other
    if not cadres_of(union).exclude(pk=membership.user_id).exists():
        said = _("%(person)s是%(union)s唯一的干部，请先请好接手的人。")
        raise Refused(said % {"person": membership.user.display_name, "union": union})


def _words(membership: Membership) -> dict[str, str]:
    return {
        "person": membership.user.display_name,
        "union": membership.union.name,
        "role": in_chinese(Role(membership.role).label),
    }
