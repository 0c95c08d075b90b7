"""Campaigns that a union runs beside the season, with targets, and the records that belong."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from hongmajia.core.models import Clocked, Withholding
from hongmajia.needs.models import Need
from hongmajia.people.models import Helper
from hongmajia.publicity.models import NewsItem
from hongmajia.services.models import Activity
from hongmajia.unions.models import Union

from .enums import AskState, CampaignKind
from .querysets import CampaignQuerySet


class Campaign(Withholding):
    """A campaign (专项行动, 主题活动) of a union, such as “百名技术能手进千家企业”.

    It has its own dates, which may lie in several seasons or outside of all. ``partners`` are
    unions that agreed to run it together with ``union`` (``PartnerAsk``); records of all these and
    of the unions below them may belong to it. A record may belong to several campaigns, and
    to each of them once (ADR 88).
    """

    PUBLIC_TEXTS = ("name", "theme", "text")

    union = models.ForeignKey(
        Union, on_delete=models.PROTECT, related_name="campaigns", verbose_name=_("主办工会")
    )
    kind = models.CharField(
        _("类型"), max_length=10, choices=CampaignKind.choices, default=CampaignKind.ACTION
    )
    name = models.CharField(_("名称"), max_length=60)
    theme = models.CharField(_("主题"), max_length=80, blank=True)
    starts = models.DateField(_("从哪天起"))
    ends = models.DateField(_("到哪天为止"))
    text = models.TextField(_("做什么"), max_length=2000)
    partners = models.ManyToManyField(
        Union, blank=True, related_name="joint_campaigns", verbose_name=_("联办工会")
    )
    needs = models.ManyToManyField(Need, blank=True, related_name="campaigns")
    activities = models.ManyToManyField(Activity, blank=True, related_name="campaigns")
    helpers = models.ManyToManyField(Helper, blank=True, related_name="campaigns")
    news = models.ManyToManyField(NewsItem, blank=True, related_name="campaigns")
    started_at = models.DateTimeField(default=timezone.now)
    called_off_at = models.DateTimeField(null=True, blank=True)
    history = HistoricalRecords()

    objects = CampaignQuerySet.as_manager()

    class Meta:
        ordering = ["-ends", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["union", "name"], name="one_campaign_name_a_union"),
            models.CheckConstraint(
                condition=Q(ends__gte=F("starts")),
                name="campaign_ends_after_start",
                violation_error_message=_("“到哪天为止”早于“从哪天起”，请核对日期。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def story(self) -> str:
        """The timeline of the campaign's events."""
        return f"campaign-{self.pk}"

    @property
    def hosts(self) -> list[Union]:
        """The union that runs it, and its partners."""
        return [self.union, *self.partners.all()]

    def takes(self, path: str) -> bool:
        """Whether records of the union at ``path`` may belong to it."""
        return any(path.startswith(host.path) for host in self.hosts)

    def when(self, day: date | None = None) -> str:
        """``to_come``, ``running`` or ``over`` on ``day`` (today); ``called_off`` at any time."""
        day = day or timezone.localdate()
        if self.called_off_at:
            return "called_off"
        if day < self.starts:
            return "to_come"
        return "over" if day > self.ends else "running"


class Ask(Clocked):
    """Somebody was asked to take part in a campaign: since when, and what they answered."""

    campaign: models.ForeignKey[Campaign, Campaign]
    state = models.CharField(max_length=8, choices=AskState.choices, default=AskState.OPEN)
    asked_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["asked_at", "id"]

    @property
    def story(self) -> str:
        """Its events appear on the timeline of the campaign. Select ``campaign``."""
        return self.campaign.story


class PartnerAsk(Ask):
    """A union that was asked to run a campaign together with its host, and what it answered.

    Only one that agreed is among the ``partners`` of the campaign (ADR 99).
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="asks")
    union = models.ForeignKey(Union, on_delete=models.CASCADE, related_name="campaign_asks")
    reason = models.CharField(_("为什么"), max_length=300, blank=True)

    class Meta(Ask.Meta):
        constraints = [
            models.UniqueConstraint(fields=["campaign", "union"], name="one_ask_a_partner")
        ]

    def __str__(self) -> str:
        return f"{self.campaign} {self.union}"


class Lecturer(Ask):
    """A master who was asked to lecture for a group (讲师团), and what they answered.

    Pages name only who agreed, and their courses are those of their own service list.
    ``consent_note`` says where the consent is filed if a union noted the answer for them.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="lecturers")
    helper = models.ForeignKey(Helper, on_delete=models.CASCADE, related_name="lecturing")
    consent_note = models.CharField(_("本人同意存在哪里"), max_length=200, blank=True)

    class Meta(Ask.Meta):
        constraints = [
            models.UniqueConstraint(fields=["campaign", "helper"], name="one_lecturer_once")
        ]

    def __str__(self) -> str:
        return f"{self.campaign} {self.helper}"


class CampaignTarget(models.Model):
    """The target of a campaign for one indicator, by the name of its ``Measure``."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="targets")
    indicator = models.CharField(max_length=20)
    amount = models.PositiveIntegerField(_("目标"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "indicator"], name="one_campaign_target_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.campaign} {self.indicator} {self.amount}"
