"""Permissions of the services room: who may arrange, record, confirm and call back."""

from typing import Any

import rules

from hongmajia.engagements.rules import is_cadre_of_need, speaks_for_helper
from hongmajia.needs.rules import is_asker, is_liaison_of_origin
from hongmajia.people.rules import answers_for, is_staff_here_or_above
from hongmajia.unions.enums import Role
from hongmajia.unions.rules import (
    is_cadre_here_or_above,
    is_liaison_here_or_above,
    registers_enterprises,
)

from .enums import ActivityState


@rules.predicate
def is_helper_of_activity(user: Any, activity: Any) -> bool:
    """Speaks for a helper whose engagement the activity serves, or attended it in person."""
    if not user.pk:
        return False
    if any(speaks_for_helper(user, engagement) for engagement in activity.engagements.all()):
        return True
    return bool(activity.attendances.filter(helper__artisan__user=user).exists())


@rules.predicate
def is_on_asking_side(user: Any, engagement: Any) -> bool:
    """The asker of the need, or the liaison of the union where the need was stated."""
    need = engagement.need
    return bool(is_asker(user, need) or is_liaison_of_origin(user, need))


@rules.predicate
def is_asker_of_activity(user: Any, activity: Any) -> bool:
    """On the asking side of at least one engagement that the activity serves."""
    return any(is_on_asking_side(user, engagement) for engagement in activity.engagements.all())


@rules.predicate
def has_signed_up(user: Any, activity: Any) -> bool:
    """Has signed up for the activity with their account."""
    return bool(user.pk) and bool(activity.sign_ups.filter(user=user.pk).exists())


@rules.predicate
def is_planned(user: Any, activity: Any) -> bool:
    return activity.state == ActivityState.PLANNED


@rules.predicate
def is_held(user: Any, activity: Any) -> bool:
    return activity.state == ActivityState.HELD


@rules.predicate
def leads_union(user: Any, activity: Any) -> bool:
    """Is a leader of the activity's union or of one above it."""
    return bool(user.pk) and user.holds(activity.union.path, Role.LEADER)


@rules.predicate
def is_cadre_of_call_back(user: Any, call_back: Any) -> bool:
    """Is a cadre of the union that holds the need, or of one above it."""
    return bool(is_cadre_here_or_above(user, call_back.confirmation.engagement.need))


@rules.predicate
def speaks_as_helper(user: Any, helper: Any) -> bool:
    """Is the artisan, or staff of the union of one who has no account."""
    if answers_for(user, helper):
        return True
    return helper.answerer is None and bool(is_staff_here_or_above(user, helper))


manages_activity = is_cadre_here_or_above | is_liaison_here_or_above

rules.add_perm("services.schedule", speaks_for_helper | is_cadre_of_need)
rules.add_perm("services.plan", manages_activity)
rules.add_perm("services.plan_any", registers_enterprises)
rules.add_perm("services.move", is_planned & (manages_activity | is_helper_of_activity))
rules.add_perm("services.record", is_planned & (manages_activity | is_helper_of_activity))
rules.add_perm("services.correct", is_held & (manages_activity | is_helper_of_activity))
rules.add_perm("services.withdraw", is_held & (is_cadre_here_or_above | is_helper_of_activity))
may_read = manages_activity | leads_union | is_helper_of_activity | is_asker_of_activity
rules.add_perm("services.read_record", may_read)
rules.add_perm("services.meet", may_read | has_signed_up)
rules.add_perm("services.adopt", manages_activity | is_helper_of_activity | is_asker_of_activity)
rules.add_perm("services.confirm", is_on_asking_side)
rules.add_perm("services.object", speaks_as_helper)
rules.add_perm("services.answer_objection", is_cadre_here_or_above)
rules.add_perm("services.call_back", is_cadre_of_call_back)
