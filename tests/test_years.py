"""Each list shows the present year, and the others when they are asked for."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from hongmajia.cases.models import Case
from hongmajia.engagements.models import Engagement
from hongmajia.matching.models import Round
from hongmajia.needs.models import Need
from hongmajia.publicity.models import NewsItem
from hongmajia.services.models import Activity, Confirmation
from hongmajia.unions.models import Season, SeasonStage
from tests.actors import Province, make_need

LAST = "去年的焊缝"
THIS = "今年的焊缝"


@pytest.fixture
def last_year(province: Province) -> Season:
    """The season before, with a record of each kind; the present one has the same."""
    season = Season.objects.create(
        name="2025年劳模工匠志愿服务月", year=2025, union=province.province, number_prefix="浙2025"
    )
    for stage in province.season.stages.all():
        SeasonStage.objects.create(
            season=season, stage=stage.stage, starts=stage.starts - timedelta(days=365),
            ends=stage.ends - timedelta(days=365),
        )  # fmt: skip
    records(province, season, LAST)
    records(province, province.season, THIS)
    cache.clear()
    return season


def records(province: Province, season: Season, title: str) -> None:
    """A need, its engagement, a visit, a published case, a round and news of the season."""
    need = make_need(province, "confirmed", season=season, title=title)
    engagement = Engagement.objects.create(
        need=need, helper=province.dong_helper, origin="dispatch", state="confirmed"
    )
    Confirmation.objects.create(
        engagement=engagement, outcome="solved", satisfaction=4, case_consent=True, name="沈女士"
    )
    a_visit(province, season, title).engagements.add(engagement)
    Case.objects.create(
        engagement=engagement, season=season, union=province.province, home_union=province.deqing,
        state="published", title=title, gist=title, category=1, published_at=timezone.now(),
    )  # fmt: skip
    Round.objects.create(
        season=season, union=province.huzhou, number=season.year - 2000, state="ready",
        owner=province.shen,
    )  # fmt: skip
    day = timezone.localdate().replace(year=season.year, month=5, day=1)
    NewsItem.objects.create(union=province.huzhou, title=title, dated=day, state="published")


def a_visit(province: Province, season: Season, title: str) -> Activity:
    begun = timezone.now() - timedelta(days=3)
    return Activity.objects.create(
        title=title, season=season, union=province.deqing, region=province.mogan.region,
        kind="tackling", state="held", starts_at=begun, ends_at=begun + timedelta(hours=1),
        is_open=True,
    )  # fmt: skip


LISTS = [
    "/needs/?",
    "/engagements/?",
    "/activities/?stand=held&",
    "/cases/?",
    "/cases/work/?",
    "/news/?",
]


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize(
    ("year", "shown"),
    [("", [THIS]), ("year=2025", [LAST]), ("year=all", [LAST, THIS]), ("year=²", [THIS])],
)
def test_a_list_shows_the_present_year_or_that_of_its_address(
    client: Client, province: Province, last_year: Season, address: str, year: str, shown: list[str]
) -> None:
    client.force_login(province.fang)
    page = client.get(f"{address}{year}").content.decode()
    assert [title for title in (LAST, THIS) if title in page] == shown
    assert "2025年" in page, "the other year is offered"
    assert "历年" in page


def test_rounds_are_those_of_the_year(
    client: Client, province: Province, last_year: Season
) -> None:
    client.force_login(province.fang)
    assert "第26轮" in client.get("/rounds/").content.decode()
    assert "第25轮" not in client.get("/rounds/").content.decode()
    assert "第25轮" in client.get("/rounds/?year=2025").content.decode()


def test_another_year_keeps_the_filters_and_begins_at_the_first_row(
    client: Client, last_year: Season
) -> None:
    page = client.get("/needs/?q=焊缝&state=confirmed&after=1-1&seen=40").content.decode()
    link = page.partition(">2025年<")[0].rpartition('href="')[2].partition('"')[0]
    assert sorted(link.removeprefix("?").split("&amp;")) == [
        "q=%E7%84%8A%E7%BC%9D", "state=confirmed", "year=2025",
    ]  # fmt: skip


def test_counts_beside_the_filters_are_those_of_the_year(
    client: Client, last_year: Season, province: Province
) -> None:
    make_need(province, season=last_year)
    cache.clear()
    assert client.get("/needs/").context["counts"].total == 1
    assert client.get("/needs/?year=2025").context["counts"].total == 2
    assert client.get("/needs/?year=all").context["counts"].total == 3


def test_the_front_page_of_a_new_year_shows_none_of_the_last(
    client: Client, last_year: Season, province: Province
) -> None:
    Need.objects.filter(season=province.season).update(season=last_year)
    context: Any = client.get("/").context
    assert context["counts"].total == 0
    assert context["counts"].by_region == {}
    assert context["figures"]["needs_collected"].value == 0


def test_work_left_from_another_year_is_pointed_out(
    client: Client, last_year: Season, province: Province
) -> None:
    Engagement.objects.filter(need__season=last_year).update(state="accepted")
    client.force_login(province.xu)
    assert "别的年度还有1张没办完" in client.get("/engagements/").content.decode()
    assert "没办完" not in client.get("/engagements/?year=2025").content.decode()


def test_with_one_year_there_is_nothing_to_choose(client: Client, province: Province) -> None:
    page = client.get("/needs/").content.decode()
    assert "2026年" in page
    assert "year=" not in page


@pytest.mark.django_db
def test_before_the_first_season_no_year_is_told(client: Client) -> None:
    assert client.get("/needs/").context["years"].label == ""
