"""A case (优秀案例): the description of one confirmed engagement, from which others can learn.

Only the written text is stored. Figures, names and measurements are read from the records when the
case is shown, so correcting a record corrects the case.
"""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from hongmajia.core.deadlines import Columns
from hongmajia.core.models import COUNTED, Clocked, Withholding
from hongmajia.engagements.models import Engagement
from hongmajia.needs.enums import Category, Visibility
from hongmajia.services.models import RecordPhoto
from hongmajia.unions.models import Season, Union, User

from ..enums import CaseState, Standing
from ..querysets import CaseQuerySet

WORDS = ("title", "gist", "problem", "practice", "lesson", "quote", "category")
"""The written fields, of which versions are kept."""

STANDING = (
    "standing", "asked_at", "answer_due_at", "answer_counted_from", "answer_counted_days",
    "answered_at", "answered_for", "behalf_reason", "is_named", "answer", "own_quote",
)  # fmt: skip
"""What the enterprise says about the case: no part of its versions."""

TO_ANSWER = Columns("answer_due_at", "answer_counted_from", "answer_counted_days", stage="")
"""Until when the enterprise is asked to answer."""

MAX_PICTURES = 3
CAPTION = 60
"""Characters of the caption of a photograph: two lines under one of half the width."""


class PublicNotice(models.Model):
    """A period (公示) in which anybody can object to the selected cases."""

    season = models.ForeignKey(Season, on_delete=models.PROTECT, related_name="public_notices")
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="public_notices")
    opens_on = models.DateField(_("公示开始"))
    closes_on = models.DateField(_("公示结束"))
    office = models.CharField(_("受理意见的部门"), max_length=60)
    phone = models.CharField(_("电话"), max_length=20)
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-opens_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="notice_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return f"{self.union} {self.opens_on}"

    @property
    def is_over(self) -> bool:
        """Whether the last day of the notice has passed."""
        return self.closes_on < timezone.localdate()


class Case(Clocked, Withholding):
    """A case. ``union`` holds it now; ``home_union`` is the union where the need was stated."""

    PUBLIC_TEXTS = ("title", "gist", "problem", "practice", "lesson", "quote")

    engagement = models.OneToOneField(Engagement, on_delete=models.PROTECT, related_name="case")
    SEASON = "season"
    DEADLINES = (Columns(), TO_ANSWER)

    season = models.ForeignKey(Season, on_delete=models.PROTECT, related_name="cases")
    union = models.ForeignKey(
        Union, on_delete=models.PROTECT, related_name="cases", verbose_name=_("现在在谁手里")
    )
    home_union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="home_cases")
    state = models.CharField(max_length=10, choices=CaseState.choices, default=CaseState.DRAFT)
    title = models.CharField(_("标题"), max_length=30)
    gist = models.CharField(_("问题一句话"), max_length=40)
    problem = models.TextField(_("针对问题"), max_length=900, blank=True)
    practice = models.TextField(_("主要做法"), max_length=2000, blank=True)
    lesson = models.TextField(_("经验启示"), max_length=900, blank=True)
    quote = models.CharField(_("企业的话"), max_length=100, blank=True)
    category = models.PositiveSmallIntegerField(_("问题类别"), choices=Category.choices)
    drafted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True, blank=True)
    notice = models.ForeignKey(
        PublicNotice, null=True, blank=True, on_delete=models.SET_NULL, related_name="cases"
    )
    standing = models.CharField(
        _("企业的意见"), max_length=8, choices=Standing.choices, default=Standing.NOT_ASKED
    )
    asked_at = models.DateTimeField(null=True, blank=True)
    answer_due_at = models.DateTimeField(null=True, blank=True)
    answer_counted_from = models.DateField(null=True, blank=True)
    answer_counted_days = models.PositiveSmallIntegerField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_for = models.CharField(
        max_length=100, blank=True, help_text="The union that wrote the answer down for it."
    )
    behalf_reason = models.CharField(_("为什么代为答复"), max_length=300, blank=True)
    is_named = models.BooleanField(default=False, help_text="It agreed that its name is printed.")
    answer = models.TextField(_("想对工会说"), max_length=500, blank=True)
    own_quote = models.CharField(max_length=100, blank=True, help_text="Typed by the enterprise.")
    history = HistoricalRecords(
        excluded_fields=["reminded_at", "due_at", "held_since", *COUNTED, *STANDING]
    )

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["-drafted_at", "-id"]
        indexes = [
            models.Index(fields=["state", "-published_at", "-id"], name="case_published"),
            models.Index(fields=["union", "state"], name="case_held"),
            models.Index(fields=["standing", "answer_due_at"], name="case_awaited"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def names_enterprise(self) -> bool:
        """Whether the enterprise's name may be shown: it agreed to that for this case.

        Before it has answered, what it chose for its need holds; silence is no consent.
        """
        if self.standing == Standing.AGREED:
            return self.is_named
        is_unanswered = self.standing in (Standing.NOT_ASKED, Standing.ASKED)
        return is_unanswered and bool(self.engagement.need.visibility == Visibility.OPEN)

    @property
    def enterprise_label(self) -> str:
        """The enterprise as every reader, page and print may call it."""
        need = self.engagement.need
        named: str = need.asker_label if self.names_enterprise else ""
        return named or need.masked_label

    @property
    def length(self) -> int:
        """Characters in the three parts, without spaces; about 1,200 in a printed case."""
        return sum(
            len("".join(text.split())) for text in (self.problem, self.practice, self.lesson)
        )


class CasePicture(models.Model):
    """A photograph of the service chosen for the case; shown only while it may be published."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="pictures")
    photo = models.ForeignKey(RecordPhoto, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField()
    caption = models.CharField(_("照片说明"), max_length=CAPTION, blank=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "photo"], name="one_picture_once_a_case")
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.position}"

    @property
    def words(self) -> str:
        """The caption written for the case, or else that of the service record."""
        return self.caption or str(self.photo.caption)
