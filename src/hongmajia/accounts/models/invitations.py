"""Invitations: by which people with a new account, or without a password, get in."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from hongmajia.core.encrypted_fields import EncryptedJSONField
from hongmajia.notices.models import Delivery
from hongmajia.unions.models import Union

from ..enums import InvitationState
from ..querysets import DIGEST_LENGTH, InvitationQuerySet


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
