"""Handing over a post in one step: the roles, and what is to be done."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor
from hongmajia.core.acts import in_chinese, record
from hongmajia.core.errors import Refused
from hongmajia.notices.actions import notify, others

from ..enums import Role, UnionVerb
from ..handing_over import all_work
from ..models import Membership, Union, User
from ..queries import cadres_of
from ..rules import may_hand_over
from .accounts import find_or_add
from .posts import deputies_in, end_as_deputy, lock_account, refuse_leaving_nobody
from .tree import refuse_closed


@transaction.atomic
def hand_over(*, actor: Actor, union: Union, leaving: User, name: str, phone: str) -> User:
    """Give all that ``leaving`` is in ``union``, and is to do there, to somebody else.

    The successor gets the roles with their last days and the unfinished work (``handing_over``);
    deputies of ``leaving`` end. The log names both, both are told, and the cadres above. Raises
    ``Refused`` for anybody but ``rules.may_hand_over``, and for a successor who is ``leaving``, or
    cannot have a role. Either all of it happens or nothing.
    """
    if not may_hand_over(actor, union, leaving):
        raise Refused(_("只有干部本人，或能免去这些角色的人，能办交接。"))
    refuse_closed(union)
    successor = find_or_add(actor=actor, union=union, name=name, phone=phone)
    if successor == leaving:
        raise Refused(_("接手的人不能是本人。"))
    for person in sorted((leaving, successor), key=lambda each: each.pk):
        lock_account(person)
    held = list(leaving.memberships.today().own().filter(union=union).select_related("union"))
    n = sum(work.give(leaving, union, successor) for work in all_work())
    for membership in held:
        _pass_on(actor, membership, successor)
    _tell(actor, union, leaving, successor, roles=[each.role for each in held], n=n)
    return successor


def _pass_on(actor: Actor, membership: Membership, successor: User) -> None:
    """The successor has the role for as long as ``membership`` lasts, or longer."""
    theirs = successor.memberships.own().filter(union=membership.union, role=membership.role)
    days = {"starts_on": None, "ends_on": membership.ends_on, "granted_by": actor}
    present = theirs.first()
    if present is None:
        Membership.objects.create(
            user=successor, union=membership.union, role=membership.role, **days
        )
    elif present.ends_on and (not membership.ends_on or present.ends_on < membership.ends_on):
        theirs.update(**days)
    refuse_leaving_nobody(membership)
    end_as_deputy(actor, deputies_in(membership))
    same = {"union": membership.union, "role": membership.role}
    end_as_deputy(actor, successor.memberships.not_over().exclude(deputises=None).filter(**same))
    membership.delete()


def _tell(
    actor: Actor, union: Union, leaving: User, successor: User, *, roles: list[str], n: int
) -> None:
    labels = "、".join(in_chinese(Role(role).label) for role in roles)
    words = {"union": union.name, "roles": labels, "n": str(n)}
    words |= {"leaving": leaving.display_name, "person": successor.display_name}
    record(actor, UnionVerb.HANDED_OVER, union, data=words)
    page = reverse("union", args=[union.pk])
    to_successor = gettext_lazy("%(leaving)s在%(union)s的%(roles)s由您接手，转交%(n)s件没办完的事")
    notify(others([successor], actor), to_successor, reverse("desk"), **words)
    to_all = gettext_lazy("%(leaving)s在%(union)s的%(roles)s由%(person)s接手")
    above = cadres_of(union.parent) if union.parent else []
    notify({leaving, *others(above, actor)} - {successor}, to_all, page, **words)
