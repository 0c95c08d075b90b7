"""Needs of one year that are worked on in the next: where they count, and when they are due."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from hongmajia.core.clocks import closing_of
from hongmajia.core.closed_years import YearClosed
from hongmajia.core.errors import Refused, WrongState
from hongmajia.core.models import Event
from hongmajia.insights.measures import COLLECTED, FIRMS_ASKED
from hongmajia.insights.queries import Tally
from hongmajia.insights.scope import Scope
from hongmajia.needs.actions import carry_need, carry_needs
from hongmajia.needs.copying import NeedsToCarry
from hongmajia.needs.enums import NeedState, NeedVerb
from hongmajia.needs.finding import numbered
from hongmajia.needs.models import Need
from hongmajia.notices.models import Notice
from hongmajia.unions.enums import Stage
from hongmajia.unions.models import Season, SeasonStage
from tests.actors import Province, make_need


@pytest.fixture
def next_year(province: Province) -> Season:
    """A season of the same host that collects, matches and serves from ninety days on."""
    made = Season.objects.create(
        name="2027年", year=2027, union=province.province, number_prefix="浙2027", match_days=7
    )
    begins = timezone.localdate() + timedelta(days=90)
    for stage in Stage:
        ends = begins + timedelta(days=20)
        SeasonStage.objects.create(season=made, stage=stage, starts=begins, ends=ends)
        begins += timedelta(days=21)
    return made


def counted(season: Season, measure: object = COLLECTED) -> float | None:
    return Tally(Scope(season, season.union), [measure]).value(measure)  # type: ignore[arg-type, list-item]


def test_it_counts_as_asked_in_its_first_year_only(province: Province, next_year: Season) -> None:
    need = make_need(province)
    carry_need(need=need, season=next_year, actor=province.fang)
    assert (counted(province.season), counted(next_year)) == (1, 0)
    assert (counted(province.season, FIRMS_ASKED), counted(next_year, FIRMS_ASKED)) == (1, 0)
    whole = Scope(next_year, province.province, others=(province.season,))
    assert Tally(whole, [COLLECTED]).value(COLLECTED) == 1


def test_it_is_worked_on_in_the_new_year_under_its_old_number(
    province: Province, next_year: Season
) -> None:
    need = make_need(province)
    number = need.number
    carry_need(need=need, season=next_year, actor=province.fang)
    found = Need.objects.select_related("season").get(pk=need.pk)
    assert (found.season, found.number) == (next_year, number)
    meant = numbered("浙2026", need.pk)
    assert meant is not None
    assert Need.objects.filter(meant).get() == need
    assert not Need.objects.filter(numbered("浙2027", need.pk)).exists()  # type: ignore[arg-type]
    said = Event.objects.get(verb=NeedVerb.CARRIED)
    assert said.data == {"year": 2027, "before": 2026}


def test_its_limit_is_counted_anew_from_the_stage_of_the_new_year(
    province: Province, next_year: Season
) -> None:
    """It was overdue; now it waits for the matching stage, and then for that year's limit."""
    late = timezone.now() - timedelta(days=3)
    need = make_need(province, due_at=late, reminded_at=late)
    carried = carry_need(need=need, season=next_year, actor=province.fang)
    opens = next_year.opening(Stage.MATCH)
    assert isinstance(opens, date)
    assert carried.due_at is not None
    assert carried.due_at > closing_of(opens)
    assert (carried.counted_days, carried.counted_stage) == (7, "match")
    assert carried.reminded_at is None


@pytest.mark.parametrize("state", [NeedState.MATCHED, NeedState.REOPENED, NeedState.CONFIRMED])
def test_one_that_was_taken_on_or_served_stays(
    province: Province, next_year: Season, state: NeedState
) -> None:
    need = make_need(province, state)
    with pytest.raises(WrongState, match="不能转到下一年"):
        carry_need(need=need, season=next_year, actor=province.fang)


def test_it_goes_forward_and_not_out_of_a_closed_year(
    province: Province, next_year: Season
) -> None:
    need = make_need(province, season=next_year)
    with pytest.raises(Refused, match="以后的年度"):
        carry_need(need=need, season=province.season, actor=province.fang)
    Season.objects.filter(pk=province.season.pk).update(closed_at=timezone.now())
    old = make_need(province, season=Season.objects.get(pk=province.season.pk))
    with pytest.raises(YearClosed):
        carry_need(need=old, season=next_year, actor=province.fang)


def test_each_union_and_each_asker_is_told(province: Province, next_year: Season) -> None:
    needs = [make_need(province), make_need(province, NeedState.SUBMITTED)]
    assert carry_needs(needs=needs, season=next_year, actor=province.fang) == 2
    (told,) = Notice.objects.filter(recipient=province.xu)
    assert told.text == "有2件需求转到2027年接着办"
    assert Notice.objects.filter(recipient=province.contact).count() == 2


def test_only_open_needs_of_an_open_year_are_offered(province: Province, next_year: Season) -> None:
    open_need = make_need(province)
    make_need(province, NeedState.IN_SERVICE)
    about = {"host": province.province, "earlier": province.season, "year": 2027}
    part = NeedsToCarry({"needs-carried": [str(open_need.pk)]}, **about)  # type: ignore[arg-type]
    assert [need for need, _ticked in part.lines] == [open_need]
    assert part.is_valid()
    part.carry(next_year, province.fang)
    open_need.refresh_from_db()
    assert open_need.season == next_year
    province.season.closed_at = timezone.now()
    assert NeedsToCarry(None, **about).is_empty  # type: ignore[arg-type]


def test_the_page_says_when_it_was_asked(
    client: Client, province: Province, next_year: Season
) -> None:
    need = carry_need(need=make_need(province), season=next_year, actor=province.fang)
    client.force_login(province.xu)
    page = client.get(f"/needs/{need.pk}/").text
    assert "2026年提出，转到2027年接着办" in page
