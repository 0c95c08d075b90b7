"""Notices to users, whether each wants mail too, calls to make, and messages that leave us."""

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext

from hongmajia.core.acts import localised
from hongmajia.core.encrypted_fields import EncryptedJSONField
from hongmajia.core.encrypted_phones import EncryptedPhoneField, PhoneDigest
from hongmajia.core.models import Counted

from .enums import WAITING, DeliveryState, Reason
from .querysets import CallQuerySet, DeliveryQuerySet, NoticeQuerySet
from .sides import directory_of


def in_words(sentence: str, params: dict[str, Any]) -> str:
    """A stored Chinese sentence in the active language, with its words filled in."""
    return gettext(sentence) % localised(params)


class Notice(models.Model):
    """A sentence for one user, with the URL of the page to act on.

    ``sentence`` is the Chinese source text; it is translated when it is read (see ``text``).
    ``mail_due_at`` is when its mail is tried again, ``mail_fault`` the last error (its class).
    """

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices"
    )
    sentence = models.CharField(max_length=200)
    params = models.JSONField(default=dict)
    url = models.CharField(max_length=200)
    sent_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)
    mail_tries = models.PositiveSmallIntegerField(default=0)
    mail_due_at = models.DateTimeField(null=True, blank=True)
    mail_fault = models.CharField(max_length=60, blank=True)
    mail_given_up_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-id"]
        indexes = [
            models.Index(fields=["recipient", "-sent_at"]),
            models.Index(
                fields=["mail_due_at"],
                name="notice_mail_due",
                condition=models.Q(mail_due_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """The sentence in the active language, with ``params`` filled in."""
        return in_words(self.sentence, self.params)


class MailChoice(models.Model):
    """A user's choice whether notices are also mailed; a user without a row gets mail."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    wanted = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"{self.user} {self.wanted}"


class Call(Counted):
    """A telephone call to make: what acts had to tell somebody whom no channel reaches.

    ``callee`` is the row that has the number, which is not stored here. What later acts have to
    tell joins the ``lines`` of a call that nobody has made yet, so that one call tells all.
    """

    union = models.ForeignKey("unions.Union", on_delete=models.PROTECT, related_name="+")
    callee_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    callee_id = models.PositiveBigIntegerField()
    callee = GenericForeignKey("callee_type", "callee_id")
    story = models.CharField(max_length=40, blank=True)
    url = models.CharField(max_length=200)
    lines = models.JSONField(default=list)
    opened_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = CallQuerySet.as_manager()

    class Meta:
        ordering = ["due_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["callee_type", "callee_id", "story"],
                condition=models.Q(made_at=None),
                name="one_open_call",
            )
        ]
        indexes = [models.Index(fields=["union", "due_at"], name="calls_of_union")]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name of the person to call."""
        return directory_of(self.callee).name(self.callee)

    @property
    def texts(self) -> list[str]:
        """What to say, in the active language, the earliest first and nothing twice."""
        said = [in_words(line["sentence"], line["params"]) for line in self.lines]
        return list(dict.fromkeys(said))


class Delivery(models.Model):
    """One message to one number by one channel, from the act that wanted it to its end.

    ``name`` is that of the registered sentence; ``params`` fill it, may hold codes and are wiped at
    the end. ``key`` is the same for each try, for vendors that take a message once by it.
    ``claimed_at`` is when a worker began the present try; ``detail`` a few characters of the
    vendor's.
    """

    channel = models.CharField(max_length=20)
    name = models.CharField(max_length=60)
    sentence = models.CharField(max_length=500)
    params = EncryptedJSONField(default=dict)
    phone = EncryptedPhoneField()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="deliveries",
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
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.name} {self.pk} {self.state}"

    @property
    def why(self) -> str:
        """Why it did not arrive, in words; nothing where it did or may still."""
        return Reason(self.reason).in_words(self.detail) if self.reason else ""
