"""Who helps whom (对接单): one need with one artisan or team, whichever road led there."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hongmajia.core.models import Clocked
from hongmajia.needs.models import Need
from hongmajia.offers.models import Offer
from hongmajia.people.models import Helper
from hongmajia.unions.models import User

from .enums import LIVE, OPEN, EngagementState, Origin
from .querysets import EngagementQuerySet


class Engagement(Clocked):
    """From proposal to confirmed result.

    ``slot`` numbers the places of a need that wants several helpers; a database constraint lets
    each be taken once, so of many claimants exactly as many win as the need wants.
    """

    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="engagements")
    helper = models.ForeignKey(Helper, on_delete=models.PROTECT, related_name="engagements")
    offer = models.ForeignKey(
        Offer, null=True, blank=True, on_delete=models.SET_NULL, related_name="engagements"
    )
    origin = models.CharField(max_length=8, choices=Origin.choices)
    state = models.CharField(max_length=10, choices=EngagementState.choices)
    slot = models.PositiveSmallIntegerField(null=True, blank=True)
    opened_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)
    message = models.CharField(_("附言"), max_length=300, blank=True)
    score = models.FloatField(null=True, blank=True)
    reasons = models.JSONField(default=list, blank=True)
    contacted_at = models.DateTimeField(null=True, blank=True)

    objects = EngagementQuerySet.as_manager()

    class Meta:
        ordering = ["-held_since", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["need", "slot"], name="one_helper_a_slot"),
            models.UniqueConstraint(
                fields=["need", "helper"],
                condition=Q(state__in=[str(state) for state in LIVE]),
                name="one_live_engagement_a_pair",
            ),
        ]
        indexes = [
            models.Index(fields=["helper", "state"]),
            models.Index(fields=["state", "due_at"]),
            models.Index(fields=["-held_since", "-id"], name="engagement_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.need} – {self.helper}"

    @property
    def is_open(self) -> bool:
        """Its clock is somebody's business."""
        return self.state in OPEN

    @property
    def story(self) -> str:
        return self.need.story
