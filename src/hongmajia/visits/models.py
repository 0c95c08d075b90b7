"""Itineraries: a helper's visits of a month, as the engine planned them."""

from datetime import datetime, timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hongmajia.core.models import ClockedJob
from hongmajia.engagements.models import Engagement
from hongmajia.people.models import Helper
from hongmajia.unions.models import User

from .enums import ItineraryState
from .querysets import CalendarFeedQuerySet, ItineraryQuerySet, StopQuerySet


class Itinerary(ClockedJob):
    """One plan of a helper's visits in a month; a later one for the same month replaces it.

    ``days`` hold date, departure, return, kilometres and travel minutes of each day.
    """

    WORKING = (ItineraryState.COMPUTING,)
    FAILED = ItineraryState.FAILED

    helper = models.ForeignKey(Helper, on_delete=models.CASCADE, related_name="itineraries")
    month = models.DateField(_("哪个月"), help_text="Its first day.")
    day_begins = models.TimeField(_("几点出门"))
    day_ends = models.TimeField(_("几点回到家"))
    minutes_each = models.PositiveSmallIntegerField(
        _("一家大约几分钟"), validators=[MinValueValidator(15), MaxValueValidator(600)]
    )
    most_a_day = models.PositiveSmallIntegerField(
        _("一天最多几家"), validators=[MinValueValidator(1), MaxValueValidator(10)]
    )
    state = models.CharField(
        max_length=10, choices=ItineraryState.choices, default=ItineraryState.COMPUTING
    )
    days = models.JSONField(default=list)

    objects = ItineraryQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-id"]
        verbose_name_plural = "itineraries"

    def __str__(self) -> str:
        return f"{self.helper} {self.month:%Y-%m}"


class CalendarFeed(models.Model):
    """The private address at which a person's calendar program reads their appointments.

    Only the digest of its token is stored: the address is shown once, when it is made.
    """

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=32, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = CalendarFeedQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.user)


class Stop(models.Model):
    """One visit of an itinerary; without ``begins`` it is a visit for which there was no time.

    ``km`` and ``minutes`` are the way to it; ``cause`` is the stored engine message of why there
    was no time.
    """

    itinerary = models.ForeignKey(Itinerary, on_delete=models.CASCADE, related_name="stops")
    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="stops")
    begins = models.DateTimeField(null=True)
    ends = models.DateTimeField(null=True)
    km = models.FloatField(default=0)
    minutes = models.PositiveSmallIntegerField(default=0)
    is_agreed = models.BooleanField(default=False, help_text="The two sides agreed on the time.")
    cause = models.JSONField(default=dict)

    objects = StopQuerySet.as_manager()

    class Meta:
        ordering = ["begins", "id"]

    def __str__(self) -> str:
        return str(self.engagement)

    @property
    def leaves(self) -> datetime | None:
        """When the helper leaves for this visit."""
        return self.begins - timedelta(minutes=self.minutes) if self.begins else None
