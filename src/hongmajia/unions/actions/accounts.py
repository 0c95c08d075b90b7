"""Adding accounts; granting and revoking roles.

An account that is added has no password: the room ``accounts`` hears of it and invites the person.
"""

import secrets
from collections.abc import Sequence
from typing import NamedTuple

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor, account_of
from hongmajia.core.acts import in_chinese, record, record_all
from hongmajia.core.errors import Refused
from hongmajia.notices.actions import notify, notify_each
from hongmajia.spelling import read_phone, tidy_name

from ..enums import Role, UnionVerb
from ..models import Membership, Union, User
from ..queries import cadres_of
from ..rules import FROM_ABOVE, is_topmost, may_grant
from .saving import refuse_duplicate
from .tree import lock_tree, refuse_closed


class Person(NamedTuple):
    """Somebody by name and phone number, and the union that answers for their account."""

    union: Union
    name: str
    phone: str


class Post(NamedTuple):
    """A role in a union, and the person who is to hold it."""

    person: Person
    role: str


@transaction.atomic
def add_account(*, actor: Actor | None, union: Union, name: str, phone: str) -> User:
    """Create an account that signs in with its phone number; ``union`` answers for it.

    Raises ``ValidationError`` for a wrong number or an empty name, ``Refused`` when the number has
    an account already.
    """
    return add_accounts(actor=actor, people=[Person(union, name, phone)])[0]


@transaction.atomic
def add_accounts(*, actor: Actor | None, people: Sequence[Person]) -> list[User]:
    """``add_account`` for many people at once; raises what that raises, and then adds none."""
    users = [_new_account(person.name, person.phone) for person in people]
    _save_accounts(users)
    added = zip(people, users, strict=True)
    words = ((user, {"person": user.name, "union": person.union.pk}) for person, user in added)
    record_all(actor, UnionVerb.ACCOUNT_ADDED, words)
    return users


def save_account(*, name: str, phone: str) -> User:
    """A new account that signs in with its phone number and has no password; nobody is invited.

    Raises what ``add_account`` raises; call it inside the act's transaction.
    """
    account = _new_account(name, phone)
    _save_accounts([account])
    return account


def _save_accounts(users: Sequence[User]) -> None:
    with refuse_duplicate(_("这个手机号已经有账号了，请核对姓名和号码。")):
        User.objects.bulk_create(users)


def _new_account(name: str, phone: str) -> User:
    """An account that is not saved yet; raises ``ValidationError``."""
    username = f"tel-{secrets.token_hex(8)}"
    user = User(username=username, name=tidy_name(name), phone=phone, signs_in_by_phone=True)
    user.clean_fields(exclude=["password"])
    user.set_unusable_password()
    return user


def find_or_add(*, actor: Actor | None, union: Union, name: str, phone: str) -> User:
    """The account with this phone number and name, or a new one for which ``union`` answers.

    Raises ``Refused`` when the account of this number has another name or is disabled.
    """
    return find_or_add_all(actor=actor, people=[Person(union, name, phone)])[0]


def find_or_add_all(*, actor: Actor | None, people: Sequence[Person]) -> list[User]:
    """``find_or_add`` for many people at once. Who comes twice gets one account."""
    numbers = {read_phone(person.phone) for person in people}
    rows = User.objects.filter(phone__in=numbers, signs_in_by_phone=True)
    known = {user.phone: user for user in rows}
    new: dict[str, Person] = {}
    for person in people:
        if (number := read_phone(person.phone)) not in known:
            new.setdefault(number, person)
    known.update(zip(new, add_accounts(actor=actor, people=[*new.values()]), strict=True))
    users = [known[read_phone(person.phone)] for person in people]
    for person, user in zip(people, users, strict=True):
        if user.name != tidy_name(person.name) or not user.is_active:
            raise Refused(_("这个手机号已经有账号，但姓名对不上，请核对。"))
    return users


@transaction.atomic
def appoint(*, actor: Actor | None, union: Union, role: str, name: str, phone: str) -> User:
    """Grant a role to the person with this name and phone number, adding an account if needed.

    Raises what ``find_or_add`` and ``grant_role`` raise; then no account is added.
    """
    return appoint_all(actor=actor, posts=[Post(Person(union, name, phone), role)])[0].user


@transaction.atomic
def appoint_all(*, actor: Actor | None, posts: Sequence[Post]) -> list[Membership]:
    """``appoint`` for many posts at once; raises what that raises, and then appoints nobody."""
    users = find_or_add_all(actor=actor, people=[post.person for post in posts])
    seats = [
        Membership(user=user, union=post.person.union, role=post.role)
        for post, user in zip(posts, users, strict=True)
    ]
    return _grant(actor, seats)


@transaction.atomic
def grant_role(*, actor: Actor | None, union: Union, user: User, role: str) -> Membership:
    """Make ``user`` cadre, leader, liaison or reviewer of ``union`` and notify them.

    Raises ``Refused`` when ``rules.may_grant`` does not allow it (cadres and leaders are appointed
    by a cadre of a union strictly above, those of the topmost union by its cadres), or when the
    user has the role already. Without ``actor`` the rule is not checked: the command ``appoint``
    names the first cadre.
    """
    return _grant(actor, [Membership(user=user, union=union, role=role)])[0]


def _grant(actor: Actor | None, seats: Sequence[Membership]) -> list[Membership]:
    """Save these memberships and notify their holders; the rules are those of ``grant_role``."""
    for seat in seats:
        refuse_grant_from_below(actor, seat.union, seat.role)
        refuse_closed(seat.union)
        seat.granted_by = account_of(actor)
    _refuse_held(seats)
    words = [_words(seat) for seat in seats]
    with refuse_duplicate(_("刚才有人先存了同样的内容，请刷新看看。")):
        saved = Membership.objects.bulk_create(seats)
    acts = zip((seat.union for seat in saved), words, strict=True)
    record_all(actor, UnionVerb.ROLE_GRANTED, acts)
    told = zip((seat.user for seat in saved), [reverse("desk")] * len(saved), words, strict=True)
    notify_each(gettext_lazy("您现在是%(union)s的%(role)s"), told)
    return saved


def _refuse_held(seats: Sequence[Membership]) -> None:
    """Raise ``Refused`` for a role that its holder has already, or that comes twice."""
    held = Membership.objects.filter(user__in={seat.user_id for seat in seats})
    taken = set(held.values_list("user", "union", "role"))
    for seat in seats:
        if (key := (seat.user_id, seat.union_id, seat.role)) in taken:
            raise Refused(_("%(person)s已经担任这个角色，不用再加。") % {"person": seat.user})
        taken.add(key)


@transaction.atomic
def revoke_role(*, actor: Actor, membership: Membership) -> None:
    """Take the role away from its holder and notify them.

    The rule is that of granting the same role: ``Refused`` for anybody who could not grant it. The
    last cadre of the topmost union stays: nobody could appoint another.
    """
    refuse_grant_from_below(actor, membership.union, membership.role)
    _refuse_leaving_nobody(membership)
    words = _words(membership)
    record(actor, UnionVerb.ROLE_REVOKED, membership.union, data=words)
    sentence = gettext_lazy("您不再是%(union)s的%(role)s，谢谢您的辛苦")
    notify([membership.user], sentence, reverse("desk"), **words)
    membership.delete()


def refuse_grant_from_below(actor: Actor | None, union: Union, role: str) -> None:
    """Raise ``Refused`` where ``rules.may_grant`` does not let ``actor`` grant the role."""
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
