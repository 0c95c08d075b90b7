"""An activity (a dated session, on site or online), who attended and who signed up."""

from contextlib import suppress

from django.core.signing import BadSignature, Signer
from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from hongmajia.core.encrypted_phones import EncryptedPhoneField, PhoneDigest
from hongmajia.core.models import COUNTED, Clocked, Withholding
from hongmajia.core.name_fields import NameKeyField
from hongmajia.engagements.models import Engagement
from hongmajia.needs.models import new_tracking_code
from hongmajia.offers.enums import OfferMode
from hongmajia.people.models import Helper
from hongmajia.unions.models import Enterprise, Region, Season, Union, User

from ..enums import ActivityForm, ActivityKind, ActivityState, Attendee, VenueKind
from ..querysets import ActivityQuerySet


class ShortSigner(Signer):
    """Signs with 96 bits: vendors of SMS take 35 characters at a place, key and all."""

    def signature(self, value: str | bytes, key: str | bytes | None = None) -> str:
        """The first 16 characters of the whole one, of six bits each."""
        return super().signature(value, key)[:16]


CODES = ShortSigner(salt="sign-up")
"""Makes the codes of sign-ups: nobody can derive one from a number or from another code."""
LONG_CODES = Signer(salt="sign-up")
"""Reads those that were given before; they were too long for an SMS by template."""


class Activity(Clocked, Withholding):
    """One session (服务场次): a visit for one engagement, or a meeting, lecture or clinic for many.

    ``union`` is the organising union, under which the activity is counted. ``engagements`` are the
    engagements that the activity serves.
    """

    PUBLIC_TEXTS = ("title", "theme", "text")
    SEASON = "season"

    season = models.ForeignKey(Season, on_delete=models.PROTECT, related_name="activities")
    union = models.ForeignKey(
        Union, on_delete=models.PROTECT, related_name="activities", verbose_name=_("主办工会")
    )
    state = models.CharField(
        max_length=10, choices=ActivityState.choices, default=ActivityState.PLANNED
    )
    title = models.CharField(_("名称"), max_length=60)
    theme = models.CharField(_("主题"), max_length=80, blank=True)
    kind = models.CharField(
        _("类别"), max_length=12, choices=ActivityKind.choices, default=ActivityKind.ASSISTANCE
    )
    form = models.CharField(
        _("形式"), max_length=10, choices=ActivityForm.choices, default=ActivityForm.GUIDANCE
    )
    mode = models.CharField(
        _("方式"), max_length=8, choices=OfferMode.choices, default=OfferMode.ON_SITE
    )
    starts_at = models.DateTimeField(_("开始"), db_index=True)
    ends_at = models.DateTimeField(_("结束"))
    region = models.ForeignKey(Region, on_delete=models.PROTECT, verbose_name=_("在哪里"))
    place = models.CharField(_("地点"), max_length=120, blank=True)
    venue_kind = models.CharField(
        _("什么样的地方"), max_length=10, choices=VenueKind.choices, blank=True
    )
    host = models.ForeignKey(
        Enterprise,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="hosted",
        verbose_name=_("东道企业"),
    )
    """The enterprise at which it takes place."""
    meeting_link = models.CharField(
        _("会议链接"), max_length=300, blank=True, validators=[URLValidator(["https", "http"])]
    )
    text = models.TextField(_("内容"), max_length=2000, blank=True)
    engagements = models.ManyToManyField(Engagement, blank=True, related_name="activities")
    enterprises = models.ManyToManyField(
        Enterprise, blank=True, related_name="activities", verbose_name=_("走访的企业")
    )
    """Enterprises that it visited beside those whose needs it served."""
    is_open = models.BooleanField(_("公开报名"), default=False)
    places = models.PositiveSmallIntegerField(
        _("名额"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    sign_up_until = models.DateTimeField(_("报名截止"), null=True, blank=True)
    opened_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)
    code = models.CharField(max_length=12, unique=True, default=new_tracking_code)
    """Identifies the activity in the address behind the QR code at the door."""
    history = HistoricalRecords(excluded_fields=COUNTED)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="activity_ends_after_start"
            )
        ]
        indexes = [
            models.Index(fields=["season", "state", "union"], name="activity_counted"),
            models.Index(fields=["-starts_at", "-id"], name="activity_newest"),
            models.Index(fields=["state", "starts_at"], name="activity_to_come"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_over(self) -> bool:
        """Whether the activity has started, from when on its record can be written."""
        return self.starts_at <= timezone.now()

    @property
    def full_place(self) -> str:
        """County and place, as ``湖州德清 二号车间``; reads ``region__parent``."""
        return f"{self.region.place} {self.place}".strip()


class Attendance(models.Model):
    """A volunteer who attended: an artisan on the roll (``helper``) or a companion (``name``)."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="attendances")
    helper = models.ForeignKey(
        Helper, null=True, blank=True, on_delete=models.PROTECT, related_name="attendances"
    )
    name = models.CharField(_("姓名"), max_length=30, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "helper"], name="one_attendance_a_helper"),
            models.CheckConstraint(
                condition=Q(helper__isnull=False) | ~Q(name=""), name="an_attendance_has_somebody"
            ),
        ]

    def __str__(self) -> str:
        return self.helper.public_name if self.helper else self.name


MOST_HEADS = 200
"""How many people one sign-up may bring."""

HEADS = (MinValueValidator(1), MaxValueValidator(MOST_HEADS))


class SignUp(models.Model):
    """A registration for an open activity; ``came_at`` is set when the person arrives.

    ``heads`` are the people for whom it was made, ``came_heads`` those who came. It ``waits``
    while all places are taken, and moves up when somebody withdraws.

    ``thanked_at`` is when those who came were told that it was recorded, ``feedback`` what they
    then said, which the union reads.
    """

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="sign_ups")
    name = models.CharField(_("姓名"), max_length=30)
    phone = EncryptedPhoneField(_("手机号"))
    user = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="sign_ups"
    )
    enterprise = models.ForeignKey(
        Enterprise, null=True, blank=True, on_delete=models.PROTECT, related_name="sign_ups"
    )
    workplace = models.CharField(_("单位"), max_length=80, blank=True)
    workplace_key = NameKeyField(of="workplace")
    heads = models.PositiveSmallIntegerField(_("几个人来"), default=1, validators=HEADS)
    group = models.CharField(_("您是"), max_length=10, choices=Attendee.choices, blank=True)
    access_needs = models.CharField(_("要照顾什么"), max_length=100, blank=True)
    waits = models.BooleanField(default=False)
    signed_up_at = models.DateTimeField(default=timezone.now)
    came_heads = models.PositiveSmallIntegerField(
        _("来了几个人"), null=True, blank=True, validators=HEADS
    )
    came_at = models.DateTimeField(null=True, blank=True)
    thanked_at = models.DateTimeField(null=True, blank=True)
    feedback = models.CharField(_("您的话"), max_length=200, blank=True)

    class Meta:
        ordering = ["signed_up_at", "id"]
        constraints = [
            models.UniqueConstraint(F("activity"), PhoneDigest("phone"), name="one_sign_up_a_phone")
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.activity}"

    @property
    def code(self) -> str:
        """Names the sign-up in the address that only the one who signed up is given."""
        return CODES.sign(str(self.pk))

    @classmethod
    def pk_of(cls, code: str) -> int | None:
        """The key of the sign-up with that code; ``None`` for a code that was never given."""
        for signer in (CODES, LONG_CODES):
            with suppress(BadSignature):
                return int(signer.unsign(code))
        return None
