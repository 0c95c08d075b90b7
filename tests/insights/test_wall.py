"""Public figures: the wall, the definitions, the front page."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from hongmajia.insights.measures import STANDARD
from hongmajia.services.actions import plan_activity
from hongmajia.unions.models import Target
from tests.actors import AT_ANY_TIME, Province, make_need
from tests.insights.conftest import confirmed, many, served


def wall(client: Client, query: str = "") -> str:
    answer = client.get(f"/wall/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def plan(province: Province, title: str, is_open: bool) -> None:
    """An activity that begins in a minute, and so today unless it is just before midnight."""
    begins = timezone.now() + timedelta(seconds=20)
    plan_activity(
        union=province.deqing, actor=province.xu, word=AT_ANY_TIME, title=title,
        form="lecture", kind="public_good",
        starts_at=begins, ends_at=begins + timedelta(seconds=20), region=province.mogan.region,
        place="职工之家", is_open=is_open,
    )  # fmt: skip


def test_the_wall_shows_the_whole_season_to_everybody(client: Client, province: Province) -> None:
    confirmed(province, served(province))
    make_need(province, visibility="unions")
    Target.objects.create(
        season=province.season, union=province.province, indicator="sessions", amount=2000
    )
    page = wall(client)
    assert re.findall(r"<p><b>([\d,]+)</b>", page) == ["2", "1", "1", "1"]
    assert "目标2,000场" in page
    assert "服务第" in page


def test_the_wall_reloads_itself_and_has_no_links(client: Client, province: Province) -> None:
    page = wall(client)
    assert 'hx-trigger="every 60s"' in page
    assert "<a " not in page


def test_the_wall_shows_only_what_is_public(client: Client, province: Province) -> None:
    visit = served(province, title="只给工会看的", visibility="unions")
    confirmed(province, visit)
    confirmed(province, served(province, title="大家都能看的"))
    plan(province, "开放的讲座", is_open=True)
    plan(province, "内部的会诊", is_open=False)
    page = wall(client)
    assert "大家都能看的" in page
    assert "只给工会看的" not in page
    assert "今天还有2场" in page
    assert "开放的讲座" in page
    assert "内部的会诊" not in page
    for secret in (province.mogan.name, "沈女士", "徒弟小吴", "13812341234"):
        assert secret not in page


def test_a_city_has_a_wall_of_its_own(client: Client, province: Province) -> None:
    make_need(province)
    page = wall(client, f"?union={province.jinhua.pk}")
    assert "金华市总工会" in page
    assert re.findall(r"<p><b>([\d,]+)</b>", page) == ["0", "0", "0", "0"]


@pytest.mark.parametrize("query", ["?union=0", "?union=x"])
def test_an_unknown_union_has_no_wall(client: Client, province: Province, query: str) -> None:
    assert client.get(f"/wall/{query}").status_code == 404


def test_an_enterprises_union_has_no_wall(client: Client, province: Province) -> None:
    """Its figures would be those of a single enterprise, which are not public."""
    assert client.get(f"/wall/?union={province.mogan_union.pk}").status_code == 404


def test_a_wall_before_the_first_season(client: Client, regions: None) -> None:
    assert "还没有年度活动" in wall(client)


def test_every_definition_is_public_with_its_current_figure(
    client: Client, province: Province
) -> None:
    confirmed(province, served(province))
    page = client.get("/figures/about/").content.decode()
    for measure in STANDARD:
        assert str(measure.definition) in page
    assert "12.5 <small" in page


def test_the_front_page_has_the_figures_of_the_season(client: Client, province: Province) -> None:
    confirmed(province, served(province))
    page = client.get("/").content.decode()
    brought = page[page.index('id="brought"') :]
    assert re.findall(r"<dd><b>([^<]+)<", brought) == ["1", "1", "1", "20", "1"]


@pytest.mark.parametrize("times", [1, 30])
def test_the_wall_takes_nine_queries_and_then_seven(
    client: Client, province: Province, times: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    many(province, times)
    with django_assert_num_queries(9):
        wall(client)
    with django_assert_num_queries(7):
        wall(client)
