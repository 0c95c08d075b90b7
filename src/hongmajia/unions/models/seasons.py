"""Seasons with their stages and targets."""

from datetime import date, datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from hongmajia.core.actors import Actor
from hongmajia.core.clocks import counted
from hongmajia.core.deadlines import Deadline

from ..enums import Indicator, Stage
from ..querysets import SeasonQuerySet
from .unions import Union


class Season(models.Model):
    """The yearly 志愿服务月 of a union and all unions below it.

    It has dated stages and time limits; the fields ``…_days`` are in working days.
    """

    name = models.CharField(_("名称"), max_length=60)
    year = models.PositiveSmallIntegerField(_("年度"))
    union = models.ForeignKey(
        Union, on_delete=models.PROTECT, related_name="seasons", verbose_name=_("主办工会")
    )
    number_prefix = models.CharField(_("编号字头"), max_length=10)
    verify_days = models.PositiveSmallIntegerField(_("核实时限（工作日）"), default=2)
    match_days = models.PositiveSmallIntegerField(_("对接时限（工作日）"), default=5)
    accept_days = models.PositiveSmallIntegerField(_("答复时限（工作日）"), default=3)
    contact_days = models.PositiveSmallIntegerField(_("首次联系时限（工作日）"), default=2)
    confirm_days = models.PositiveSmallIntegerField(_("确认时限（工作日）"), default=5)
    urgent_days = models.PositiveSmallIntegerField(
        _("急件时限（工作日）"),
        default=1,
        help_text=_("停产的、很急的：核实、对接、答复、联系都不超过这个时限。"),
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    open_until = models.DateField(null=True, blank=True)
    """The last day on which a closed year is open for corrections."""
    history = HistoricalRecords()

    objects = SeasonQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-id"]
        constraints = [models.UniqueConstraint(fields=["union", "year"], name="one_season_a_year")]

    def __str__(self) -> str:
        return self.name

    @property
    def story(self) -> str:
        """The key under which the events of this season are logged."""
        return f"season-{self.pk}"

    @property
    def is_open_for_corrections(self) -> bool:
        """Whether the year was closed and may be changed today all the same."""
        return self.open_until is not None and self.open_until >= timezone.localdate()

    @property
    def is_closed(self) -> bool:
        """Whether nothing of the year may be changed today (``core.closed_years``)."""
        return self.closed_at is not None and not self.is_open_for_corrections

    def may_be_opened_by(self, actor: Actor) -> bool:
        """Whether the actor may open the year for corrections, once it is closed."""
        return actor.has_perm("unions.change_season", self)

    def before(self) -> "Season | None":
        """The latest season of the same host in an earlier year, or ``None``."""
        return self.union.seasons.filter(year__lt=self.year).first()

    def opening(self, stage: str) -> date | None:
        """The first day of ``stage``; ``None`` if the season has no such stage."""
        return next((s.starts for s in self.stages.all() if s.stage == stage), None)

    def has_opened(self, stage: Stage, day: date | None = None) -> bool:
        """Whether ``stage`` has begun on ``day`` (today).

        No stage closes: needs are collected while others are served, and all year round after the
        last one, until the next season begins. The last day of a stage matters for figures only.
        """
        opening = self.opening(stage)
        return opening is not None and opening <= (day or timezone.localdate())

    def deadline(self, stage: Stage, workdays: int, start: datetime | None = None) -> Deadline:
        """The deadline ``workdays`` after ``start`` (now), or after the opening of ``stage``.

        Nothing can be late that the season does not allow yet.
        """
        moment = start or timezone.now()
        return counted(moment, workdays, stage=stage, opens=self.opening(stage))


class SeasonStage(models.Model):
    """The first and last day of one stage."""

    season = models.ForeignKey(Season, on_delete=models.CASCADE, related_name="stages")
    stage = models.CharField(max_length=8, choices=Stage.choices)
    starts = models.DateField(_("开始"))
    ends = models.DateField(_("结束"))

    class Meta:
        ordering = ["starts", "id"]
        constraints = [
            models.UniqueConstraint(fields=["season", "stage"], name="one_stage_once"),
            models.CheckConstraint(
                condition=models.Q(ends__gte=models.F("starts")), name="stage_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.season} {self.get_stage_display()}"


class Target(models.Model):
    """The target of one union in a season, for one indicator."""

    season = models.ForeignKey(Season, on_delete=models.CASCADE, related_name="targets")
    union = models.ForeignKey(Union, on_delete=models.CASCADE, related_name="targets")
    indicator = models.CharField(max_length=20, choices=Indicator.choices)
    amount = models.PositiveIntegerField(_("目标"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["season", "union", "indicator"], name="one_target_once")
        ]

    def __str__(self) -> str:
        return f"{self.union} {self.get_indicator_display()} {self.amount}"
