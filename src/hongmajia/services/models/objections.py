"""An artisan's objection to the record of an activity (志愿服务记录异议)."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hongmajia.core.models import Clocked
from hongmajia.people.models import Helper
from hongmajia.unions.models import Union, User

from ..enums import ObjectionState
from ..querysets import ObjectionQuerySet
from .activities import Activity


class Objection(Clocked):
    """An artisan says what of a record about them is wrong; the organising union decides.

    While it is open, the service stands on no certificate.
    """

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="objections")
    helper = models.ForeignKey(Helper, on_delete=models.CASCADE, related_name="objections")
    state = models.CharField(
        max_length=10, choices=ObjectionState.choices, default=ObjectionState.OPEN
    )
    reason = models.CharField(_("哪里不对"), max_length=300)
    made_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    answer = models.CharField(_("答复"), max_length=300, blank=True)
    answered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "helper"],
                condition=Q(state="open"),
                name="one_open_objection_a_record",
            )
        ]

    def __str__(self) -> str:
        return self.reason

    @property
    def union(self) -> Union:
        """The organising union, which decides. Select ``activity__union``."""
        return self.activity.union

    @property
    def story(self) -> Any:
        """Events of an objection appear on the timeline of its helper."""
        return self.helper.story
