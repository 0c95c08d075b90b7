"""Scheduled tasks of the services room."""

from django.utils import timezone
from django_tasks import task

from hongmajia.core.queues import SHORT
from hongmajia.engagements.enums import EngagementState
from hongmajia.engagements.models import Engagement

from .actions import remind_confirming, remind_recording


@task(queue_name=SHORT)
def remind_overdue() -> None:
    """Send one reminder for each overdue service record and each overdue confirmation."""
    late = Engagement.objects.filter(due_at__lt=timezone.now(), reminded_at=None).with_details()
    for engagement in late.filter(state=EngagementState.SCHEDULED):
        remind_recording(engagement=engagement)
    for engagement in late.filter(state=EngagementState.SERVED):
        remind_confirming(engagement=engagement)
