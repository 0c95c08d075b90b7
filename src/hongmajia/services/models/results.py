"""The enterprise's confirmation of a service, its evidence, and later call-backs."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from hongmajia.core.models import Withholding
from hongmajia.engagements.models import Engagement
from hongmajia.unions.models import User

from ..enums import PLEASED, Lasting, Outcome, Satisfaction
from ..querysets import CallBackQuerySet


class Confirmation(Withholding):
    """The enterprise's confirmation, which alone proves a service (docs/domain.md, rule 2)."""

    PUBLIC_TEXTS = ("benefit_basis", "words")

    engagement = models.OneToOneField(
        Engagement, on_delete=models.CASCADE, related_name="confirmation"
    )
    outcome = models.CharField(_("问题解决了吗"), max_length=8, choices=Outcome.choices)
    satisfaction = models.PositiveSmallIntegerField(_("您满意吗"), choices=Satisfaction.choices)
    benefit_wan = models.DecimalField(
        _("一年大约省了多少（万元）"),
        max_digits=9,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
    )
    benefit_basis = models.CharField(_("怎么算的"), max_length=300, blank=True)
    words = models.TextField(_("想对师傅说"), max_length=500, blank=True)
    case_consent = models.BooleanField(_("同意把这次服务写成案例"), default=False)
    way_consent = models.BooleanField(_("同意给有同样问题的人看看怎么办的"), default=False)
    """Whether diagnosis, work and measurements may be read by everybody, without the firm."""
    name = models.CharField(_("确认人"), max_length=30)
    confirmed_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_at = models.DateTimeField(default=timezone.now)
    on_behalf = models.BooleanField(_("代确认"), default=False)
    """Whether a union confirmed for the enterprise, by ``behalf_reason`` or ``slip``."""
    behalf_reason = models.CharField(_("为什么代为确认"), max_length=300, blank=True)
    slip = models.ImageField(_("企业签字的单子"), upload_to="slips", blank=True)
    history = HistoricalRecords()

    def __str__(self) -> str:
        return f"{self.engagement} {self.get_outcome_display()}"

    @property
    def story(self) -> str:
        """Events of a confirmation appear on the timeline of its engagement."""
        return self.engagement.story

    @property
    def is_pleased(self) -> bool:
        """Whether the answer is counted as satisfied."""
        return self.satisfaction in PLEASED


class Evidence(models.Model):
    """A photograph that supports the stated benefit: a sheet, an invoice, a meter."""

    confirmation = models.ForeignKey(
        Confirmation, on_delete=models.CASCADE, related_name="evidence"
    )
    image = models.ImageField(upload_to="evidence")
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.image.name)


class CallBack(models.Model):
    """The union asks 30 and 90 days after confirmation whether the solution still works (回访)."""

    confirmation = models.ForeignKey(
        Confirmation, on_delete=models.CASCADE, related_name="call_backs"
    )
    days = models.PositiveSmallIntegerField()
    due_at = models.DateTimeField(db_index=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    lasting = models.CharField(_("还管用吗"), max_length=10, choices=Lasting.choices, blank=True)
    note = models.CharField(_("企业反馈"), max_length=300, blank=True)
    done_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    done_at = models.DateTimeField(null=True, blank=True)

    objects = CallBackQuerySet.as_manager()

    class Meta:
        ordering = ["due_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["confirmation", "days"], name="one_call_back_a_term")
        ]

    def __str__(self) -> str:
        return f"{self.confirmation} {self.days}"
