"""Adding accounts; granting and revoking roles.

An account that is added has no password: the room ``accounts`` hears of it and invites the person.
"""

import secrets
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor, account_of
from hongmajia.core.acts import record, record_all
from hongmajia.core.errors import Refused
from hongmajia.notices.actions import notify, notify_each
from hongmajia.notices.telling import mention
from hongmajia.spelling import read_phone, tidy_name

from ..enums import UnionVerb
from ..models import Membership, Union, User
from ..rules import FROM_ABOVE, may_grant, may_revoke, may_set_term
from ..signals import seats_wanted
from .posts import (
    deputies_in,
    end_as_deputy,
    lock_accounts,
    note_term,
    refuse_leaving_nobody,
    refuse_wrong_days,
    words_of,
)
from .saving import refuse_duplicate
from .tree import refuse_closed


class Person(NamedTuple):
    """Somebody by name and phone number, and the union that answers for their account."""

    union: Union
    name: str
    phone: str


class Post(NamedTuple):
    """A role in a union, and the person who is to hold it."""

    person: Person
    role: str
    starts_on: date | None = None
    ends_on: date | None = None


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

    Raises ``Refused`` when the account of this number has another name, or is disabled.
    """
    return find_or_add_all(actor=actor, people=[Person(union, name, phone)])[0]


def find_or_add_all(*, actor: Actor | None, people: Sequence[Person]) -> list[User]:
    """``find_or_add`` for many people at once. Who comes twice gets one account."""
    numbers = {read_phone(person.phone) for person in people}
    known = {user.phone: user for user in User.objects.with_number(*numbers)}
    new: dict[str, Person] = {}
    for person in people:
        if (number := read_phone(person.phone)) not in known:
            new.setdefault(number, person)
    known.update(zip(new, add_accounts(actor=actor, people=[*new.values()]), strict=True))
    users = [known[read_phone(person.phone)] for person in people]
    for person, user in zip(people, users, strict=True):
        if user.name != tidy_name(person.name):
            raise Refused(_("这个手机号已经有账号，但姓名对不上，请核对。"))
        if not user.is_active:
            said = _(
                "%(person)s的账号停用了。邀请收回过的，在“未启用的账号”里再邀请一次；别的请找安全管理员。"
            )
            raise Refused(said % {"person": user.display_name})
    _mention_invited_before([user for user in users if user.phone not in new])
    return users


def _mention_invited_before(users: Sequence[User]) -> None:
    """Say who has an invitation of before that they have not used: no other goes out now."""
    for user in users:
        if user.last_login is None:
            said = _(
                "%(person)s以前请过，还没有登录过：在“未启用的账号”里可以打印邀请单，或者再邀请一次。"
            )
            mention(said % {"person": user.display_name})


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
    post = Post(Person(union, name, phone), role, starts_on, ends_on)
    return appoint_all(actor=actor, posts=[post])[0].user


@transaction.atomic
def appoint_all(*, actor: Actor | None, posts: Sequence[Post]) -> list[Membership]:
    """``appoint`` for many posts at once; raises what that raises, and then appoints nobody."""
    users = find_or_add_all(actor=actor, people=[post.person for post in posts])
    seats = [
        Membership(
            user=user, union=post.person.union, role=post.role,
            starts_on=post.starts_on, ends_on=post.ends_on,
        )
        for post, user in zip(posts, users, strict=True)
    ]  # fmt: skip
    return _grant(actor, seats)


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
    days = {"starts_on": starts_on, "ends_on": ends_on}
    return _grant(actor, [Membership(user=user, union=union, role=role, **days)])[0]


def _grant(actor: Actor | None, seats: Sequence[Membership]) -> list[Membership]:
    """Save these memberships and notify their holders; the rules are those of ``grant_role``."""
    for seat in seats:
        refuse_grant_from_below(actor, seat.union, seat.role)
        _refuse_for_themselves(actor, seat.user)
        refuse_closed(seat.union)
        refuse_wrong_days(seat.starts_on, seat.ends_on)
        seat.granted_by = account_of(actor)
    lock_accounts({seat.user_id for seat in seats})
    _refuse_held(seats)
    seats_wanted.send(sender=Membership, seats=seats)
    with refuse_duplicate(_("刚才有人先存了同样的内容，请刷新看看。")):
        saved = Membership.objects.bulk_create(seats)
    acts = [(seat.union, words_of(seat)) for seat in saved]
    record_all(actor, UnionVerb.ROLE_GRANTED, acts)
    _greet([seat for seat in saved if not seat.is_to_come])
    _greet([seat for seat in saved if seat.is_to_come])
    for seat in saved:
        if seat.ends_on:
            note_term(actor, seat)
    return saved


def _refuse_held(seats: Sequence[Membership]) -> None:
    """Raise ``Refused`` for a role that its holder has already, or that comes twice.

    One whose last day has passed makes room.
    """
    wanted = {(seat.user_id, seat.union_id, seat.role) for seat in seats}
    held = Membership.objects.own().filter(user__in={seat.user_id for seat in seats})
    for over in held.over():
        if (over.user_id, over.union_id, over.role) in wanted:
            over.delete()
    taken = set(held.not_over().values_list("user", "union", "role"))
    for seat in seats:
        if (key := (seat.user_id, seat.union_id, seat.role)) in taken:
            raise Refused(_("%(person)s已经担任这个角色，不用再加。") % {"person": seat.user})
        taken.add(key)


def _greet(seats: Sequence[Membership]) -> None:
    """Notify the holders of these roles, which all hold now or all begin later."""
    if seats:
        words = [{**words_of(seat), "day": str(seat.starts_on or "")} for seat in seats]
        told = zip(
            (seat.user for seat in seats), [reverse("desk")] * len(seats), words, strict=True
        )
        notify_each(_greeting(seats[0]), told)


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


def refuse_grant_from_below(actor: Actor | None, union: Union, role: str) -> None:
    """Raise ``Refused`` where ``rules.may_grant`` does not let ``actor`` grant the role."""
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
