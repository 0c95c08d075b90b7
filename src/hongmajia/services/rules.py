"""Who may arrange, write down and confirm."""

from typing import Any

import rules

from hongmajia.engagements.rules import is_cadre_of_need, speaks_for_helper
from hongmajia.needs.rules import is_asker, is_liaison_of_origin
from hongmajia.unions.enums import Role
from hongmajia.unions.rules import (
    is_cadre_here_or_above,
    is_liaison_here_or_above,
    registers_enterprises,
)

from .enums import ActivityState


@rules.predicate
def helps_at(user: Any, activity: Any) -> bool:
    """Speaks for one of the helpers whose engagements it serves, or was there himself."""
    if not user.pk:
        return False
    if any(speaks_for_helper(user, engagement) for engagement in activity.engagements.all()):
        return True
    return bool(activity.attendances.filter(helper__artisan__user=user).exists())


@rules.predicate
def is_asking_side(user: Any, engagement: Any) -> bool:
    need = engagement.need
    return bool(is_asker(user, need) or is_liaison_of_origin(user, need))


@rules.predicate
def asked_for(user: Any, activity: Any) -> bool:
    """On the asking side of one of its needs."""
    return any(is_asking_side(user, engagement) for engagement in activity.engagements.all())


@rules.predicate
def is_planned(user: Any, activity: Any) -> bool:
    return activity.state == ActivityState.PLANNED


@rules.predicate
def is_held(user: Any, activity: Any) -> bool:
    return activity.state == ActivityState.HELD


@rules.predicate
def leads_union(user: Any, activity: Any) -> bool:
    """A leader reads what happens in his union and below."""
    return bool(user.pk) and user.holds(activity.union.path, Role.LEADER)


@rules.predicate
def is_cadre_of_call(user: Any, call: Any) -> bool:
    return bool(is_cadre_here_or_above(user, call.confirmation.engagement.need))


keeps_activity = is_cadre_here_or_above | is_liaison_here_or_above

rules.add_perm("services.schedule", speaks_for_helper | is_cadre_of_need)
rules.add_perm("services.plan", keeps_activity)
rules.add_perm("services.plan_any", registers_enterprises)
rules.add_perm("services.move", is_planned & (keeps_activity | helps_at))
rules.add_perm("services.record", is_planned & (keeps_activity | helps_at))
rules.add_perm("services.correct", is_held & (keeps_activity | helps_at))
rules.add_perm("services.withdraw", is_held & (is_cadre_here_or_above | helps_at))
rules.add_perm("services.read_record", keeps_activity | leads_union | helps_at | asked_for)
rules.add_perm("services.adopt", keeps_activity | helps_at | asked_for)
rules.add_perm("services.confirm", is_asking_side)
rules.add_perm("services.call_back", is_cadre_of_call)
