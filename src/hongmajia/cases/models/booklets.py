"""The book of cases (优秀案例汇编)."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hongmajia.core.models import ClockedJob
from hongmajia.unions.models import Season, Union

from ..enums import BookletState, Grouping
from ..querysets import BookletQuerySet, ChapterQuerySet
from .cases import Case


class Booklet(ClockedJob):
    """One book: the editors' texts and choice of cases, and the two files made by the worker.

    ``set_at`` is when the stored files were made; ``finished_at`` is when the worker last ended,
    whether it succeeded or not. ``seconds`` is how long it took to make the files; ``unprinted``
    lists what no font has, each with ``character`` and ``words`` (`papers.Unprinted`).
    """

    WORKING = (BookletState.TYPESETTING,)
    FAILED = BookletState.FAILED

    SEASON = "season"

    season = models.ForeignKey(Season, on_delete=models.PROTECT, related_name="booklets")
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="booklets")
    state = models.CharField(max_length=8, choices=BookletState.choices, default=BookletState.DRAFT)
    title = models.CharField(_("书名"), max_length=20, default="劳模工匠志愿服务")
    subtitle = models.CharField(_("副书名"), max_length=20, blank=True, default="优秀案例汇编")
    printed_on = models.DateField(_("出版年月"), default=timezone.localdate)
    editorial = models.TextField(_("编者的话"), max_length=3000, blank=True)
    foreword = models.TextField(_("前言"), max_length=6000, blank=True)
    grouping = models.CharField(
        _("分篇"), max_length=8, choices=Grouping.choices, default=Grouping.CATEGORY
    )
    cases = models.ManyToManyField(Case, through="Chapter", related_name="booklets")
    pdf = models.FileField(upload_to="booklets", blank=True)
    docx = models.FileField(upload_to="booklets", blank=True)
    pages = models.PositiveSmallIntegerField(null=True)
    seconds = models.FloatField(null=True)
    set_at = models.DateTimeField(null=True)
    unprinted = models.JSONField(default=list, blank=True)
    released_at = models.DateTimeField(null=True)

    objects = BookletQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-id"]

    def __str__(self) -> str:
        return f"{self.title}{self.subtitle}"


class Chapter(models.Model):
    """The position of a case in a book; one that is left out keeps its position."""

    booklet = models.ForeignKey(Booklet, on_delete=models.CASCADE, related_name="chapters")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="chapters")
    position = models.PositiveSmallIntegerField()
    is_left_out = models.BooleanField(default=False)

    objects = ChapterQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["booklet", "case"], name="one_chapter_a_case_a_book")
        ]

    def __str__(self) -> str:
        return f"{self.booklet} {self.position}"
