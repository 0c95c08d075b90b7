"""What the two sides of an engagement write to each other (在线指导)."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hongmajia.engagements.models import Engagement
from hongmajia.unions.models import User

from .enums import EnclosureKind, Side
from .querysets import MessageQuerySet


class Message(models.Model):
    """One message in the thread of an engagement.

    ``client_id`` is given by the device that wrote it, so that what is sent twice over a weak
    network arrives once. ``author`` is empty for an asker who follows his need by its code.
    """

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="messages")
    author = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="messages"
    )
    side = models.CharField(max_length=6, choices=Side.choices)
    client_id = models.UUIDField(default=uuid.uuid4)
    text = models.TextField(_("说什么"), max_length=2000, blank=True)
    sent_at = models.DateTimeField(default=timezone.now)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["engagement", "client_id"], name="one_message_a_client_id"
            )
        ]
        indexes = [models.Index(fields=["engagement", "id"], name="thread_in_order")]

    def __str__(self) -> str:
        return self.text

    @property
    def story(self) -> str:
        return self.engagement.story

    @property
    def writer(self) -> str:
        """Who wrote it, as the other side may know him."""
        if self.side == Side.HELPER:
            return self.engagement.helper.public_name
        return self.author.display_name if self.author else self.engagement.need.contact_name


class Enclosure(models.Model):
    """A picture, a video or a file that came with a message; ``drawn_on`` is what was drawn on."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="enclosures")
    kind = models.CharField(max_length=8, choices=EnclosureKind.choices)
    file = models.FileField(upload_to="threads/%Y/%m")
    name = models.CharField(max_length=80)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    drawn_on = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="drawings"
    )

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class ReadMark(models.Model):
    """How far a person has read a thread: the key of the last message he saw."""

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="read_marks")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    seen = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["engagement", "user"], name="one_read_mark_a_reader")
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.seen}"
