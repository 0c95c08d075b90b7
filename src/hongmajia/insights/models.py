"""Ledgers, issues of the bulletin, totals and records of years that this system did not see.

Of figures that can be counted only the sums of ``summary_models`` are stored (ADR 0120).
"""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hongmajia.core.jobs import Job
from hongmajia.unions.models import Season, Union, User

from .enums import LedgerState
from .querysets import ImportedRecordQuerySet, LedgerQuerySet
from .summary_models import StaleUnion, SummarisedUnion, SummaryFirm, SummarySum

__all__ = [
    "Bulletin", "ImportedRecord", "Ledger", "ReportedTotal", "StaleUnion", "SummarisedUnion",
    "SummaryFirm", "SummarySum",
]  # fmt: skip


class Ledger(Job):
    """An export (台账) of the records behind a page of figures, written by the worker.

    ``query`` is the query string of that page, ``measure`` the one indicator requested; empty for
    all records. ``language`` is the one in which to write it.
    """

    WORKING = (LedgerState.WRITING,)
    FAILED = LedgerState.FAILED

    query = models.CharField(max_length=300)
    measure = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=10)
    state = models.CharField(
        max_length=10, choices=LedgerState.choices, default=LedgerState.WRITING
    )
    total = models.PositiveIntegerField(default=0)
    file = models.FileField(upload_to="ledgers/%Y/%m/", blank=True)

    objects = LedgerQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-id"]

    def __str__(self) -> str:
        return f"ledger {self.pk}"


class Bulletin(models.Model):
    """An issue of the bulletin (简报): the fields its editor filled in.

    The document is made with current figures whenever it is downloaded.
    """

    season = models.ForeignKey(Season, on_delete=models.PROTECT, related_name="bulletins")
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="bulletins")
    number = models.PositiveSmallIntegerField(_("第几期"), validators=[MinValueValidator(1)])
    title = models.CharField(_("标题"), max_length=60)
    opening = models.TextField(_("开头的话"), max_length=1000, blank=True)
    distribution = models.TextField(_("报、送、发"), max_length=600, blank=True)
    made_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-number", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["season", "union", "number"], name="one_issue_a_number",
                violation_error_message=_("这一期已经有了，请换一个期号。"),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.title} {self.number}"

    @property
    def story(self) -> str:
        """The timeline of the issue's events."""
        return f"bulletin-{self.pk}"


class ReportedTotal(models.Model):
    """A total (上报数) of a union from a year before this system, with the paper it comes from.

    ``first_year`` is set for a total of several years that nobody can part: 近三年5315场次.

    There are no records behind it, so it is shown with its source and never summed with counted
    figures without saying so.
    """

    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="reported_totals")
    year = models.PositiveSmallIntegerField(
        _("年度"), validators=[MinValueValidator(1949), MaxValueValidator(2199)]
    )
    first_year = models.PositiveSmallIntegerField(
        _("从哪一年起"), null=True, blank=True,
        validators=[MinValueValidator(1949), MaxValueValidator(2199)],
        help_text=_("只知道几年合计时填最早的一年，上面填最后一年；只是一年的，不填。"),
    )  # fmt: skip
    indicator = models.CharField(_("指标"), max_length=20)
    amount = models.DecimalField(
        _("数"), max_digits=14, decimal_places=2, validators=[MinValueValidator(0)]
    )
    source = models.CharField(
        _("出处"), max_length=120, help_text=_("哪一份表、谁盖的章，如“2024年度服务月统计表”。")
    )
    reported_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    reported_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-year", "indicator", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["union", "year", "indicator"], name="one_total_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.union} {self.year} {self.indicator} {self.amount}"

    @property
    def years(self) -> str:
        """The year, or the first and the last: 2019—2021."""
        return f"{self.first_year}—{self.year}" if self.first_year else str(self.year)

    @property
    def story(self) -> str:
        """The timeline of the total's events."""
        return f"reported-{self.union_id}-{self.year}"


class ImportedRecord(models.Model):
    """A row of a ledger (台账) of an earlier year, as it was kept then, with its file and line.

    Nobody confirmed it in this system: it is shown as 导入, and is in no counted figure.
    """

    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="imported_records")
    year = models.PositiveSmallIntegerField(
        _("年度"), validators=[MinValueValidator(1949), MaxValueValidator(2199)]
    )
    day = models.DateField(_("日期"), null=True, blank=True)
    enterprise = models.CharField(_("企业"), max_length=80, blank=True)
    text = models.CharField(_("内容"), max_length=300)
    needs = models.PositiveIntegerField(_("需求"), default=0)
    services = models.PositiveIntegerField(_("场次"), default=0)
    heads = models.PositiveIntegerField(_("人次"), default=0)
    suggestions = models.PositiveIntegerField(_("建议"), default=0)
    hours = models.DecimalField(_("小时"), max_digits=9, decimal_places=1, default=0)
    file = models.CharField(max_length=200)
    sheet = models.CharField(max_length=100, blank=True)
    row = models.PositiveIntegerField()
    imported_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    imported_at = models.DateTimeField(default=timezone.now)

    objects = ImportedRecordQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-id"]
        indexes = [models.Index(fields=["union", "year"])]

    def __str__(self) -> str:
        return f"{self.year} {self.text}"
