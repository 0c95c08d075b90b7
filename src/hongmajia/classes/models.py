"""A class of several sessions, its roster, attendance, and certificates of attendance."""

import secrets
from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from hongmajia.core.encrypted_phones import EncryptedPhoneField
from hongmajia.core.masking import mask_phone
from hongmajia.core.models import Withholding
from hongmajia.core.name_fields import NameField
from hongmajia.people.enums import SkillGrade
from hongmajia.people.models import Helper
from hongmajia.services.models import Activity
from hongmajia.unions.models import Region, Season, Union, User

from .querysets import ClassQuerySet, LearnerQuerySet

HALF, LONGEST = Decimal("0.5"), Decimal(24)
"""The hours that a session may have; those of a class: ``MOST_HOURS``."""
MOST_HOURS = Decimal(1000)


def new_token() -> str:
    """A random 128-bit token for the address behind a certificate's QR code."""
    return secrets.token_urlsafe(16)


class TrainingClass(Withholding):
    """A class (培训班) of ``union``; it counts where ``region`` is.

    ``teacher`` is a helper on the roll, or ``teacher_name`` somebody who is on none.
    Who has been there for ``hours_needed`` gets a certificate.
    """

    PUBLIC_TEXTS = ("title",)
    SEASON = "season"

    season = models.ForeignKey(Season, on_delete=models.PROTECT, related_name="classes")
    union = models.ForeignKey(
        Union, on_delete=models.PROTECT, related_name="classes", verbose_name=_("主办工会")
    )
    title = models.CharField(_("班名"), max_length=60)
    trade = models.CharField(_("工种、专业"), max_length=40, blank=True)
    teacher = models.ForeignKey(
        Helper, null=True, blank=True, on_delete=models.PROTECT, related_name="classes",
        verbose_name=_("谁来教"),
    )  # fmt: skip
    teacher_name = models.CharField(_("谁来教"), max_length=30, blank=True)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, verbose_name=_("在哪里"))
    place = models.CharField(_("地点"), max_length=120, blank=True)
    text = models.TextField(_("学什么"), max_length=1000, blank=True)
    hours_needed = models.DecimalField(
        _("满多少学时发证明"), max_digits=5, decimal_places=1, default=HALF,
        validators=[MinValueValidator(HALF), MaxValueValidator(MOST_HOURS)],
    )  # fmt: skip
    opened_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)
    history = HistoricalRecords()

    objects = ClassQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "training classes"

    def __str__(self) -> str:
        return self.title

    @property
    def story(self) -> str:
        """The key under which its events are logged."""
        return f"class-{self.pk}"


class Session(models.Model):
    """One session of a class: the activity that is recorded, and how many hours it has."""

    SEASON = "activity__season"

    of_class = models.ForeignKey(TrainingClass, on_delete=models.CASCADE, related_name="sessions")
    activity = models.OneToOneField(
        Activity, on_delete=models.CASCADE, related_name="class_session"
    )
    hours = models.DecimalField(
        _("学时"), max_digits=4, decimal_places=1,
        validators=[MinValueValidator(HALF), MaxValueValidator(LONGEST)],
    )  # fmt: skip

    class Meta:
        ordering = ["activity__starts_at", "pk"]

    def __str__(self) -> str:
        return str(self.activity)


class Learner(models.Model):
    """Somebody on the roster of a class.

    Of a minor the number is the guardian's, who agreed on ``guardian_agreed_on``; nobody asks a
    minor for one. ``grade_before`` and ``grade_reached`` are skill grades.
    """

    SEASON = "of_class__season"

    of_class = models.ForeignKey(TrainingClass, on_delete=models.CASCADE, related_name="learners")
    name = NameField(_("姓名"), max_length=30)
    workplace = models.CharField(_("单位、学校"), max_length=80, blank=True)
    phone = EncryptedPhoneField(_("手机号"), blank=True)
    is_minor = models.BooleanField(_("未满18周岁"), default=False)
    guardian_name = NameField(_("监护人姓名"), max_length=30, blank=True)
    guardian_phone = EncryptedPhoneField(_("监护人手机号"), blank=True)
    guardian_agreed_on = models.DateField(_("监护人哪天同意的"), null=True, blank=True)
    grade_before = models.PositiveSmallIntegerField(
        _("原来的技能等级"), null=True, blank=True, choices=SkillGrade.choices
    )
    grade_reached = models.PositiveSmallIntegerField(
        _("达到的技能等级"), null=True, blank=True, choices=SkillGrade.choices
    )
    reached_on = models.DateField(_("哪天评上的"), null=True, blank=True)
    enrolled_at = models.DateTimeField(default=timezone.now)

    objects = LearnerQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_minor=False)
                | (Q(guardian_agreed_on__isnull=False) & ~Q(guardian_name="")),
                name="a_minor_has_a_guardians_consent",
                violation_error_message=_("未满18周岁的，请写明监护人的姓名、手机号和哪天同意的。"),
            ),
            models.CheckConstraint(
                condition=Q(grade_reached__isnull=True) | Q(reached_on__isnull=False),
                name="a_grade_has_its_day",
                violation_error_message=_("请写明哪天评上的。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def story(self) -> str:
        """Events of a learner appear on the timeline of the class."""
        return self.of_class.story

    @property
    def number(self) -> str:
        """The number to call: the guardian's of a minor."""
        found: str = self.guardian_phone if self.is_minor else self.phone
        return found

    @property
    def masked_number(self) -> str:
        """The number with its middle digits hidden."""
        return mask_phone(self.number) if self.number else ""

    @property
    def has_risen(self) -> bool:
        """Whether the grade reached is above the one before."""
        return (self.grade_reached or 0) > (self.grade_before or 0)


class Presence(models.Model):
    """That a learner was at a session, and for how many hours."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="presences")
    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="presences")
    hours = models.DecimalField(
        _("到了几个学时"), max_digits=4, decimal_places=1,
        validators=[MinValueValidator(HALF), MaxValueValidator(LONGEST)],
    )  # fmt: skip

    class Meta:
        ordering = ["session", "learner"]
        constraints = [
            models.UniqueConstraint(fields=["session", "learner"], name="one_presence_a_session")
        ]

    def __str__(self) -> str:
        return f"{self.learner} {self.session}"


class ClassCertificate(models.Model):
    """A certificate of attendance (结业证明).

    Hours and grade are not stored: they are read whenever it is printed or verified.
    """

    SEASON = "learner__of_class__season"

    learner = models.OneToOneField(Learner, on_delete=models.PROTECT, related_name="certificate")
    token = models.CharField(max_length=22, unique=True, default=new_token)
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """The number, such as ``浙2026训0007``. Select ``learner__of_class__season`` with it."""
        return f"{self.learner.of_class.season.number_prefix}训{self.pk:04d}"


RISEN = Q(grade_reached__gt=F("grade_before")) | Q(
    grade_before__isnull=True, grade_reached__isnull=False
)
"""Learners whose grade is above the one before; who had none has risen by any."""
