"""News, with consent for faces and names (docs/domain.md, rule 6), and what is passed on of it."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from hongmajia.cases.models import Case
from hongmajia.core.consent import FiledConsentPhoto
from hongmajia.core.models import COUNTED, Clocked, Withholding
from hongmajia.services.models import Activity
from hongmajia.unions.models import Union, User

from ..enums import NewsState, PassingState
from ..querysets import NewsQuerySet
from .projects import Project


class NewsItem(Clocked, Withholding):
    """A piece of news of a union, linked to the cases, activities and projects that it is about."""

    PUBLIC_TEXTS = ("title", "summary", "text")

    union = models.ForeignKey(
        Union, on_delete=models.PROTECT, related_name="news", verbose_name=_("哪个工会的")
    )
    state = models.CharField(max_length=10, choices=NewsState.choices, default=NewsState.DRAFT)
    title = models.CharField(_("标题"), max_length=40)
    summary = models.CharField(_("一句话"), max_length=80)
    text = models.TextField(_("正文"), max_length=6000)
    dated = models.DateField(_("日期"), default=timezone.localdate, db_index=True)
    cases = models.ManyToManyField(
        Case, blank=True, related_name="news", verbose_name=_("相关案例")
    )
    activities = models.ManyToManyField(
        Activity, blank=True, related_name="news", verbose_name=_("相关活动")
    )
    projects = models.ManyToManyField(
        Project, blank=True, related_name="news", verbose_name=_("相关示范项目")
    )
    source = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="adopted",
        help_text="The news of a union below that was taken over as this.",
    )
    shown_by = models.ManyToManyField(
        Union,
        blank=True,
        related_name="shown_news",
        help_text="Unions beside the one that wrote it, which list it among theirs.",
    )
    written_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    history = HistoricalRecords(excluded_fields=["due_at", "reminded_at", "held_since", *COUNTED])

    objects = NewsQuerySet.as_manager()

    class Meta:
        ordering = ["-dated", "-id"]
        indexes = [models.Index(fields=["state", "-held_since", "-id"], name="news_newest")]

    def __str__(self) -> str:
        return self.title


class NewsPhoto(FiledConsentPhoto):
    """A photograph of a piece of news, re-encoded without metadata such as the place."""

    item = models.ForeignKey(NewsItem, on_delete=models.CASCADE, related_name="photos")
    image = models.ImageField(_("照片"), upload_to="news")
    caption = models.CharField(_("说明"), max_length=60)
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.caption


class Mention(models.Model):
    """A person named in a piece of news, and where their consent is filed."""

    item = models.ForeignKey(NewsItem, on_delete=models.CASCADE, related_name="mentions")
    name = models.CharField(max_length=30)
    consent_note = models.CharField(max_length=200)
    noted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["item", "name"], name="one_mention_a_name")]

    def __str__(self) -> str:
        return self.name


class Passing(Clocked):
    """A piece of news sent up (报送) to ``union``, the next one above, and what it answered."""

    item = models.ForeignKey(NewsItem, on_delete=models.CASCADE, related_name="passings")
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="news_passed_up")
    state = models.CharField(max_length=8, choices=PassingState.choices, default=PassingState.OPEN)
    note = models.CharField(_("对上级工会说的话"), max_length=200, blank=True)
    reason = models.CharField(_("为什么不采用"), max_length=300, blank=True)
    passed_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["passed_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["item", "union"], name="one_passing_a_union")
        ]

    def __str__(self) -> str:
        return f"{self.item} → {self.union}"

    @property
    def story(self) -> str:
        """Its events appear on the timeline of the news. Select ``item``."""
        return self.item.story
