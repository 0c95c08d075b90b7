"""Rights on meetings; docs/access.md has the table."""

from typing import Any

import rules

from hongmajia.services.enums import ActivityState
from hongmajia.unions.enums import STAFF
from hongmajia.unions.rules import is_cadre_anywhere, is_cadre_here_or_above


@rules.predicate
def keeps_meeting(user: Any, meeting: Any) -> bool:
    """Is a cadre of the union that holds the meeting, or of one above it."""
    return bool(is_cadre_here_or_above(user, meeting.activity))


@rules.predicate
def is_staff_of_activity(user: Any, activity: Any) -> bool:
    """Is staff of the union that holds the activity, or of one above it."""
    return bool(user.pk) and bool(user.holds(activity.union.path, *STAFF))


@rules.predicate
def is_ahead(user: Any, meeting: Any) -> bool:
    """Whether the meeting is planned and has no record yet."""
    return meeting.activity.state == ActivityState.PLANNED


rules.add_perm("meetings.call", is_cadre_anywhere)
rules.add_perm("meetings.read", is_staff_of_activity)
rules.add_perm("meetings.change", is_ahead & keeps_meeting)
