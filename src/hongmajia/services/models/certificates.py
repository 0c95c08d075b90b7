"""Volunteer certificates (志愿服务证书)."""

import secrets
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hongmajia.people.models import Helper
from hongmajia.unions.models import Season, Union, User


def new_token() -> str:
    """A random 128-bit token for the address behind a certificate's QR code."""
    return secrets.token_urlsafe(16)


class Certificate(models.Model):
    """A union certifies the service of one artisan in one season.

    Hours and content are not stored: they are read from the records whenever the certificate is
    printed or verified, so correcting or withdrawing a record changes the certificate.
    """

    helper = models.ForeignKey(Helper, on_delete=models.PROTECT, related_name="certificates")
    season = models.ForeignKey(Season, on_delete=models.PROTECT, related_name="certificates")
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="certificates")
    token = models.CharField(max_length=22, unique=True, default=new_token)
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-issued_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["helper", "season"], name="one_certificate_a_season")
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """The certificate number, such as ``浙2026志0007``. Reads ``season``: select it as well."""
        return f"{self.season.number_prefix}志{self.pk:04d}"

    @property
    def story(self) -> Any:
        """Events of a certificate appear on the timeline of its helper."""
        return self.helper.story


class YearsCertificate(models.Model):
    """A union certifies what one artisan did from the year ``first`` to the year ``last``.

    As of a ``Certificate``, hours and services are read from the records.
    """

    helper = models.ForeignKey(
        Helper, on_delete=models.PROTECT, related_name="certificates_of_years"
    )
    first = models.PositiveSmallIntegerField(_("从哪一年"))
    last = models.PositiveSmallIntegerField(_("到哪一年"))
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="+")
    token = models.CharField(max_length=22, unique=True, default=new_token)
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-issued_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["helper", "first", "last"], name="one_certificate_of_the_same_years"
            ),
            models.CheckConstraint(
                condition=models.Q(last__gt=models.F("first")), name="several_years"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """The number of the certificate, such as ``2024—2026志0007``."""
        return f"{self.first}—{self.last}志{self.pk:04d}"

    @property
    def story(self) -> Any:
        """Its events appear on the timeline of its helper."""
        return self.helper.story
