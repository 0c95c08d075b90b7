"""Which enterprises an event invites: those of an industry at a place, with somebody to tell."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from hongmajia.services.models import Activity
from hongmajia.unions.models import Enterprise
from hongmajia.unions.querysets import under


@dataclass(frozen=True)
class Invitees:
    """A choice of enterprises: a section of GB/T 4754, a city or county; empty for all.

    They are those of the union that holds the activity and of the unions below it.
    """

    section: str = ""
    region: str = ""

    def firms(self, activity: Activity) -> QuerySet[Any]:
        """Enterprises with an active contact that have not been invited to ``activity``."""
        found = Enterprise.objects.filter(
            under([activity.union.path], "union__path"), contacts__is_active=True
        ).exclude(pk__in=activity.invited.values("enterprise"))
        if self.section:
            found = found.filter(section=self.section)
        if self.region:
            city = self.region.removesuffix("00") if self.region.endswith("00") else self.region
            found = found.filter(region__adcode__startswith=city)
        return found.distinct().order_by("pk")

    def preview(self, activity: Activity) -> dict[str, int]:
        """How many ``firms`` and ``people`` would be told; one query."""
        found = Enterprise.objects.filter(pk__in=self.firms(activity).order_by().values("pk"))
        people = Count("contacts", filter=Q(contacts__is_active=True), distinct=True)
        return found.aggregate(firms=Count("pk", distinct=True), people=people)
