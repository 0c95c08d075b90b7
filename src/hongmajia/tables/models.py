"""Blank tables of the superior, what their cells take, and the filled ones."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hongmajia.core.jobs import Job
from hongmajia.unions.models import Season, Union, User

from .enums import BlankKind, FillState, Period
from .querysets import BlankCellQuerySet, BlankTableQuerySet, FillingQuerySet


class BlankTable(models.Model):
    """A blank table (空表) of the union above or the federation; ``union`` is who fills it in."""

    union = models.ForeignKey(
        Union, on_delete=models.PROTECT, related_name="blank_tables", verbose_name=_("哪个工会填")
    )
    name = models.CharField(_("表名"), max_length=80)
    asked_by = models.CharField(_("哪里要的"), max_length=60, blank=True)
    kind = models.CharField(max_length=4, choices=BlankKind.choices)
    file = models.FileField(upload_to="tables/%Y/%m/")
    added_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    given_up_at = models.DateTimeField(null=True, blank=True)

    objects = BlankTableQuerySet.as_manager()

    class Meta:
        ordering = ["-added_at", "-id"]

    def __str__(self) -> str:
        return self.name

    @property
    def story(self) -> str:
        """The timeline of the table's events."""
        return f"blanktable-{self.pk}"


class BlankCell(models.Model):
    """What one cell takes: of an .xlsx by sheet and place (``B5``), of a .docx by its name.

    ``content`` is the name of a measure or of ``enums.Words``. Without ``of`` the number is that of
    the table's union and those below it.
    """

    table = models.ForeignKey(BlankTable, on_delete=models.CASCADE, related_name="cells")
    sheet = models.CharField(max_length=100, blank=True)
    place = models.CharField(max_length=60)
    content = models.CharField(_("填什么"), max_length=20)
    of = models.ForeignKey(
        Union, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("哪个工会的"),
    )  # fmt: skip
    period = models.CharField(
        _("什么时候的"), max_length=6, choices=Period.choices, default=Period.YEAR
    )

    objects = BlankCellQuerySet.as_manager()

    class Meta:
        ordering = ["table", "sheet", "id"]
        constraints = [
            models.UniqueConstraint(fields=["table", "sheet", "place"], name="one_content_a_cell")
        ]

    def __str__(self) -> str:
        return f"{self.sheet} {self.place}".strip()


class Filling(Job):
    """A table filled for one year, written by the worker with what its owner may read.

    ``since`` and ``until`` are the inclusive days of the report. ``values`` says of each cell what
    stands in it and where it comes from.
    """

    WORKING = (FillState.FILLING,)
    FAILED = FillState.FAILED

    table = models.ForeignKey(BlankTable, on_delete=models.CASCADE, related_name="fillings")
    season = models.ForeignKey(Season, on_delete=models.PROTECT, related_name="+")
    since = models.DateField(_("从"), null=True, blank=True)
    until = models.DateField(_("到"), null=True, blank=True)
    language = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=FillState.choices, default=FillState.FILLING)
    file = models.FileField(upload_to="filled/%Y/%m/", blank=True)
    values = models.JSONField(default=list, blank=True)

    objects = FillingQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-id"]

    def __str__(self) -> str:
        return f"filling {self.pk}"

    @property
    def story(self) -> str:
        """Events of a filling appear on the timeline of its table."""
        return self.table.story
