"""Ledgers and issues of the bulletin. Figures are never stored (docs/indicators.md)."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hongmajia.core.jobs import Job
from hongmajia.unions.models import Season, Union, User

from .enums import LedgerState
from .querysets import LedgerQuerySet


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
