"""Service accounts and their tokens; answers kept for requests that are sent again."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hongmajia.core.encrypted_fields import EncryptedJSONField
from hongmajia.core.scopes import Scope
from hongmajia.unions.models import Union, User

from .querysets import ServiceAccountQuerySet, TokenQuerySet


class ServiceAccount(models.Model):
    """A program of somebody else that asks through the interface.

    It acts as ``user``, which is no person: nobody can sign in with it, and its rights come from
    ``User.program_of`` and ``User.program_role`` instead of memberships (ADR 74).
    """

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="service_account")
    purpose = models.CharField(_("用途"), max_length=200)
    scopes = models.JSONField(default=list)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ServiceAccountQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.user.display_name

    @property
    def union(self) -> Union:
        """The union in which the program acts, with all below it."""
        union = self.user.program_of
        assert union is not None
        return union

    @property
    def story(self) -> str:
        """The key under which the events of this account are logged."""
        return f"program-{self.pk}"

    @property
    def scope_labels(self) -> list[str]:
        """Its scopes in words, in the order of ``Scope``."""
        return [str(scope.label) for scope in Scope if scope in self.scopes]


class Token(models.Model):
    """A token of a service account. Only its hash is stored; ``prefix`` tells it from others."""

    account = models.ForeignKey(ServiceAccount, on_delete=models.PROTECT, related_name="tokens")
    prefix = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    expires_on = models.DateField(_("用到哪天"))
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    warned_at = models.DateTimeField(null=True, blank=True)
    """When the security administrators were told that it ends soon."""

    objects = TokenQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.account} {self.prefix}…"

    @property
    def is_expired(self) -> bool:
        """Whether its last day has passed."""
        return self.expires_on < timezone.localdate()


class StoredAnswer(models.Model):
    """The answer to a request with an ``Idempotency-Key``, for when it is sent again.

    ``status`` is empty while the first request is carried out, since ``at``.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now, db_index=True)
    status = models.PositiveSmallIntegerField(null=True)
    answer = EncryptedJSONField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="one_answer_a_key")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.key}"
