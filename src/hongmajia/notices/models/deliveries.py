"""Deliveries: messages that leave the product, one row for each."""

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

from hongmajia.core.encrypted_fields import EncryptedJSONField, EncryptedTextField
from hongmajia.core.encrypted_phones import EncryptedPhoneField, PhoneDigest
from hongmajia.core.masking import mask_phone

from ..channels.registry import LABELS
from ..enums import WAITING, DeliveryState, Reason
from ..querysets import DeliveryQuerySet
from ..sides import directory_of
from .calls import Call
from .notices import Notice
from .sentences import texts_of

GATHERING = models.Q(state=DeliveryState.QUEUED, gathers_until__isnull=False)


class Delivery(models.Model):
    """One message by one channel, from the act that wanted it to its end.

    It tells its ``notices`` or, to somebody without an account, its ``lines``. ``name`` is that of
    a registered sentence, which ``params`` fill: they may hold codes and are wiped at the end.
    Until ``gathers_until`` further things join the same message. Where somebody must be told, the
    cadres of ``union`` telephone ``callee`` if the message does not arrive; ``call`` is that call.

    ``key`` is the same for each try, for vendors that take a message once by it. ``claimed_at`` is
    when a worker began the present try; ``detail`` a few characters of the vendor's.
    """

    channel = models.CharField(max_length=20)
    notices = models.ManyToManyField(Notice, related_name="deliveries")
    lines = models.JSONField(default=list)
    url = models.CharField(max_length=200, blank=True)
    name = models.CharField(max_length=60, blank=True)
    sentence = models.CharField(max_length=500, blank=True)
    params = EncryptedJSONField(default=dict)
    phone = EncryptedPhoneField(blank=True)
    address = EncryptedTextField(blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="deliveries",
    )
    union = models.ForeignKey(
        "unions.Union", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    callee_type = models.ForeignKey(
        ContentType, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    callee_id = models.PositiveBigIntegerField(null=True, blank=True)
    callee = GenericForeignKey("callee_type", "callee_id")
    story = models.CharField(max_length=40, blank=True)
    call = models.ForeignKey(
        Call, null=True, blank=True, on_delete=models.SET_NULL, related_name="deliveries"
    )
    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    state = models.CharField(
        max_length=10, choices=DeliveryState.choices, default=DeliveryState.QUEUED
    )
    tries = models.PositiveSmallIntegerField(default=0)
    reason = models.CharField(max_length=20, choices=Reason.choices, blank=True)
    detail = models.CharField(max_length=40, blank=True)
    vendor_id = models.CharField(max_length=100, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now, null=True, blank=True)
    gathers_until = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(
                fields=["due_at"],
                name="delivery_due",
                condition=models.Q(state__in=[*WAITING, DeliveryState.SENDING]),
            ),
            models.Index(PhoneDigest("phone"), name="delivery_phone"),
            models.Index(fields=["union", "-created_at"], name="deliveries_of_union"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "channel", "gathers_until"],
                condition=GATHERING,
                name="one_gathering_for_user",
            ),
            models.UniqueConstraint(
                fields=["callee_type", "callee_id", "channel", "gathers_until"],
                condition=GATHERING & models.Q(user=None),
                name="one_gathering_for_callee",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.name} {self.pk} {self.state}"

    @property
    def why(self) -> str:
        """Why it did not arrive, in words; nothing where it did or may still."""
        return Reason(self.reason).in_words(self.detail) if self.reason else ""

    @property
    def channel_label(self) -> Any:
        """The channel's name on pages."""
        return LABELS[self.channel]

    @property
    def whom(self) -> str:
        """The name of the person it is for."""
        if self.callee_id is not None:
            return directory_of(self.callee).name(self.callee)
        return self.user.display_name if self.user else ""

    @property
    def masked_phone(self) -> str:
        """The number with digits hidden; nothing for other channels."""
        return mask_phone(self.phone)

    @property
    def texts(self) -> list[str]:
        """What it tells, in the active language."""
        told = [{"sentence": each.sentence, "params": each.params} for each in self.notices.all()]
        return texts_of([*self.lines, *reversed(told)])
