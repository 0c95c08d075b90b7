"""Rounds of matching: the computed plan, the rulings of people, and what was sent."""

from functools import cached_property

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hongmajia.core.models import ClockedJob
from hongmajia.engagements.models import Engagement
from hongmajia.needs.models import Need
from hongmajia.people.models import Helper
from hongmajia.unions.models import Season, Union, User

from ..enums import RULABLE, Change, Reach, RoundState, RulingKind
from ..querysets import PlanRowQuerySet, RoundQuerySet, RulingQuerySet


class Round(ClockedJob):
    """One computation of the engine for the needs of a union and those below: a plan to review.

    A re-run is a new round whose ``before`` is the earlier one; nothing is overwritten. ``seconds``
    is how long the computation took.
    """

    WORKING = (RoundState.COMPUTING, RoundState.SENDING)
    FAILED = RoundState.FAILED

    SEASON = "season"

    season = models.ForeignKey(Season, on_delete=models.PROTECT, related_name="rounds")
    union = models.ForeignKey(
        Union, on_delete=models.PROTECT, related_name="rounds", verbose_name=_("范围")
    )
    reach = models.CharField(
        _("请哪里的师傅"), max_length=10, choices=Reach.choices, default=Reach.EVERYONE
    )
    number = models.PositiveSmallIntegerField(_("第几轮"))
    before = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="after"
    )
    state = models.CharField(
        max_length=10, choices=RoundState.choices, default=RoundState.COMPUTING
    )
    computed_at = models.DateTimeField(null=True)
    seconds = models.FloatField(null=True)
    sent_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-id"]

    def __str__(self) -> str:
        return f"{self.union} {self.number}"

    @property
    def took(self) -> float:
        """Seconds of the computation to be shown, at least one."""
        return max(self.seconds or 0, 1.0)

    @property
    def is_open(self) -> bool:
        """Whether the plan can be changed: nothing is sent and no later round replaces it."""
        return self.state in RULABLE and not self.is_replaced

    @cached_property
    def is_replaced(self) -> bool:
        """Whether a later round replaces this one; ``with_details`` annotates it."""
        return self.after.exclude(state=RoundState.FAILED).exists()


class PlanRow(models.Model):
    """A pair of need and helper in a plan: score, reasons, change since the round before."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="rows")
    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="plan_rows")
    helper = models.ForeignKey(Helper, on_delete=models.CASCADE, related_name="plan_rows")
    score = models.FloatField()
    reasons = models.JSONField(default=list)
    change = models.CharField(max_length=8, choices=Change.choices, default=Change.NEW)
    engagement = models.OneToOneField(
        Engagement, null=True, blank=True, on_delete=models.SET_NULL, related_name="plan_row"
    )
    refusal = models.CharField(
        max_length=200, blank=True, help_text="Why its invitation could not go out."
    )

    objects = PlanRowQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["round", "-score", "-id"], name="plan_best_first")]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "need", "helper"], name="one_row_a_pair_a_round"
            )
        ]

    def __str__(self) -> str:
        return f"{self.need} – {self.helper}"


class Unserved(models.Model):
    """A need that the plan leaves without a helper, with the cause and a remedy.

    ``cause`` and ``remedy`` are stored engine messages; ``helper`` is the one the remedy names;
    ``elsewhere`` counts suitable helpers with free capacity outside the round's reach.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="unserved")
    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="+")
    cause = models.JSONField(default=dict)
    remedy = models.JSONField(default=dict)
    helper = models.ForeignKey(Helper, null=True, on_delete=models.SET_NULL, related_name="+")
    elsewhere = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "unserved"

    def __str__(self) -> str:
        return str(self.need)


class Ruling(models.Model):
    """A person's decision that overrides the engine: this pair must, or must not, be in the plan.

    It holds for later rounds too, until it is lifted.
    """

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="rulings")
    helper = models.ForeignKey(Helper, on_delete=models.CASCADE, related_name="rulings")
    kind = models.CharField(max_length=4, choices=RulingKind.choices)
    reason = models.CharField(_("原因"), max_length=200, blank=True)
    ruled_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    ruled_at = models.DateTimeField(default=timezone.now)

    objects = RulingQuerySet.as_manager()

    class Meta:
        ordering = ["-ruled_at"]
        constraints = [models.UniqueConstraint(fields=["need", "helper"], name="one_ruling_a_pair")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.need} – {self.helper}"
