"""Inviting contacts of enterprises and workers to an event, by industry and place; each once."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from hongmajia.core.actors import Actor
from hongmajia.core.acts import record
from hongmajia.core.errors import Refused
from hongmajia.notices.actions import notify, others
from hongmajia.services.actions.notifying import when_of
from hongmajia.services.enums import ActivityState
from hongmajia.services.models import Activity
from hongmajia.unions.models import Enterprise

from ..enums import EventVerb
from ..inviting import INVITED, Invitees
from ..models import Invited
from .planning import locked


@transaction.atomic
def invite_firms(*, activity: Activity, actor: Actor, invitees: Invitees) -> tuple[int, int]:
    """Tell the contacts of the enterprises; returns the numbers of firms and of people.

    Firms that were invited before are left out, so that sending twice tells nobody twice. Raises
    ``Refused`` once the activity has begun or was called off, or if nobody is left to invite.
    """
    activity = _locked_and_to_come(activity)
    firms = list(invitees.firms(activity).prefetch_related("contacts"))
    if not firms:
        raise Refused(_("没有还没邀请的、有联系人的企业。"))
    people = {pk: person for firm in firms for pk, person in _contacts(firm).items()}
    rows = (Invited(activity=activity, enterprise=f, people=len(_contacts(f))) for f in firms)
    Invited.objects.bulk_create(rows)
    _tell(activity, people.values(), actor)
    numbers = {"firms": len(firms), "people": len(people)}
    record(actor, EventVerb.INVITED, activity, data=numbers)
    return len(firms), len(people)


@transaction.atomic
def invite_workers(*, activity: Activity, actor: Actor, invitees: Invitees) -> int:
    """Tell the workers concerned; returns how many. Whoever was told before is left out.

    Raises ``Refused`` once the activity has begun or was called off, or if nobody is left.
    """
    activity = _locked_and_to_come(activity)
    people = others(invitees.workers(activity), actor)
    if not people:
        raise Refused(_("没有还没邀请的职工和徒弟。"))
    _tell(activity, people, actor)
    record(actor, EventVerb.WORKERS_INVITED, activity, data={"people": len(people)})
    return len(people)


def _locked_and_to_come(activity: Activity) -> Activity:
    activity = locked(activity)
    if activity.state != ActivityState.PLANNED or activity.is_over:
        raise Refused(_("活动已经开始或者取消，不能再邀请。"))
    return activity


def _tell(activity: Activity, people: Iterable[Any], actor: Actor) -> None:
    notify(
        others(people, actor), INVITED, reverse("activity", args=[activity.pk]),
        union=activity.union.name, title=activity, when=when_of(activity),
        place=activity.place or activity.region.name,
    )  # fmt: skip


def _contacts(firm: Enterprise) -> dict[int, object]:
    return {one.pk: one for one in firm.contacts.all() if one.is_active}
