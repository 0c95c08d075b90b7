"""What all helpers have in common, artisans, and honours.

An artisan and a team are each a ``Helper`` (name, place, trade, capacity …), to which an offer or
an engagement refers, and a row of ``Artisan`` or ``Team`` with the fields that only they have.
"""

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from hongmajia.core.encrypted_phones import (
    EncryptedPhoneField,
    LastDigitsDigest,
    PhoneDigest,
)
from hongmajia.core.masking import mask_phone, surname
from hongmajia.core.name_fields import NameField, NameKeyField
from hongmajia.unions.models import Region, Union, User

from ..encoders import PlainJSONEncoder
from ..enums import (
    HelperKind,
    HonourLevel,
    SkillGrade,
)
from ..querysets import HelperQuerySet
from ..validators import validate_specialities, validate_weekdays

MAX_WEEKLY = 20
"""The largest weekly capacity, in jobs."""

MAX_RADIUS_KM = 3000
"""The largest travel radius: from one end of the country to the other."""

EARLIEST = 1930
"""The earliest year in which a helper of today can have begun their trade."""


def this_year() -> int:
    """The present year, in local time."""
    return timezone.localdate().year


class Helper(models.Model):
    """What artisans and teams have in common; it is all that matching needs."""

    kind = models.CharField(max_length=8, choices=HelperKind.choices)
    name = NameField(_("姓名或队名"), max_length=60)
    name_key = NameKeyField()
    union = models.ForeignKey(
        Union, on_delete=models.PROTECT, related_name="helpers", verbose_name=_("所属工会")
    )
    region = models.ForeignKey(
        Region, null=True, blank=True, on_delete=models.PROTECT, verbose_name=_("地区")
    )
    place_text = models.CharField(
        _("所在地"), max_length=40, blank=True, help_text=_("省外的师傅填这里，如“福建泉州”。")
    )
    workplace = models.CharField(_("单位"), max_length=80, blank=True)
    trade = models.CharField(_("工种、专业"), max_length=40)
    specialities = models.JSONField(
        _("专长"),
        default=list,
        blank=True,
        encoder=PlainJSONEncoder,
        validators=[validate_specialities],
    )
    bio = models.TextField(_("简介"), blank=True)
    weekly_capacity = models.PositiveSmallIntegerField(
        _("每周最多接几单"), default=2, validators=[MaxValueValidator(MAX_WEEKLY)]
    )
    paused_until = models.DateField(_("暂停接单到"), null=True, blank=True)
    radius_km = models.PositiveSmallIntegerField(
        _("愿走多少公里"), default=100, validators=[MaxValueValidator(MAX_RADIUS_KM)]
    )
    weekdays = models.JSONField(
        _("哪几天有空"), default=list, blank=True, validators=[validate_weekdays]
    )
    online_ok = models.BooleanField(_("可以在线指导"), default=True)
    is_active = models.BooleanField(_("在册"), default=True)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )
    """The row of the same person into which this one was merged; it is off the roll then."""
    history = HistoricalRecords(excluded_fields=["name_key"])

    objects = HelperQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.public_name

    @property
    def public_name(self) -> str:
        """The name to show to everybody: that of a team, or of an artisan who consented.

        Any other artisan is shown by surname: ``董师傅``.
        """
        if self.is_named_in_public:
            return self.name
        return _("%(surname)s师傅") % {"surname": surname(self.name)}

    @property
    def is_named_in_public(self) -> bool:
        """Whether the full name may stand in public: that of a team, or with consent."""
        return self.kind == HelperKind.TEAM or self.artisan.name_consent_at is not None

    @property
    def story(self) -> str:
        """The key under which the events of this helper are logged."""
        return f"helper-{self.pk}"

    @property
    def initial(self) -> str:
        """The one or two characters to show in the circle before the name."""
        return surname(self.name)

    @property
    def place(self) -> str:
        """The region in words, or the place outside the province."""
        return self.region.place if self.region else self.place_text

    @property
    def is_paused(self) -> bool:
        """Whether the helper must not be asked today."""
        return self.is_paused_on(timezone.localdate())

    def is_paused_on(self, day: date) -> bool:
        """Whether ``day`` is in a pause of the helper; ``paused_until`` is its last day."""
        return self.paused_until is not None and day <= self.paused_until

    @property
    def answerer(self) -> User | None:
        """The user who answers for the helper: the artisan, or the leader of the team.

        ``None`` if they have no account, or the team has no leader.
        """
        if self.kind == HelperKind.ARTISAN:
            return self.artisan.user
        return self.team.leader.user if self.team.leader else None


class Artisan(models.Model):
    """What only a helper who is a model worker or artisan (劳模工匠) has: one person."""

    helper = models.OneToOneField(Helper, primary_key=True, on_delete=models.CASCADE)
    user = models.OneToOneField(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="artisan"
    )
    phone = EncryptedPhoneField(_("手机号"), blank=True)
    skill_grade = models.PositiveSmallIntegerField(
        _("技能等级"), null=True, blank=True, choices=SkillGrade.choices
    )
    trade_since = models.PositiveSmallIntegerField(
        _("入行年份"),
        null=True,
        blank=True,
        validators=[MinValueValidator(EARLIEST), MaxValueValidator(this_year)],
    )
    volunteer_number = models.CharField(
        _("志愿者编号"),
        max_length=30,
        blank=True,
        help_text=_("注册志愿者的编号，写在志愿服务证书上。"),
    )
    name_consent_at = models.DateTimeField(_("同意公开姓名"), null=True, blank=True)
    photo_consent_at = models.DateTimeField(_("同意公开照片"), null=True, blank=True)
    photo = models.ImageField(_("照片"), upload_to="artisans", blank=True)
    history = HistoricalRecords()

    class Meta:
        indexes = [
            models.Index(PhoneDigest("phone"), name="artisan_phone"),
            models.Index(LastDigitsDigest("phone"), name="artisan_phone_end"),
        ]

    def __str__(self) -> str:
        return str(self.helper)

    @property
    def years(self) -> int | None:
        """Years in the trade; ``None`` if unknown or less than one."""
        return (this_year() - self.trade_since or None) if self.trade_since else None

    @property
    def masked_phone(self) -> str:
        """The phone number with its middle digits hidden."""
        return mask_phone(self.phone)


class Honour(models.Model):
    """An honorary title of a helper, with its level, who awarded it and the year."""

    helper = models.ForeignKey(Helper, on_delete=models.CASCADE, related_name="honours")
    title = models.CharField(_("称号"), max_length=60)
    level = models.PositiveSmallIntegerField(
        _("级别"), choices=HonourLevel.choices, default=HonourLevel.OTHER
    )
    awarded_by = models.CharField(_("授予单位"), max_length=60, blank=True)
    year = models.PositiveSmallIntegerField(
        _("年份"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1949), MaxValueValidator(this_year)],
    )

    class Meta:
        ordering = ["level", "-year", "id"]

    def __str__(self) -> str:
        return self.title
