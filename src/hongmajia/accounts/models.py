"""Invitations, by which people get in; what is known of their sign-ins and past passwords."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.core.encrypted_fields import EncryptedJSONField
from hongmajia.notices.models import Delivery
from hongmajia.unions.models import Union

from .devices import address_name, device_name
from .enums import InvitationState, Method
from .querysets import DIGEST_LENGTH, InvitationQuerySet


class Invitation(models.Model):
    """An invitation to choose a password and sign in.

    ``union`` answers for the person. ``code`` is on the slip and in the address of the message; it
    is encrypted, so that a slip can be printed again, and forgotten when the invitation ends. It is
    found by ``digest``.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="invitations"
    )
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="invitations")
    digest = models.CharField(max_length=DIGEST_LENGTH, unique=True)
    code = EncryptedJSONField(null=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    delivery = models.ForeignKey(Delivery, null=True, on_delete=models.SET_NULL, related_name="+")
    """The text message; ``None`` where the slip is to be handed over."""
    printed_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    """When it was accepted, refused, taken back or replaced by another."""

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(ended_at=None), name="one_open_invitation"
            )
        ]

    def __str__(self) -> str:
        return self.user.display_name

    @property
    def state(self) -> InvitationState:
        """How far it has come."""
        if self.accepted_at:
            return InvitationState.ACCEPTED
        if self.refused_at:
            return InvitationState.REFUSED
        if self.ended_at:
            return InvitationState.TAKEN_BACK
        if self.expires_at <= timezone.now():
            return InvitationState.EXPIRED
        return InvitationState.OPEN


LONGEST_AGENT = 300
"""Characters kept of what a browser says of itself."""


class SignIn(models.Model):
    """Somebody signed in: from where, with what, how. Kept for half a year (``tasks``)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sign_ins"
    )
    at = models.DateTimeField(default=timezone.now)
    address = models.CharField(max_length=45)
    agent = models.CharField(max_length=LONGEST_AGENT)
    how = models.CharField(max_length=60)
    """Methods in their order, separated by commas, by the names of django-allauth."""
    device = models.CharField(max_length=32)
    """The digest of the name of the browser for this account (``devices``)."""
    is_new = models.BooleanField()
    """Whether the account had not been used on this device."""

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["user", "at"], name="sign_ins_of_a_user")]

    def __str__(self) -> str:
        return f"{self.user} {self.at}"

    @property
    def device_name(self) -> str:
        """The browser in words."""
        return device_name(self.agent)

    @property
    def address_name(self) -> str:
        """The address in words."""
        return address_name(self.address)

    @property
    def how_name(self) -> str:
        """The methods in words, those that are known."""
        said = [label for value, label in Method.choices if value in self.how.split(",")]
        return _("、").join(map(str, said))


class PastPassword(models.Model):
    """The hash of a password that an account has, or had, so that it is not chosen again."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="past_passwords"
    )
    password = models.CharField(max_length=128)
    set_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.user} {self.set_at}"
