"""What pages and agreement say of the safety of a visit: dangers, insurance, overrules."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from hongmajia.engagements.models import Engagement
from hongmajia.offers.enums import OfferMode
from hongmajia.people.fitness import insurance_of
from hongmajia.people.models import Insurance

from .fitness import overrules_of
from .models import Activity

MOST_SHOWN = 3
"""How many different ones the page of an activity shows."""


@dataclass(frozen=True)
class Safety:
    """The safety of one engagement on a day; ``insurance`` is ``None`` without one."""

    engagement: Engagement
    day: date
    insurance: Insurance | None
    overrules: list[str]

    @property
    def dangers(self) -> list[str]:
        """The dangers of the place in words."""
        return self.engagement.need.danger_labels


def safety_of(engagement: Engagement, visit: Activity | None) -> Safety:
    """The safety on the day of the visit, or today if there is none; two or three queries."""
    day = timezone.localdate(visit.starts_at) if visit else timezone.localdate()
    insurance = insurance_of(engagement.helper, day)
    needed = engagement.need.dangers and insurance is None
    return Safety(engagement, day, insurance, overrules_of(engagement) if needed else [])


def safeties_of(activity: Activity) -> list[Safety]:
    """What an activity on site shows: each helper once for the same dangers, the first few.

    At a meeting one helper serves many needs, all under one insurance.
    """
    if activity.mode == OfferMode.ONLINE:
        return []
    served = activity.engagements.select_related("helper__union", "helper__artisan", "need")
    differ = {
        (engagement.helper_id, *engagement.need.dangers): engagement
        for engagement in reversed(served.order_by("pk"))
    }
    shown = sorted(differ.values(), key=lambda engagement: engagement.pk)
    return [safety_of(engagement, activity) for engagement in shown[:MOST_SHOWN]]
