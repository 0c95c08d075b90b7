"""The figures of a campaign: the indicators over the records that belong to it (ADR 88)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hongmajia.insights.enums import Aggregate
from hongmajia.insights.measures import STANDARD, Measure
from hongmajia.insights.measures.activities import keys
from hongmajia.insights.measures.pairs import PAIRS
from hongmajia.insights.queries import Figure, Tally, share_passed
from hongmajia.insights.scope import Scope
from hongmajia.people.models import Helper
from hongmajia.publicity.models import Project
from hongmajia.services.models import Attendance
from hongmajia.unions.models import Season

from .enums import CampaignKind
from .models import Campaign
from .scopes import CampaignScope, ProjectScope


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


def talks(scope: Scope) -> QuerySet[Any]:
    """The talks of the lecturers of a campaign; those of other scopes are none."""
    return scope.talks() if isinstance(scope, CampaignScope) else scope.activities().none()


TALKS = Measure(
    "talks", _("宣讲场次"), _("场"),
    _("讲师团的师傅到场讲了的：点了他们的课去讲的，或者加到这个讲师团里的活动；办了、写好服务记录的才算。"),
    talks, "activities", "region", among=talks,
)  # fmt: skip
TALK_HOURS = Measure(
    "talk_hours", _("宣讲时长"), _("小时"),
    _("这些宣讲的服务记录里写的时长，相加。"),
    talks, "activities", "region", amount=F("record__hours"), among=talks,
)  # fmt: skip
TALK_HEADS = Measure(
    "talk_heads", _("听讲人次"), _("人次"),
    _("这些宣讲的服务记录里“企业来了几个人”，相加。"),
    talks, "activities", "region", amount=F("record__visitors"), among=talks,
)  # fmt: skip
OF_TALKS = (TALKS, TALK_HOURS, TALK_HEADS)
"""The indicators that only a lecturers' group has."""
BY_NAME = {measure.name: measure for measure in (*MEASURES, *OF_TALKS)}
TARGETED = tuple(m for m in MEASURES if m.aggregate == Aggregate.TOTAL and m.name != "benefit")
"""Those for which a campaign may set targets, as a season may."""


def scope_of(campaign: Campaign, paths: Sequence[str] | None = None) -> CampaignScope | None:
    """The scope of a campaign; ``None`` before the first season, when there are no records."""
    season = Season.objects.first()
    if season is None:
        return None
    limit = None if paths is None else tuple(paths)
    return CampaignScope(season, campaign.union, campaign=campaign, paths=limit)


def project_scope(project: Project, paths: Sequence[str] | None = None) -> ProjectScope | None:
    """The scope of an exemplary project; ``None`` before the first season."""
    season = Season.objects.first()
    if season is None:
        return None
    limit = None if paths is None else tuple(paths)
    return ProjectScope(season, project.union, project=project, paths=limit)


def project_figures(project: Project, today: date) -> list[Figure]:
    """The indicators of an exemplary project, counted with one query; it has no targets."""
    scope = project_scope(project)
    if scope is None:
        return []
    tally = Tally(scope, MEASURES)
    return [
        Figure(
            measure=measure, count=tally.sums(measure)[0], value=tally.value(measure),
            target=None, due=0,
            address=reverse("project_figure", args=[project.pk, measure.name]),
        )
        for measure in MEASURES
    ]  # fmt: skip


def figures_of(campaign: Campaign, today: date) -> list[Figure]:
    """The indicators of a campaign with its targets, counted with one query."""
    scope = scope_of(campaign)
    if scope is None:
        return []
    measures = (*OF_TALKS, *MEASURES) if campaign.kind == CampaignKind.LECTURES else MEASURES
    tally = Tally(scope, measures)
    targets = {target.indicator: target.amount for target in campaign.targets.all()}
    due = share_passed(campaign, today)
    return [
        Figure(
            measure=measure, count=tally.sums(measure)[0], value=tally.value(measure),
            target=targets.get(measure.name), due=due,
            address=reverse("campaign_figure", args=[campaign.pk, measure.name]),
        )
        for measure in measures
    ]  # fmt: skip
