"""The public front page: figures that link to the records they count."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from hongmajia.engagements.enums import EngagementState, Origin
from hongmajia.engagements.models import Engagement
from hongmajia.insights.queries import with_cities
from hongmajia.needs.enums import NeedState, Visibility
from hongmajia.portal.queries import count_needs
from hongmajia.portal.season import season_stages
from hongmajia.unions.enums import Indicator
from hongmajia.unions.models import Season, SeasonStage, Target
from tests.actors import Province, make_need, make_offer

BACKEND = "django.contrib.auth.backends.ModelBackend"
S = NeedState
FIGURE = re.compile(r'class="stat" href="([^"]*)"><b>([\d,]+)<')
TILE = re.compile(r'<th scope="row">[^<]*</th><td><a class="lk" href="([^"]*)">(\d+)<')


def front(client: Client, query: str = "") -> str:
    return client.get(f"/{query}").content.decode()


def test_the_page_opens_without_any_season_or_need(client: Client, regions: None) -> None:
    page = front(client)
    assert "企业有难题" in page
    assert "清单上还没有需求" in page


def test_figures_count_what_the_reader_may_open(client: Client, province: Province) -> None:
    make_need(province, S.LISTED)
    make_need(province, S.CONFIRMED)
    make_need(province, S.SUBMITTED)
    make_need(province, S.LISTED, visibility=Visibility.UNIONS)
    counts = count_needs(province.season)
    assert (counts.total, counts.seeking, counts.matched, counts.solved) == (2, 1, 1, 1)


def test_the_two_lists_show_the_latest(client: Client, province: Province) -> None:
    for n in range(6):
        listed_at = timezone.now() - timedelta(days=n)
        make_need(province, title=f"难题第{n}件", listed_at=listed_at)
    offer = make_offer(province.dong_helper)
    page = front(client)
    assert "难题第3件" in page
    assert "难题第4件" not in page
    assert offer.title in page
    assert f'href="/offers/{offer.pk}/order/"' in page


def test_what_only_unions_may_read_does_not_appear(client: Client, province: Province) -> None:
    make_need(province, title="只给工会看的", visibility=Visibility.UNIONS)
    make_need(province, S.CONFIRMED, title="只给工会看的", visibility=Visibility.UNIONS)
    assert "只给工会看的" not in front(client)


def test_solved_needs_name_the_helper_as_they_consented(client: Client, province: Province) -> None:
    need = make_need(province, S.CONFIRMED)
    Engagement.objects.create(
        need=need, helper=province.dong_helper, origin=Origin.CLAIM, state=EngagementState.CONFIRMED
    )
    page = front(client)
    assert "最近解决的" in page
    assert "董师傅" in page
    assert province.mogan.name not in page


@pytest.mark.parametrize(("place", "figure"), [(0, 4), (1, 3), (2, 2)])
def test_each_figure_opens_exactly_its_records(
    client: Client, province: Province, place: int, figure: int
) -> None:
    for state in (S.LISTED, S.MATCHED, S.SOLVED, S.CONFIRMED, S.SUBMITTED, S.WITHDRAWN):
        make_need(province, state)
    found = FIGURE.findall(front(client))[place]
    assert found[1] == str(figure)
    assert client.get(unescape(found[0])).context["counts"].total == figure


def test_each_tile_opens_exactly_its_records(client: Client, province: Province) -> None:
    make_need(province)
    make_need(province, region_id="330502")
    for query, figure in (("?map=city", 2), ("?map=county", 1)):
        found = [link for link, n in TILE.findall(front(client, query)) if n == str(figure)]
        assert client.get(found[0]).context["counts"].total == figure


# --- the map --------------------------------------------------------------------------------


def test_a_city_counts_its_counties(client: Client, province: Province) -> None:
    make_need(province)
    make_need(province, region_id="330500")
    page = front(client)
    assert '<tr><th scope="row">湖州市</th><td><a class="lk" href="/needs/?city=3305">2' in page
    assert with_cities({"330521": 3, "330500": 1, "": 5})["330500"] == 4


def test_the_map_by_county_has_ninety_tiles_each_a_link(client: Client, province: Province) -> None:
    make_need(province)
    page = front(client, "?map=county")
    assert page.count("<title>") == 1 + 90
    assert page.count('class="k0"><title>') == 89
    assert "德清县 需求1 师傅0" in page


def test_the_same_figures_stand_in_a_table(client: Client, province: Province) -> None:
    assert front(client).count('<th scope="row">') == 11
    assert front(client, "?map=county").count('<th scope="row">') == 90


# --- the season -----------------------------------------------------------------------------


def test_the_season_shows_today_on_the_stage_that_runs(client: Client, province: Province) -> None:
    page = front(client)
    today = timezone.localdate()
    assert f"今天{today.month}月{today.day}日" in page
    assert page.count('aria-current="step"') == 1


def test_todays_place_is_the_share_of_the_stage_that_has_passed(province: Province) -> None:
    serve = SeasonStage.objects.get(season=province.season, stage="serve")
    counts = count_needs(province.season)
    middle = serve.starts + timedelta(days=15)
    stages = season_stages(province.season, counts, middle)
    assert [stage.when for stage in stages] == ["done", "done", "now", "", ""]
    assert stages[2].share == 50
    assert [stage.share for stage in stages] == [100, 100, 50, 0, 0]


@pytest.mark.parametrize(("day", "anchor"), [(0, "start"), (15, "middle"), (30, "end")])
def test_the_label_of_today_stays_inside_the_drawing(
    province: Province, day: int, anchor: str
) -> None:
    serve = SeasonStage.objects.get(season=province.season, stage="serve")
    counts, today = count_needs(province.season), serve.starts + timedelta(days=day)
    stages = season_stages(province.season, counts, today)
    assert stages[2].anchor == anchor


def test_dates_of_a_stage_within_one_month_are_short(province: Province) -> None:
    season = Season.objects.get(pk=province.season.pk)
    serve = season.stages.get(stage="serve")
    serve.starts, serve.ends = serve.starts.replace(2026, 5, 1), serve.ends.replace(2026, 5, 31)
    serve.save()
    found = season_stages(season, count_needs(season), serve.ends)
    stages = {stage.label: stage for stage in found}
    assert stages["服务"].dates == "5月1日—31日"


def test_the_target_of_cases_is_the_seasons_own(client: Client, province: Province) -> None:
    assert "选树优秀案例" in front(client)
    Target.objects.create(
        season=province.season, union=province.province, indicator=Indicator.CASES, amount=48
    )
    assert "选树约48个优秀案例" in front(client)


# --- what it costs --------------------------------------------------------------------------


@pytest.mark.parametrize("times", [1, 20])
@pytest.mark.parametrize("which", ["", "?map=county"])
def test_the_front_page_takes_eighteen_queries(
    client: Client,
    province: Province,
    which: str,
    times: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(times):
        make_need(province)
        need = make_need(province, S.SOLVED)
        Engagement.objects.create(
            need=need, helper=province.dong_helper, origin=Origin.CLAIM,
            state=EngagementState.SERVED,
        )  # fmt: skip
        make_offer(province.dong_helper)
    with django_assert_num_queries(18):
        front(client, which)
