"""Apprenticeships (师徒结对) and their assessments."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from hongmajia.core.models import COUNTED, Clocked
from hongmajia.core.name_fields import NameField
from hongmajia.unions.models import Union, User

from ..enums import LIVE, ApprenticeshipState, AssessmentGrade
from ..querysets import ApprenticeshipQuerySet
from .helpers import Helper


class Apprenticeship(Clocked):
    """A master with an apprentice (师徒结对): what is to be learnt, the term and the result.

    ``union`` is the union under which it is counted. The apprentice's name is shown to the two and
    to the staff of that union and above; everybody sees only how many apprentices a master has.
    """

    master = models.ForeignKey(
        Helper, on_delete=models.PROTECT, related_name="apprenticeships", verbose_name=_("师傅")
    )
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="apprenticeships")
    state = models.CharField(
        max_length=10, choices=ApprenticeshipState.choices, default=ApprenticeshipState.AGREED
    )
    apprentice_name = NameField(_("徒弟姓名"), max_length=30)
    workplace = models.CharField(_("徒弟单位"), max_length=80)
    apprentice_user = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="apprenticeships",
        verbose_name=_("徒弟的账号"),
    )
    skill = models.CharField(_("学什么"), max_length=60)
    goals = models.TextField(_("学到什么程度"), max_length=600)
    starts_on = models.DateField(_("从哪天起"))
    ends_on = models.DateField(_("到哪天为止"))
    signed_on = models.DateField(_("签协议的日期"), null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    registered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    registered_at = models.DateTimeField(default=timezone.now)
    history = HistoricalRecords(excluded_fields=["reminded_at", *COUNTED])

    objects = ApprenticeshipQuerySet.as_manager()

    class Meta:
        ordering = ["-registered_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")),
                name="a_term_ends_after_it_starts",
                violation_error_message=_("期限的结束要晚于开始。"),
            ),
            models.UniqueConstraint(
                fields=["master", "apprentice_name", "workplace"],
                condition=Q(state__in=[str(state) for state in LIVE]),
                name="one_live_apprenticeship_a_pair",
            ),
        ]
        indexes = [models.Index(fields=["-registered_at", "-id"], name="apprenticeship_newest")]

    def __str__(self) -> str:
        return f"{self.master} – {self.apprentice_name}"


class Assessment(models.Model):
    """An assessment of an apprentice on a day."""

    apprenticeship = models.ForeignKey(
        Apprenticeship, on_delete=models.CASCADE, related_name="assessments"
    )
    on = models.DateField(_("考核日期"))
    grade = models.PositiveSmallIntegerField(_("结果"), choices=AssessmentGrade.choices)
    words = models.CharField(_("考了什么，学得怎样"), max_length=300)
    is_final = models.BooleanField(_("这是出师考核"), default=False)
    made_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["on", "id"]

    def __str__(self) -> str:
        return f"{self.on} {self.get_grade_display()}"
