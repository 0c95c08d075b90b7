"""Volunteer certificates (志愿服务证书)."""

import secrets
from typing import Any

from django.db import models
from django.utils import timezone

from hongmajia.people.models import Helper
from hongmajia.unions.models import Season, Union, User


def new_token() -> str:
    """What the QR code proves: 128 bits nobody guesses."""
    return secrets.token_urlsafe(16)


class Certificate(models.Model):
    """That a union certifies what an artisan did in a season.

    Hours and content are read from the records whenever it is printed or verified: a record that
    is corrected or withdrawn changes what the certificate says.
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
        """``浙2026志0007``. Select ``season`` with it."""
        return f"{self.season.number_prefix}志{self.pk:04d}"

    @property
    def story(self) -> Any:
        """Told in the record of its helper."""
        return self.helper.story
