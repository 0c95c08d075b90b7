"""Whom an event invites: enterprises of an industry at a place, and the workers concerned."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy

from hongmajia.needs.models import Need
from hongmajia.notices.models import Notice
from hongmajia.notices.models.sentences import stored
from hongmajia.people.enums import LIVE
from hongmajia.people.models import Apprenticeship
from hongmajia.services.models import Activity
from hongmajia.unions.models import Enterprise, User
from hongmajia.unions.querysets import under

INVITED = gettext_lazy("%(union)s请您来“%(title)s”：%(when)s，%(place)s")


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
        return found.filter(self._lies_at("region")).distinct().order_by("pk")

    def workers(self, activity: Activity) -> QuerySet[User]:
        """Workers with an account who asked about a problem there, or learn there as apprentices.

        Left out are contacts of enterprises, who are told as such, and whoever was told already.
        Of apprentices no industry is recorded, so those of one industry are none.
        """
        path = [activity.union.path]
        asked = Need.objects.filter(under(path, "home_union__path"), self._lies_at("region"))
        learning = Apprenticeship.objects.filter(
            under(path, "union__path"), self._lies_at("union__region"), state__in=LIVE
        )
        if self.section:
            asked = asked.filter(enterprise__section=self.section)
            learning = learning.none()
        people = User.objects.filter(
            Q(pk__in=asked.values("asker")) | Q(pk__in=learning.values("apprentice_user")),
            is_active=True, enterprises=None,
        )  # fmt: skip
        told = Notice.objects.filter(
            recipient__in=people.values("pk"), url=reverse("activity", args=[activity.pk]),
            sentence=stored(INVITED, {})[0],
        )  # fmt: skip
        return people.exclude(pk__in=told.values("recipient")).order_by("pk")

    def _lies_at(self, region: str) -> Q:
        """That ``region`` is the chosen county, or lies in the chosen city."""
        return Q(**{f"{region}__adcode__startswith": self.region.removesuffix("00")})

    def preview(self, activity: Activity) -> dict[str, int]:
        """How many ``firms`` and ``people`` would be told; one query."""
        found = Enterprise.objects.filter(pk__in=self.firms(activity).order_by().values("pk"))
        people = Count("contacts", filter=Q(contacts__is_active=True), distinct=True)
        return found.aggregate(firms=Count("pk", distinct=True), people=people)
