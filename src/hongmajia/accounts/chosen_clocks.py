"""The clock of those whom a union chose by a recruiting call.

Nobody decides on them within the two days of other applications: they wait for the last day of the
call, for the notice, and for its end.
"""

from datetime import datetime, time
from typing import Any

from django.utils import timezone

from hongmajia.core.clocks import counted
from hongmajia.core.deadlines import Deadline

from .enums import ClaimState
from .models import RecruitingCall
from .states import DAYS_TO_DECIDE

DAYS_TO_GIVE_NOTICE = 10
"""Working days after the last day of a call within which those chosen are put on notice."""
DAYS_TO_TAKE_ON = 5
"""Working days after the notice within which they are taken onto the roll."""


def clock_of_chosen(call: RecruitingCall) -> Deadline:
    """When the union has to give notice of those chosen or, once it did, to take them on."""
    if call.notice_closes_on:
        after = timezone.make_aware(datetime.combine(call.notice_closes_on, time(12)))
        return counted(after, DAYS_TO_TAKE_ON)
    last_day = timezone.make_aware(datetime.combine(call.until, time(12)))
    begins = timezone.now() if call.withdrawn_at else max(timezone.now(), last_day)
    return counted(begins, DAYS_TO_GIVE_NOTICE)


def set_clocks(call: RecruitingCall) -> None:
    """Let the clock of all who are chosen run from where the call stands now."""
    _set(call.applications.chosen(), clock_of_chosen(call))


def set_clock_of_others(others: Any) -> None:
    """Let those of whom the union thought better be decided on as any other application."""
    _set(others, counted(timezone.now(), DAYS_TO_DECIDE))


def _set(applications: Any, due: Deadline) -> None:
    open_ones = applications.filter(state=ClaimState.SUBMITTED)
    open_ones.update(**due.fields(), reminded_at=None)
