"""The record of a service and its parts, and the milestones of a long-term problem (攻关)."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from hongmajia.core.consent import ConsentedPhoto
from hongmajia.core.models import Withholding
from hongmajia.engagements.models import Engagement
from hongmajia.unions.models import User

from ..enums import Adoption, Result
from ..querysets import RecordQuerySet
from .activities import Activity


class ServiceRecord(Withholding):
    """The record of an activity that was held (服务记录). Attendances belong to the activity."""

    PUBLIC_TEXTS = ("diagnosis", "done")

    activity = models.OneToOneField(Activity, on_delete=models.CASCADE, related_name="record")
    visitors = models.PositiveSmallIntegerField(
        _("企业来了几个人"), default=0, validators=[MaxValueValidator(5000)]
    )
    learners = models.PositiveSmallIntegerField(
        _("其中跟着学的"), default=0, validators=[MaxValueValidator(5000)]
    )
    diagnosis = models.TextField(_("看出什么毛病"), max_length=2000, blank=True)
    done = models.TextField(_("怎么办的"), max_length=2000)
    result = models.CharField(_("结果"), max_length=8, choices=Result.choices)
    measure = models.CharField(_("量什么"), max_length=20, blank=True)
    before = models.CharField(_("原来"), max_length=20, blank=True)
    after = models.CharField(_("现在"), max_length=20, blank=True)
    unit = models.CharField(pgettext_lazy("measure", "单位"), max_length=10, blank=True)
    hours = models.DecimalField(
        _("服务时长（小时）"),
        max_digits=5,
        decimal_places=1,
        default=Decimal(4),
        validators=[MinValueValidator(Decimal("0.5")), MaxValueValidator(Decimal(240))],
    )
    written_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    known_since = models.DateTimeField(default=timezone.now, editable=False)
    """When it was written or last corrected: it is made known from then on (``making_known``)."""
    history = HistoricalRecords(excluded_fields=["known_since"])

    objects = RecordQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.activity} {self.get_result_display()}"

    @property
    def story(self) -> str:
        """Events of a record appear on the timeline of its activity."""
        return self.activity.story

    @property
    def measured(self) -> str:
        """The measurement as text, such as ``平面度6mm → 1.5mm``; empty without one."""
        if not (self.before or self.after):
            return ""
        if not self.before:
            return f"{self.measure}{self.after}{self.unit}"
        return f"{self.measure}{self.before}{self.unit} → {self.after}{self.unit}"


class RecordPhoto(ConsentedPhoto):
    """A photograph of the service, re-encoded without metadata such as the place."""

    record = models.ForeignKey(ServiceRecord, on_delete=models.CASCADE, related_name="photos")
    image = models.ImageField(upload_to="services")
    caption = models.CharField(_("说明"), max_length=60, blank=True)
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.caption or str(self.image.name)


class Training(models.Model):
    """Training given during the service: a topic and the number of people trained."""

    record = models.ForeignKey(ServiceRecord, on_delete=models.CASCADE, related_name="trainings")
    topic = models.CharField(_("教了什么"), max_length=60)
    people = models.PositiveSmallIntegerField(
        _("几个人"), validators=[MinValueValidator(1), MaxValueValidator(5000)]
    )

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.topic} {self.people}"


class Suggestion(Withholding):
    """A suggestion for improvement (合理化建议) made at an activity, and whether it was adopted."""

    PUBLIC_TEXTS = ("text", "benefit")

    record = models.ForeignKey(ServiceRecord, on_delete=models.CASCADE, related_name="suggestions")
    text = models.CharField(_("建议"), max_length=200)
    adoption = models.CharField(
        max_length=10, choices=Adoption.choices, default=Adoption.CONSIDERED
    )
    benefit = models.CharField(_("效果"), max_length=100, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text


class Milestone(models.Model):
    """A dated step in the work on a long-term problem (攻关)."""

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="milestones")
    title = models.CharField(_("做到什么"), max_length=60)
    due_on = models.DateField(_("什么时候"))
    done_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(_("做得怎么样"), max_length=300, blank=True)

    class Meta:
        ordering = ["due_on", "id"]

    def __str__(self) -> str:
        return self.title
