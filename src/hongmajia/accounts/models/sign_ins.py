"""What is known of people's sign-ins, and of the passwords that they had."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from ..devices import address_name, device_name
from ..enums import Method

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
