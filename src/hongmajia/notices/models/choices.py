"""How people want to be told, and numbers that want no SMS."""

from datetime import time
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hongmajia.core.encrypted_phones import EncryptedPhoneField, PhoneDigest

from ..enums import Rhythm

QUIET_FROM, QUIET_UNTIL = time(22), time(7)
"""When nobody is disturbed who has not chosen otherwise, in local time."""


class Preference(models.Model):
    """A user's choice; whoever has none gets each thing once, by the first way that is open.

    ``ticked`` is kind → channels, for kinds that the user has decided on.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    ticked: Any = models.JSONField(default=dict)
    quiet_from = models.TimeField(_("从"), default=QUIET_FROM)
    quiet_until = models.TimeField(_("到"), default=QUIET_UNTIL)
    quiet_holidays = models.BooleanField(_("周末和节假日也别打扰"), default=False)
    rhythm = models.CharField(
        _("一条一条发，还是合起来"), max_length=10, choices=Rhythm.choices, default=Rhythm.EACH
    )

    def __str__(self) -> str:
        return f"{self.user} {self.ticked}"


class OptOut(models.Model):
    """A number whose owner wants no SMS about their needs; they are telephoned."""

    phone = EncryptedPhoneField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(PhoneDigest("phone"), name="one_opt_out")]

    def __str__(self) -> str:
        return str(self.pk)


class WeChatConsent(models.Model):
    """That a user agreed, in 微信, to messages by one template of ours, until they take it back."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="wechat_consents"
    )
    template = models.CharField(max_length=100)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "template"], name="one_consent_a_template")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.template}"
