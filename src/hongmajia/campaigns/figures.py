"""The figures of a campaign: the indicators over the records that belong to it (ADR 88)."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hongmajia.engagements.models import Engagement
from hongmajia.insights.enums import Aggregate
from hongmajia.insights.measures import STANDARD, Measure
from hongmajia.insights.measures.activities import keys
from hongmajia.insights.measures.pairs import PAIRS
from hongmajia.insights.queries import Figure, Tally, share_passed
from hongmajia.insights.scope import UNCOUNTED, Scope
from hongmajia.needs.models import Need
from hongmajia.people.models import Helper
from hongmajia.services.models import Activity, Attendance
from hongmajia.unions.models import Season
from hongmajia.unions.querysets import under

from .models import Campaign


@dataclass(frozen=True)
class CampaignScope(Scope):
    """The records of one campaign, of whatever season.

    * A need belongs if it was added to the campaign.
    * An activity belongs if it was held within the campaign's dates, and was added itself or
      served a need that was. Whichever of both, and both at once, it counts once.
    * An engagement, with its confirmation and case, belongs if its need was added, or if it was
      served by an activity that belongs.

    ``paths`` limits the records to unions at or below one of these paths, for readers who may
    read theirs only; ``None`` limits nothing.
    """

    campaign: Campaign = field(kw_only=True)
    paths: tuple[str, ...] | None = field(kw_only=True, default=None)

    def needs_anywhere(self) -> QuerySet[Need]:
        """Needs that were added, without drafts and withdrawn ones, and the filter by place."""
        tagged = Campaign.needs.through.objects.filter(campaign=self.campaign)
        found = Need.objects.filter(Exists(tagged.filter(need=OuterRef("pk"))))
        return found.exclude(state__in=UNCOUNTED).filter(self._readable("home_union__path"))

    def asked_anywhere(self) -> QuerySet[Need]:
        """Needs that were added, of whatever season."""
        return self.needs_anywhere()

    def engagements(self) -> QuerySet[Engagement]:
        """Engagements for needs that were added, or served by activities that belong."""
        serving = Activity.engagements.through.objects.filter(activity__in=keys(self._held()))
        mine = Q(need__in=self._tagged("needs", "need")) | Q(pk__in=serving.values("engagement"))
        found = Engagement.objects.filter(mine, self._readable("need__home_union__path"))
        return found.filter(self.at("need__region"))

    def activities_anywhere(self) -> QuerySet[Activity]:
        """Activities that belong, without the filter by place."""
        return self._held().filter(self._readable("union__path"))

    def in_season(self, season: str = "season") -> Q:
        """No condition: a campaign may lie in several seasons."""
        return Q()

    def _held(self) -> QuerySet[Activity]:
        campaign = self.campaign
        days = replace(self, since=campaign.starts, until=campaign.ends).during("starts_at")
        treating = Activity.engagements.through.objects.filter(
            engagement__need__in=self._tagged("needs", "need")
        )
        mine = Q(pk__in=self._tagged("activities", "activity"))
        mine |= Q(Exists(treating.filter(activity=OuterRef("pk"))))
        return Activity.objects.held().filter(mine, days)

    def _tagged(self, name: str, column: str) -> Any:
        """The keys of the records of one kind that were added."""
        rows = getattr(Campaign, name).through.objects.filter(campaign=self.campaign)
        return rows.values(column)

    def _readable(self, path: str) -> Q:
        return Q() if self.paths is None else under(self.paths, path)


def masters(scope: Scope) -> QuerySet[Any]:
    """The artisans on the roll who attended at least one activity."""
    came = Attendance.objects.filter(activity__in=keys(scope.activities()), helper__isnull=False)
    return Helper.objects.filter(pk__in=came.order_by().values("helper"))


MASTERS = Measure(
    "masters", _("参加的师傅"), _("位"),
    _("到过这些活动的劳模工匠和技术能手，一位只算一次。"),
    masters, "helpers", "region",
)  # fmt: skip
MEASURES: tuple[Measure, ...] = (MASTERS, *(m for m in STANDARD if m is not PAIRS))
"""The indicators of a campaign. Apprenticeships belong to no campaign."""
BY_NAME = {measure.name: measure for measure in MEASURES}
TARGETED = tuple(m for m in MEASURES if m.aggregate == Aggregate.TOTAL and m.name != "benefit")
"""Those for which a campaign may set targets, as a season may."""


def scope_of(campaign: Campaign, paths: Sequence[str] | None = None) -> CampaignScope | None:
    """The scope of a campaign; ``None`` before the first season, when there are no records."""
    season = Season.objects.first()
    if season is None:
        return None
    limit = None if paths is None else tuple(paths)
    return CampaignScope(season, campaign.union, campaign=campaign, paths=limit)


def figures_of(campaign: Campaign, today: date) -> list[Figure]:
    """The indicators of a campaign with its targets, counted with one query."""
    scope = scope_of(campaign)
    if scope is None:
        return []
    tally = Tally(scope, MEASURES)
    targets = {target.indicator: target.amount for target in campaign.targets.all()}
    due = share_passed(campaign, today)
    return [
        Figure(
            measure=measure, count=tally.sums(measure)[0], value=tally.value(measure),
            target=targets.get(measure.name), due=due,
            address=reverse("campaign_figure", args=[campaign.pk, measure.name]),
        )
        for measure in MEASURES
    ]  # fmt: skip
