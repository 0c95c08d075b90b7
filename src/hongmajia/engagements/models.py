"""The engagement (对接单): one need and one helper, an artisan or a team, whatever its origin."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hongmajia.core.models import Clocked
from hongmajia.needs.models import Need
from hongmajia.offers.models import Offer
from hongmajia.people.models import Helper
from hongmajia.unions.models import User

from .enums import LIVE, OPEN, WORKING, EngagementState, Origin
from .querysets import EngagementQuerySet


class Engagement(Clocked):
    """One helper's work on one need, from invitation, claim or bid to the confirmed result.

    ``slot`` is the place (from 1) the engagement takes of those the need has; a database constraint
    lets each be taken once, so no more helpers are accepted than the need wants. ``score`` and
    ``reasons`` are what matching computed, if it proposed the helper.
    """

    SEASON = "need__season"

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
        """Whether somebody still has to act before the service (``enums.OPEN``)."""
        return self.state in OPEN

    @property
    def is_working(self) -> bool:
        """Whether the helper still has to come or to report (``enums.WORKING``)."""
        return self.state in WORKING

    @property
    def has_place(self) -> bool:
        """Whether the helper holds a place of the need, so that their work moves it (ADR 24)."""
        return self.slot is not None

    @property
    def story(self) -> str:
        """The key of the need's story: events of its engagements are part of its timeline."""
        return self.need.story
