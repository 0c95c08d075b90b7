"""What the two sides of an engagement write to each other (在线指导)."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hongmajia.core.enums import EnclosureKind
from hongmajia.engagements.models import Engagement
from hongmajia.unions.models import User

from .enums import Side
from .querysets import MessageQuerySet


class Message(models.Model):
    """One message in the thread of an engagement.

    ``client_id`` is chosen by the sending device, so that a message sent twice over a weak network
    is stored once. ``author`` is empty for an asker who follows the need by its tracking code.
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
        """Events of a message appear on the timeline of its engagement."""
        return self.engagement.story

    @property
    def writer(self) -> str:
        """Name of the author as the other side may see it."""
        if self.side == Side.HELPER:
            return self.engagement.helper.public_name
        return self.author.display_name if self.author else self.engagement.need.contact_name


class Enclosure(models.Model):
    """A file sent with a message; ``drawn_on`` is the picture that it is a drawing on, if any."""

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
    """How far a user has read a thread; ``seen`` is the key of the last message shown to them."""

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="read_marks")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    seen = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["engagement", "user"], name="one_read_mark_a_reader")
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.seen}"
