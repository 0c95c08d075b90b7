"""Noting the agreed times of ticked engagements."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.ticking import TickedAct
from hongmajia.engagements.enums import EngagementState
from hongmajia.engagements.models import Engagement
from hongmajia.notices.saying import told_after

from .actions import schedule_visit
from .forms import AppointmentForm


def _waits_for_time(user: Any, engagement: Engagement) -> bool:
    """The helper is in touch with the asker, and somebody else writes down when they meet."""
    is_agreed = engagement.state == EngagementState.ACCEPTED and engagement.contacted_at is not None
    return is_agreed and engagement.need.is_verified and engagement.helper.answerer != user


def _appoint(engagement: Engagement, actor: Any, **facts: Any) -> str:
    def arrange() -> None:
        schedule_visit(engagement=engagement, actor=actor, **facts)

    return told_after(_("约好了。"), arrange)


APPOINTING = TickedAct(
    name="appoint",
    label=gettext_lazy("记下约好的时间"),
    right="services.schedule",
    fits=_waits_for_time,
    do=_appoint,
    form=AppointmentForm,
)
