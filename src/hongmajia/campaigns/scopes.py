"""Scopes of records that were added to something: to a campaign, or to an exemplary project."""

from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from hongmajia.engagements.models import Engagement
from hongmajia.insights.measures.activities import keys
from hongmajia.insights.scope import UNCOUNTED, Scope
from hongmajia.needs.models import Need
from hongmajia.offers.enums import OfferKind
from hongmajia.publicity.models import Project
from hongmajia.services.models import Activity, Attendance
from hongmajia.unions.querysets import under

from .enums import AskState
from .models import Campaign, Lecturer


@dataclass(frozen=True)
class AddedScope(Scope):
    """The records that were added to one thing, of whatever season.

    * A need belongs if it was added.
    * An activity belongs if it was held within the dates of the thing, and was added itself or
      served a need that was. Whichever of both, and both at once, it counts once.
    * An engagement, with its confirmation and case, belongs if its need was added, or if it was
      served by an activity that belongs.

    ``paths`` limits the records to unions at or below one of these paths, for readers who may
    read theirs only; ``None`` limits nothing.
    """

    paths: tuple[str, ...] | None = field(kw_only=True, default=None)

    def added(self, name: str) -> QuerySet[Any]:
        """The rows that say which ``needs`` or ``activities`` were added."""
        raise NotImplementedError

    def days(self) -> Q:
        """Filter activities by the dates of the thing."""
        raise NotImplementedError

    def needs_anywhere(self) -> QuerySet[Need]:
        """Needs that were added, without drafts and withdrawn ones, and the filter by place."""
        found = Need.objects.filter(Exists(self.added("needs").filter(need=OuterRef("pk"))))
        return found.exclude(state__in=UNCOUNTED).filter(self._readable("home_union__path"))

    def asked_anywhere(self) -> QuerySet[Need]:
        """Needs that were added, of whatever season."""
        return self.needs_anywhere()

    def engagements(self) -> QuerySet[Engagement]:
        """Engagements for needs that were added, or served by activities that belong."""
        serving = Activity.engagements.through.objects.filter(activity__in=keys(self.held()))
        mine = Q(need__in=self._keys("needs", "need")) | Q(pk__in=serving.values("engagement"))
        found = Engagement.objects.filter(mine, self._readable("need__home_union__path"))
        return found.filter(self.at("need__region"))

    def activities_anywhere(self) -> QuerySet[Activity]:
        """Activities that belong, without the filter by place."""
        return self.held().filter(self._readable("union__path"))

    def in_season(self, season: str = "season") -> Q:
        """No condition: dates may lie in several seasons."""
        return Q()

    def held(self) -> QuerySet[Activity]:
        """Activities that belong, of whatever union."""
        treating = Activity.engagements.through.objects.filter(
            engagement__need__in=self._keys("needs", "need")
        )
        mine = Q(pk__in=self._keys("activities", "activity"))
        mine |= Q(Exists(treating.filter(activity=OuterRef("pk"))))
        return Activity.objects.held().filter(mine, self.days())

    def _keys(self, name: str, column: str) -> Any:
        """The keys of the records of one kind that were added."""
        return self.added(name).values(column)

    def _readable(self, path: str) -> Q:
        return Q() if self.paths is None else under(self.paths, path)


@dataclass(frozen=True)
class CampaignScope(AddedScope):
    """The records of one campaign."""

    campaign: Campaign = field(kw_only=True)

    def added(self, name: str) -> QuerySet[Any]:
        """The rows of the table between campaigns and records."""
        rows: QuerySet[Any] = getattr(Campaign, name).through.objects.filter(campaign=self.campaign)
        return rows

    def days(self) -> Q:
        """From the first to the last day of the campaign."""
        campaign = self.campaign
        return replace(self, since=campaign.starts, until=campaign.ends).during("starts_at")

    def talks(self) -> QuerySet[Activity]:
        """Talks of its lecturers: held within its dates, at which one who agreed was present.

        Either a course of that lecturer was ordered, or the activity was added to the campaign.
        """
        agreed = Lecturer.objects.filter(campaign=self.campaign, state=AskState.AGREED)
        ordered = Activity.engagements.through.objects.filter(
            engagement__offer__kind=OfferKind.COURSE,
            engagement__offer__helper__in=agreed.values("helper"),
        )
        mine = Q(pk__in=self._keys("activities", "activity"))
        mine |= Q(pk__in=ordered.values("activity"))
        there = Exists(
            Attendance.objects.filter(activity=OuterRef("pk"), helper__in=agreed.values("helper"))
        )
        held = Activity.objects.held().filter(mine, there, self.days())
        return held.filter(self._readable("union__path"))


@dataclass(frozen=True)
class ProjectScope(AddedScope):
    """The records of one exemplary project, from the day on which it began."""

    project: Project = field(kw_only=True)

    def added(self, name: str) -> QuerySet[Any]:
        """The rows of the table between projects and records."""
        rows: QuerySet[Any] = getattr(Project, name).through.objects.filter(project=self.project)
        return rows

    def days(self) -> Q:
        """From the day on which it began; all, where none is given."""
        return replace(self, since=self.project.started_on, until=None).during("starts_at")
