"""Scheduled tasks of the services room."""

from django.utils import timezone
from django_tasks import task

from hongmajia.core.closed_years import of_open_years
from hongmajia.core.queues import SHORT
from hongmajia.engagements.enums import EngagementState
from hongmajia.engagements.models import Engagement

from .actions import remind_calling_back, remind_confirming, remind_recording
from .models import CallBack


@task(queue_name=SHORT)
def remind_overdue() -> None:
    """Send one reminder for each overdue record or confirmation, and each call-back due."""
    late = Engagement.objects.filter(due_at__lt=timezone.now(), reminded_at=None).with_details()
    late = of_open_years(late)
    for engagement in late.filter(state=EngagementState.SCHEDULED):
        remind_recording(engagement=engagement)
    for engagement in late.filter(state=EngagementState.SERVED):
        remind_confirming(engagement=engagement)
    due = of_open_years(CallBack.objects.due().filter(reminded_at=None))
    for call_back in due.select_related("confirmation__engagement__need__union"):
        remind_calling_back(call_back=call_back)
