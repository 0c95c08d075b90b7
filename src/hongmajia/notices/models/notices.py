"""Notices: what one user is told."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from ..enums import Kind
from ..querysets import NoticeQuerySet
from .sentences import in_words


class Notice(models.Model):
    """A sentence for one user, with the URL of the page to act on.

    ``sentence`` is the Chinese source text; it is translated when it is read (see ``text``). What
    leaves the product because of it are its ``deliveries``.
    """

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices"
    )
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.NEWS)
    sentence = models.CharField(max_length=200)
    params = models.JSONField(default=dict)
    url = models.CharField(max_length=200)
    sent_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-id"]
        indexes = [models.Index(fields=["recipient", "-sent_at"])]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """The sentence in the active language, with ``params`` filled in."""
        return in_words(self.sentence, self.params)
