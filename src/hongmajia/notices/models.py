"""Notices to users, and whether each user wants them by mail too."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext

from hongmajia.core.acts import localised

from .querysets import NoticeQuerySet


class Notice(models.Model):
    """A sentence for one user, with the URL of the page to act on.

    ``sentence`` is the Chinese source text; it is translated when it is read (see ``text``).
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

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-id"]
        indexes = [models.Index(fields=["recipient", "-sent_at"])]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """The sentence in the active language, with ``params`` filled in."""
        return gettext(self.sentence) % localised(self.params)


class MailChoice(models.Model):
    """A user's choice whether notices are also mailed; a user without a row gets mail."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    wanted = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"{self.user} {self.wanted}"
