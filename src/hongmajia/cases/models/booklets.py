"""The book of cases (优秀案例汇编)."""

from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hongmajia.core.models import Clocked
from hongmajia.unions.models import Season, Union, User

from ..enums import BookletState, Grouping
from ..querysets import BookletQuerySet
from .cases import Case

STUCK_AFTER = timedelta(minutes=10)
"""Setting that takes so long has died with its worker."""


class Booklet(Clocked):
    """What the editors write and choose; the two files are made from it by the worker."""

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
    made_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    pdf = models.FileField(upload_to="booklets", blank=True)
    docx = models.FileField(upload_to="booklets", blank=True)
    pages = models.PositiveSmallIntegerField(null=True)
    seconds = models.FloatField(null=True)
    set_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=300, blank=True)
    released_at = models.DateTimeField(null=True)

    objects = BookletQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return f"{self.title}{self.subtitle}"

    @property
    def is_stuck(self) -> bool:
        is_old = self.held_since < timezone.now() - STUCK_AFTER
        return self.state == BookletState.SETTING and is_old


class Chapter(models.Model):
    """A case's place in a book."""

    booklet = models.ForeignKey(Booklet, on_delete=models.CASCADE, related_name="chapters")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="chapters")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["booklet", "case"], name="one_chapter_a_case_a_book")
        ]

    def __str__(self) -> str:
        return f"{self.booklet} {self.position}"
