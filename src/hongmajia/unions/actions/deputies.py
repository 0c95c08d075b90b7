"""Naming a deputy for one's own roles, from one day to another, and ending that early."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.acts import record
from hongmajia.core.errors import Refused
from hongmajia.notices.actions import notify

from ..enums import UnionVerb
from ..models import Membership, User
from ..queries import cadres_of
from ..rules import names_deputies
from .accounts import find_or_add
from .posts import end_as_deputy, lock_account, refuse_wrong_days, words_of
from .tree import refuse_closed

LONGEST = timedelta(days=183)
"""A deputy for longer is a successor, whom the union above appoints."""


@transaction.atomic
def name_deputy(
    *, actor: User, name: str, phone: str, starts_on: date, ends_on: date
) -> list[Membership]:
    """Let somebody act in all of the actor's own roles, from ``starts_on`` to ``ends_on``.

    Roles that they have themselves are left out, those that end earlier end earlier. The deputy and
    the cadres above are told. Raises ``Refused`` for anybody but a cadre in their own right, for
    wrong days, when the person is their deputy already, and when no role is left.
    """
    if not names_deputies(actor):
        raise Refused(_("只有干部本人能请人代理。"))
    _refuse_days(starts_on, ends_on)
    own = list(actor.memberships.today().own().select_related("union").order_by("union__path"))
    deputy = find_or_add(actor=actor, union=own[0].union, name=name, phone=phone)
    lock_account(deputy)
    _refuse_person(actor, deputy, starts_on, ends_on)
    made = [_lend(role, deputy, starts_on, ends_on) for role in _to_lend(own, deputy, starts_on)]
    if not made:
        raise Refused(_("您的角色%(person)s都有了，不用再代。") % {"person": deputy})
    for membership in made:
        _tell(actor, membership)
    return made


@transaction.atomic
def end_deputy(*, actor: User, deputy: User) -> None:
    """End at once all that ``deputy`` does, or is to do, as the deputy of the actor."""
    end_as_deputy(actor, actor.deputies.not_over().filter(user=deputy).select_related("union"))


def _to_lend(own: Iterable[Membership], deputy: User, day: date) -> list[Membership]:
    """Those of the roles that last till ``day`` and that the deputy has not got themselves."""
    theirs = set(deputy.memberships.not_over().own().values_list("union", "role"))
    return [
        held for held in own
        if (held.union_id, held.role) not in theirs and (not held.ends_on or held.ends_on >= day)
    ]  # fmt: skip


def _lend(held: Membership, deputy: User, starts_on: date, ends_on: date) -> Membership:
    refuse_closed(held.union)
    return Membership.objects.create(
        user=deputy, union=held.union, role=held.role, deputises=held.user, granted_by=held.user,
        starts_on=starts_on, ends_on=min(ends_on, held.ends_on or ends_on),
    )  # fmt: skip


def _tell(actor: User, made: Membership) -> None:
    days = {"starts": str(made.starts_on), "ends": str(made.ends_on)}
    words = {**words_of(made), "whom": actor.display_name, **days}
    record(actor, UnionVerb.DEPUTY_NAMED, made.union, data=words)
    sentence = gettext_lazy("从%(starts)s到%(ends)s，您代%(whom)s办理%(union)s的%(role)s事务")
    notify([made.user], sentence, reverse("desk"), **words)
    if above := made.union.parent:
        sentence = gettext_lazy(
            "从%(starts)s到%(ends)s，%(person)s代%(whom)s办理%(union)s的%(role)s事务"
        )
        told = cadres_of(above).exclude(pk__in=[actor.pk, made.user_id])
        notify(told, sentence, reverse("union", args=[made.union_id]), **words)


def _refuse_days(starts_on: date, ends_on: date) -> None:
    refuse_wrong_days(starts_on, ends_on)
    if starts_on < timezone.localdate():
        raise Refused(_("第一天已经过去了，请改一个日子。"))
    if ends_on - starts_on >= LONGEST:
        raise Refused(_("代理最长半年。更久的，请上级工会另外任命。"))


def _refuse_person(actor: User, deputy: User, starts_on: date, ends_on: date) -> None:
    if deputy == actor:
        raise Refused(_("不能请自己代理。"))
    same_days = actor.deputies.filter(starts_on__lte=ends_on, ends_on__gte=starts_on)
    if same_days.filter(user=deputy).exists():
        raise Refused(_("这几天已经请%(person)s代理了。") % {"person": deputy})
