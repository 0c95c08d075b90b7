"""The figures of campaigns: a record counts once in each total it belongs to (ADR 88)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from hongmajia.campaigns.figures import MASTERS, MEASURES, CampaignScope, figures_of, scope_of
from hongmajia.campaigns.models import Campaign
from hongmajia.classes.models import Session
from hongmajia.engagements.models import Engagement
from hongmajia.insights.measures import STANDARD
from hongmajia.insights.queries import Tally
from hongmajia.insights.scope import Scope
from hongmajia.needs.models import Need
from hongmajia.services.models import Activity, Confirmation
from hongmajia.unions.models import Season
from tests.actors import Province, make_need
from tests.insights import seasons
from tests.insights.slowly import is_key

ON_DATABASE: dict[str, Any] = {
    "deadline": None,
    "suppress_health_check": [HealthCheck.function_scoped_fixture],
    "phases": [Phase.explicit, Phase.reuse, Phase.generate],
}
Counted = dict[str, tuple[int, Any]]

joined = st.fixed_dictionaries(
    {
        "needs": st.sets(st.integers(0, 5)),
        "activities": st.sets(st.integers(0, 3)),
        "from": st.integers(0, 60),
        "to": st.integers(0, 60),
    }
)


@settings(max_examples=30, **ON_DATABASE)
@given(season=seasons.seasons, chosen=st.lists(joined, min_size=2, max_size=2), acts=seasons.acts)
def test_a_record_counts_once_in_each_total_it_belongs_to(
    province: Province, season: dict[str, Any], chosen: list[dict[str, Any]], acts: list[Any]
) -> None:
    """Two campaigns overlap as they like; each equals the slow count, and the season stays."""
    with undone():
        seasons.live(province, season)
        before = counted(whole(province))
        campaigns = [a_campaign(province, n, said) for n, said in enumerate(chosen)]
        assert counted(whole(province)) == before
        for campaign in campaigns:
            assert of_campaign(campaign) == slowly(campaign)
        for act, number in acts:
            seasons.change(act, number)
            for campaign in campaigns:
                assert of_campaign(campaign) == slowly(campaign)


def a_campaign(province: Province, n: int, said: dict[str, Any]) -> Campaign:
    """A campaign with some of the needs and activities, from one day to another."""
    today = timezone.localdate()
    first, last = sorted((said["from"], said["to"]), reverse=True)
    made = Campaign.objects.create(
        union=province.province, name=f"行动{n}", text="会诊",
        starts=today - timedelta(days=first), ends=today - timedelta(days=last),
    )  # fmt: skip
    made.needs.set(picked(Need.objects.order_by("pk"), said["needs"]))
    made.activities.set(picked(Activity.objects.order_by("pk"), said["activities"]))
    return made


def picked(rows: Any, numbers: set[int]) -> list[Any]:
    return [row for n, row in enumerate(rows) if n in numbers]


def whole(province: Province) -> Scope:
    return Scope(province.season, province.province)


def counted(scope: Scope) -> Counted:
    tally = Tally(scope, STANDARD)
    return {m.name: tally.sums(m) for m in STANDARD}


def of_campaign(campaign: Campaign) -> Counted:
    scope = scope_of(campaign)
    assert scope
    tally = Tally(scope, MEASURES)
    return {m.name: (tally.sums(m)[0], pytest.approx(tally.sums(m)[1], abs=1e-3)) for m in MEASURES}


def slowly(campaign: Campaign) -> Counted:
    """The same in loops over all rows, written from the rule in words."""
    needs = {n for n in campaign.needs.all() if n.state not in ("draft", "withdrawn")}
    held = {a for a in Activity.objects.filter(state="held") if belongs(a, campaign)}
    words = {w for w in Confirmation.objects.all() if stands(w, campaign, held)}
    records = [activity.record for activity in held]
    outside = [r for r in records if not Session.objects.filter(activity=r.activity)]  # of classes
    suggestions = [one for record in records for one in record.suggestions.all()]
    cases = {w.engagement.case for w in words if is_chosen(w)}
    asked = {need.enterprise for need in needs if need.enterprise}
    came = [there for a in held for there in a.attendances.all() if there.helper]
    found: dict[str, list[Any]] = {
        "masters": [1 for _ in {there.helper for there in came}],
        "needs_collected": [1 for _ in needs],
        "needs_matched": [1 for need in needs if is_matched(need)],
        "needs_solved": [1 for need in needs if need.state in ("solved", "confirmed")],
        "sessions": [1 for _ in held],
        "visits": [1 for _ in came],
        "enterprises": [1 for _ in firms_of(held)],
        "trained": [t.people for record in outside for t in record.trainings.all()],
        "skilled": [record.learners for record in outside if record.learners],
        "suggestions": [1 for _ in suggestions],
        "adopted": [1 for one in suggestions if one.adoption == "adopted"],
        "cases": [1 for _ in cases],
        "case_uses": [1 for case in cases for _ in case.uses.all()],
        "benefit": [w.benefit_wan for w in words if w.benefit_wan and w.evidence.exists()],
        "satisfaction": [int(w.satisfaction >= 3) for w in words if not w.on_behalf],
        "response": [days_of(need) for need in needs if need.listed_at],
        "firms_asked": [1 for _ in asked],
        "firms_smaller": [int(firm.scale != "large") for firm in asked],
        "firms_specialised": [int(firm.is_specialised) for firm in asked],
        "firms_key": [int(is_key(firm)) for firm in asked],
    }  # fmt: skip
    return {name: (len(one), float(sum(one))) for name, one in found.items()}


def belongs(activity: Activity, campaign: Campaign) -> bool:
    day = timezone.localdate(activity.starts_at)
    treated = {engagement.need for engagement in activity.engagements.all()}
    is_added = activity in campaign.activities.all() or treated & {*campaign.needs.all()}
    return bool(is_added) and campaign.starts <= day <= campaign.ends


def stands(word: Confirmation, campaign: Campaign, held: set[Activity]) -> bool:
    engagement = word.engagement
    is_added = engagement.need in campaign.needs.all()
    is_served = any(activity in held for activity in engagement.activities.all())
    return engagement.state == "confirmed" and (is_added or is_served)


def is_chosen(word: Confirmation) -> bool:
    case = getattr(word.engagement, "case", None)
    states = ("selected", "on_notice", "published")
    return case is not None and word.case_consent and case.state in states


def is_matched(need: Need) -> bool:
    agreed = ("accepted", "scheduled", "served", "confirmed")
    return any(one.state in agreed for one in Engagement.objects.filter(need=need))


def firms_of(held: set[Activity]) -> set[Any]:
    firms = {one.need.enterprise for activity in held for one in activity.engagements.all()}
    firms |= {one.enterprise for activity in held for one in activity.sign_ups.all() if one.came_at}
    firms |= {firm for activity in held for firm in activity.enterprises.all()}
    return firms - {None}


def days_of(need: Need) -> float:
    assert need.listed_at
    return (need.listed_at - need.submitted_at).total_seconds() / 86400


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_a_campaign_lies_in_two_years_and_counts_both(
    province: Province, start: Callable[..., Campaign], activity: Callable[..., Activity]
) -> None:
    today = timezone.localdate()
    later = Season.objects.create(
        name="下一年", year=2027, union=province.province, number_prefix="浙2027"
    )
    made = start(starts=date(today.year - 1, 1, 1))
    made.activities.set([activity(), activity(season=later)])
    figures = {figure.measure.name: figure for figure in figures_of(made, today)}
    assert figures["sessions"].value == 2
    assert figures["masters"].value == 1, "Dong came twice"
    assert figures["visits"].value == 2


def test_targets_stand_beside_the_figures(start: Callable[..., Campaign]) -> None:
    made = start(targets={"sessions": 41})
    figures = {figure.measure.name: figure for figure in figures_of(made, timezone.localdate())}
    sessions = figures["sessions"]
    assert (sessions.target, sessions.behind) == (41, 21), "day 21 of 41"
    assert figures["visits"].target is None


def test_readers_count_the_records_of_their_unions(
    province: Province, start: Callable[..., Campaign]
) -> None:
    made = start(union=province.province, actor=province.fang)
    made.needs.set([make_need(province), make_need(province, home_union=province.wucheng)])
    for paths, n in ((None, 2), ([province.deqing.path], 1), ([], 0)):
        scope = scope_of(made, paths)
        assert isinstance(scope, CampaignScope)
        assert scope.needs().count() == n


def test_the_indicators_of_campaigns_are_in_the_document() -> None:
    document = Path("docs/indicators.md").read_text(encoding="utf-8")
    assert f"`{MASTERS.name}`" in document
    assert str(MASTERS.definition) in document


def test_a_campaign_without_records_counts_nothing(
    province: Province, start: Callable[..., Campaign]
) -> None:
    """Whatever the season has: every indicator goes by what was added."""
    make_need(province, "listed")
    figures = figures_of(start(), timezone.localdate())
    assert {figure.measure.name: figure.count for figure in figures if figure.count} == {}
