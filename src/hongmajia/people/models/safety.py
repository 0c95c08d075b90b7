"""Licences of artisans, and insurance of volunteers (ADR 104)."""

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from hongmajia.core.encrypted_fields import EncryptedTextField
from hongmajia.unions.models import Union

from ..enums import LicenceKind
from ..querysets import CoverQuerySet, LicenceQuerySet
from .helpers import Artisan, Helper

DAYS_BEFORE = 30
"""How many calendar days before its end a licence or an insurance is to be renewed."""


def masked(number: str) -> str:
    """The number with all but its last four characters hidden; nothing shorter is shown."""
    return f"****{number[-4:]}" if len(number) > 4 else "****" if number else ""


def remind_from(until: date | None) -> datetime | None:
    """Midnight of the day from which an end on ``until`` is on the desk; ``None`` for no end."""
    if until is None:
        return None
    day = until - timedelta(days=DAYS_BEFORE)
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))


class Ending(models.Model):
    """Something of a helper that ends on a day; ``remind_at`` follows from it when it is saved."""

    number = EncryptedTextField(_("证号"), blank=True)
    valid_until: "models.DateField[Any, Any]"
    remind_at = models.DateTimeField(null=True, editable=False)
    reminded_at = models.DateTimeField(null=True, editable=False)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        """Save, with the day of the reminder."""
        self.remind_at = remind_from(self.valid_until)
        super().save(*args, **options)

    @property
    def masked_number(self) -> str:
        """The number as pages show it."""
        return masked(self.number)

    def is_valid_on(self, day: date) -> bool:
        """Whether it is valid on ``day``; the last day counts."""
        return self.valid_until is None or day <= self.valid_until

    @property
    def is_valid(self) -> bool:
        """Whether it is valid today."""
        return self.is_valid_on(timezone.localdate())

    @property
    def ends_soon(self) -> bool:
        """Whether it is time to renew it, or past."""
        return self.remind_at is not None and self.remind_at <= timezone.now()


class Licence(Ending):
    """A licence of an artisan; one of a kind each, ``OTHER`` by its ``name``."""

    artisan = models.ForeignKey(Artisan, on_delete=models.CASCADE, related_name="licences")
    kind = models.CharField(_("哪一种证"), max_length=12, choices=LicenceKind.choices)
    name = models.CharField(_("证书名称"), max_length=40, blank=True)
    issuer = models.CharField(_("发证机关"), max_length=60, blank=True)
    valid_until = models.DateField(_("有效期到"), null=True, blank=True)
    evidence = models.ImageField(_("证书照片"), upload_to="licences", blank=True)

    objects = LicenceQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["artisan", "kind", "name"], name="one_licence_a_kind")
        ]

    def __str__(self) -> str:
        return self.name or str(self.get_kind_display())

    def clean(self) -> None:
        """Raise ``ValidationError`` for another licence without a name."""
        if self.kind == LicenceKind.OTHER and not self.name:
            raise ValidationError({"name": _now("请写是什么证书。")})

    @property
    def label(self) -> str:
        """The licence in words."""
        return str(self)


class Insurance(Ending):
    """An accident insurance of volunteers (志愿者保险): of one helper, or of all below a union."""

    helper = models.ForeignKey(
        Helper, null=True, blank=True, on_delete=models.CASCADE, related_name="insurances"
    )
    union = models.ForeignKey(
        Union, null=True, blank=True, on_delete=models.PROTECT, related_name="insurances"
    )
    number = EncryptedTextField(_("保险单号"))
    insurer = models.CharField(_("保险公司"), max_length=60)
    valid_from = models.DateField(_("从哪天起"))
    valid_until = models.DateField(_("保到哪天"))

    objects = CoverQuerySet.as_manager()

    class Meta:
        ordering = ["-valid_until", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(helper__isnull=True) ^ Q(union__isnull=True),
                name="insurance_of_one_side",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("valid_from")), name="insurance_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return self.insurer

    def clean(self) -> None:
        """Raise ``ValidationError`` for an end before the beginning."""
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise ValidationError({"valid_until": _now("保到的日子不能早于开始的日子。")})

    @property
    def label(self) -> str:
        """The insurance in words."""
        return _now("志愿者保险")

    def is_valid_on(self, day: date) -> bool:
        """Whether it covers ``day``; first and last day count."""
        return self.valid_from <= day <= self.valid_until
