"""A meeting for many (交流会), and whoever is asked to listen to it."""

from django.db import models
from django.utils import timezone

from hongmajia.matching.models import CommonProblem
from hongmajia.needs.models import Need
from hongmajia.people.models import Helper
from hongmajia.services.models import Activity

from .querysets import MeetingQuerySet


class Meeting(models.Model):
    """What makes an activity a meeting for many.

    ``speaker`` answers; the needs answered are those of the activity's engagements.
    ``words`` are those of the common problem, which may be gone when its needs are solved.
    """

    SEASON = "activity__season"

    activity = models.OneToOneField(Activity, on_delete=models.CASCADE, related_name="meeting")
    speaker = models.ForeignKey(Helper, on_delete=models.PROTECT, related_name="meetings")
    problem = models.ForeignKey(
        CommonProblem, null=True, blank=True, on_delete=models.SET_NULL, related_name="meetings"
    )
    words = models.JSONField(default=list)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-activity__starts_at", "-pk"]

    def __str__(self) -> str:
        return self.activity.title

    @property
    def story(self) -> str:
        """Events of a meeting appear on the timeline of its activity."""
        return self.activity.story


class Listener(models.Model):
    """A need whose asker is asked to listen; others help with it, or it is not listed yet.

    It is not settled by the meeting.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="listeners")
    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="listening")
    invited_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "need"], name="one_listener_a_need")
        ]

    def __str__(self) -> str:
        return str(self.need)
