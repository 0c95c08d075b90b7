"""A supervision (督办): a union below has to answer for an overdue need by a date."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hongmajia.core.models import Clocked
from hongmajia.needs.enums import NeedState
from hongmajia.needs.models import Need
from hongmajia.unions.models import Union, User

from .enums import OPEN, SupervisionState
from .querysets import SupervisionQuerySet


class Supervision(Clocked):
    """``union`` wants an answer from ``to_union``, which holds the need and is late with it.

    ``need_state`` and ``need_due_at`` say what was late when it was ordered. It has no number:
    a document number is typed where a paper is issued.
    """

    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="supervisions")
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="+")
    to_union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=10, choices=SupervisionState.choices, default=SupervisionState.ASKED
    )
    demand = models.CharField(_("要求"), max_length=300)
    need_state = models.CharField(max_length=12, choices=NeedState.choices)
    need_due_at = models.DateTimeField()
    ordered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    ordered_at = models.DateTimeField(default=timezone.now)
    is_extended = models.BooleanField(default=False)
    answer = models.TextField(_("答复"), max_length=1000, blank=True)
    promised_on = models.DateField(_("哪天办好"), null=True, blank=True)
    answered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = SupervisionQuerySet.as_manager()

    class Meta:
        ordering = ["-ordered_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["need"],
                condition=models.Q(state__in=[str(state) for state in OPEN]),
                name="one_open_supervision_a_need",
            )
        ]
        indexes = [models.Index(fields=["state", "due_at"], name="supervision_due")]

    def __str__(self) -> str:
        return self.need.title

    @property
    def story(self) -> str:
        """Its events belong to the story of the need."""
        return self.need.story

    @property
    def is_open(self) -> bool:
        """Whether it is not ended."""
        return self.state in OPEN
