"""Subscriptions of neighbouring systems to our events, and the offer of each event to each."""

import base64
import secrets
import uuid

from django.core.validators import URLValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hongmajia.core.encrypted_fields import EncryptedJSONField
from hongmajia.core.models import Event
from hongmajia.unions.models import Union, User

from .enums import EventOfferState, HookState, Subject
from .querysets import EventOfferQuerySet, SubscriptionQuerySet

SECRET_BYTES = 32


def new_secret() -> str:
    """A secret in the form of Standard Webhooks: ``whsec_`` and 32 random bytes in base64."""
    return f"whsec_{base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()}"


class Subscription(models.Model):
    """A receiver of events of one union and all below, at its address.

    ``kinds`` are the kinds of things (``enums.Subject``); ``only`` narrows them to some types.
    """

    name = models.CharField(_("名称"), max_length=40)
    url = models.CharField(_("地址"), max_length=300, validators=[URLValidator(["https", "http"])])
    secret = EncryptedJSONField()
    union = models.ForeignKey(
        Union, on_delete=models.PROTECT, related_name="+", verbose_name=_("哪个工会和它下面的")
    )
    kinds = models.JSONField(_("哪些事"), default=list)
    only = models.JSONField(_("只要这几种"), default=list, blank=True)
    is_personal = models.BooleanField(_("连同人名和留言"), default=False)
    state = models.CharField(max_length=8, choices=HookState.choices, default=HookState.ON)
    made_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    failing_since = models.DateTimeField(null=True, blank=True)
    rests_until = models.DateTimeField(null=True, blank=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name

    @property
    def kind_labels(self) -> list[str]:
        """The kinds in words, in the active language."""
        return [str(Subject(kind).label) for kind in self.kinds]

    def wants(self, event_type: str) -> bool:
        """Whether events of this type are offered to it."""
        if self.only:
            return event_type in self.only
        return event_type.partition(".")[0] in self.kinds


class EventOffer(models.Model):
    """One event for one subscription; it is offered until the receiver has taken it.

    ``key`` is the ``webhook-id``, the same at each try, by which the receiver knows it again.
    Offers of one ``story`` are made in the order of their events.
    """

    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="offers")
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    story = models.CharField(max_length=60)
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    state = models.CharField(
        max_length=8, choices=EventOfferState.choices, default=EventOfferState.WAITING
    )
    tries = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(null=True, default=timezone.now)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=120, blank=True)
    """The status of the last answer, or why there was none."""

    objects = EventOfferQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["subscription", "event"], name="one_offer_an_event_a_subscription"
            )
        ]
        indexes = [
            models.Index(fields=["subscription", "story", "event"], name="offers_in_order"),
            models.Index(fields=["state", "due_at"], name="offers_due"),
        ]

    def __str__(self) -> str:
        return f"{self.subscription} {self.event_id}"
