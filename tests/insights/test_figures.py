"""The page of figures, the records behind each figure, and who may read them."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from hongmajia.insights.measures import ALL, STANDARD
from hongmajia.insights.queries import Tally, share_passed
from hongmajia.insights.scope import Scope
from hongmajia.needs.actions import withdraw_need
from hongmajia.services.actions import correct_confirmation, correct_record, withdraw_record
from hongmajia.unions.enums import Indicator
from hongmajia.unions.models import SeasonStage, Target
from tests.actors import Province, make_need
from tests.insights.conftest import confirmed, many, served
from tests.kept import kept_fixture

AsUser = Callable[[Any], Client]
NUMBER = re.compile(r'<a class="lk" href="(/figures/[a-z_]+/\?[^"]*)">([^<]+)<span class="sr">')
SHOWN = re.compile(r"<span data-figure>([^<]+)</span>")


@kept_fixture
def season(province: Province) -> Province:
    """Two needs served, one of them confirmed; one waiting, one overdue, one in Wucheng."""
    confirmed(province, served(province))
    served(province, category=2)
    make_need(province, due_at=timezone.now() - timedelta(days=1))
    wucheng = {"union": province.wucheng, "home_union": province.wucheng, "region_id": "330702"}
    make_need(province, region=None, **wucheng)
    return province


def page_of(client: Client, address: str = "/figures/") -> str:
    answer = client.get(unescape(address))
    assert answer.status_code == 200, address
    return answer.content.decode()


def values(province: Province, **narrowed: Any) -> dict[str, Any]:
    """All figures of the province by indicator name."""
    scope = Scope(season=province.season, union=province.province, **narrowed)
    tally = Tally(scope, ALL)
    return {measure.name: tally.value(measure) for measure in ALL}


# --- numbers and their records --------------------------------------------------------------


@pytest.mark.parametrize(
    ("actor", "query"),
    [
        ("fang", ""),
        ("fang", "?map=county"),
        ("fang", "?place=3305"),
        ("shen", "?category=1"),
        ("xu", ""),
        ("lin", "?section=C"),
    ],
)
def test_every_number_opens_to_exactly_its_records(
    season: Province, as_user: AsUser, actor: str, query: str
) -> None:
    client = as_user(getattr(season, actor))
    numbers = NUMBER.findall(page_of(client, f"/figures/{query}"))
    assert len(numbers) > 15
    for address, number in numbers:
        answer = client.get(unescape(address))
        page = answer.content.decode()
        assert SHOWN.findall(page) == [number], address
        assert page.count("<li><h2") == answer.context["count"], address


def test_records_are_paged_by_key_and_none_is_left_out(province: Province, as_user: AsUser) -> None:
    made = {make_need(province, title=f"难题第{n}件").title for n in range(45)}
    client, address, seen = as_user(province.xu), "/figures/needs_collected/", []
    while address:
        page = page_of(client, address)
        assert SHOWN.findall(page) == ["45"]
        seen += re.findall("难题第[0-9]+件", page)
        following = re.search(r'href="(\?[^"]*after=[^"]+)"', page)
        address = f"/figures/needs_collected/{following[1]}" if following else ""
    assert sorted(seen) == sorted(made)


def test_the_figures_after_one_service(season: Province) -> None:
    found = values(season)
    assert found["needs_collected"] == 4
    assert found["needs_matched"] == found["needs_solved"] == found["sessions"] == 2
    assert found["visits"] == 2, "an artisan each; companions by name are told, not counted"
    assert found["enterprises"] == 1
    assert found["trained"] == 40
    assert found["skilled"] == 6
    assert (found["suggestions"], found["adopted"]) == (4, 2)
    assert found["benefit"] == 12.5
    assert found["satisfaction"] == 1
    assert found["response"] == pytest.approx(1, abs=0.01), "two after two days, two at once"
    assert found["needs_overdue"] == 1


# --- corrections ----------------------------------------------------------------------------


def test_a_confirmed_service_adds_one_to_every_figure_it_should(province: Province) -> None:
    before = values(province)
    confirmed(province, served(province))
    after = values(province)
    for name in ("needs_collected", "needs_matched", "needs_solved", "sessions", "enterprises"):
        assert after[name] == before[name] + 1


def test_a_withdrawn_record_leaves_every_figure_it_was_in(province: Province) -> None:
    visit = served(province)
    confirmed(province, visit)
    withdraw_record(written=visit.record, actor=province.xu, reason="记错了企业")
    found = values(province)
    gone = ("sessions", "visits", "enterprises", "trained", "skilled", "suggestions", "adopted",
            "benefit", "needs_solved")  # fmt: skip
    assert [found[name] for name in gone] == [0] * len(gone)
    assert found["satisfaction"] is None
    assert (found["needs_collected"], found["needs_matched"]) == (1, 1)


def test_a_corrected_record_changes_what_it_is_counted_for(province: Province) -> None:
    visit = served(province)
    correct_record(
        written=visit.record, actor=province.dong, learners=5,
        party={"helpers": [province.dong_helper], "companions": []},
        trainings=[{"topic": "退焊", "people": 9}],
    )  # fmt: skip
    found = values(province)
    assert (found["visits"], found["trained"], found["skilled"]) == (1, 9, 5)
    assert (found["suggestions"], found["adopted"]) == (0, 0)


def test_a_corrected_confirmation_changes_benefit_and_satisfaction(province: Province) -> None:
    word = confirmed(province, served(province))
    correct_confirmation(
        confirmation=word, actor=province.contact, benefit_wan=None, satisfaction=2
    )
    found = values(province)
    assert (found["benefit"], found["satisfaction"]) == (0, 0)


def test_a_withdrawn_need_is_not_counted(province: Province) -> None:
    need = make_need(province)
    withdraw_need(need=need, actor=province.contact, reason="自己解决了")
    assert values(province)["needs_collected"] == 0


# --- targets --------------------------------------------------------------------------------


def test_the_share_of_a_stage_that_has_passed(province: Province) -> None:
    serve = SeasonStage.objects.get(season=province.season, stage="serve")
    assert share_passed(serve, serve.starts - timedelta(days=1)) == 0
    assert share_passed(serve, serve.starts + timedelta(days=13)) == pytest.approx(14 / 31)
    assert share_passed(serve, serve.ends + timedelta(days=9)) == 1


def test_the_page_says_how_far_a_figure_is_behind(province: Province, as_user: AsUser) -> None:
    Target.objects.create(
        season=province.season, union=province.deqing, indicator="needs_collected", amount=12
    )
    make_need(province)
    page = page_of(as_user(province.xu))
    assert "差11件" in page
    assert "完成8%，今天应到100%" in page


def test_targets_are_not_compared_with_narrowed_figures(
    province: Province, as_user: AsUser
) -> None:
    Target.objects.create(
        season=province.season, union=province.deqing, indicator="needs_collected", amount=12
    )
    page = page_of(as_user(province.xu), "/figures/?category=1")
    assert "差" not in page
    assert "筛选以后不和目标比较" in page


def test_every_indicator_but_eight_can_have_a_target() -> None:
    settable = set(Target._meta.get_field("indicator").choices and dict(
        Target._meta.get_field("indicator").choices))  # fmt: skip
    assert {m.name for m in STANDARD} - settable == {
        "benefit", "case_uses", "satisfaction", "response", "firms_asked", "firms_smaller",
        "firms_specialised", "firms_key",
    }  # fmt: skip


# --- places ---------------------------------------------------------------------------------


def test_cities_are_listed_by_code_and_not_ranked(season: Province, as_user: AsUser) -> None:
    page = page_of(as_user(season.fang))
    table = page[page.index("<tbody>") :]
    names = re.findall(r'<th scope="row">(?:<a[^>]*>)?([^<]+)', table)
    assert names == ["全省", "杭州", "宁波", "温州", "嘉兴", "湖州", "绍兴", "金华", "衢州",
                     "舟山", "台州", "丽水"]  # fmt: skip


def test_a_city_sees_its_counties_and_what_it_did_elsewhere(
    province: Province, as_user: AsUser
) -> None:
    make_need(province)
    make_need(province, region=None, region_id="330702")
    page = page_of(as_user(province.shen))
    assert "湖州本级" in page
    rows = re.findall(r'<th scope="row"><a[^>]*>([^<]+)</a></th><td><a[^>]*>(\d+)', page)
    assert rows == [("德清", "1"), ("金华", "1")]


def test_the_map_leads_to_the_figures_of_a_place(season: Province, as_user: AsUser) -> None:
    client = as_user(season.fang)
    assert 'href="?place=3305"' in page_of(client)
    assert 'href="?place=330521"' in page_of(client, "/figures/?map=county")


# --- who reads what -------------------------------------------------------------------------


def test_staff_read_figures_of_their_union_and_below(season: Province, as_user: AsUser) -> None:
    client = as_user(season.shen)
    assert client.get(f"/figures/?union={season.deqing.pk}").status_code == 200
    assert client.get(f"/figures/?union={season.wucheng.pk}").status_code == 404
    assert client.get(f"/figures/?union={season.province.pk}").status_code == 404
    assert client.get(f"/figures/needs_collected/?union={season.wucheng.pk}").status_code == 404


def test_history_and_campaigns_are_found_in_the_first_year(
    season: Province, as_user: AsUser
) -> None:
    page = page_of(as_user(season.shen))
    assert f'href="/figures/years/?union={season.huzhou.pk}"' in page
    assert 'href="/campaigns/"' in page


def test_a_union_counts_only_its_own_records(season: Province, as_user: AsUser) -> None:
    page = page_of(as_user(season.wu), "/figures/needs_collected/")
    assert SHOWN.findall(page) == ["1"]


@pytest.mark.one_database("rights are predicates in Python")
@pytest.mark.parametrize("actor", ["ren", "contact", "dong", "stranger"])
def test_only_staff_read_figures(season: Province, as_user: AsUser, actor: str) -> None:
    assert as_user(getattr(season, actor)).get("/figures/").status_code == 403


def test_an_enterprise_of_another_union_is_not_named(season: Province, as_user: AsUser) -> None:
    visit = served(season, union=season.wucheng, home_union=season.wucheng)
    assert visit.union == season.wucheng
    page = page_of(as_user(season.wu), "/figures/enterprises/")
    assert SHOWN.findall(page) == ["1"]
    assert season.mogan.name not in page
    assert "湖州德清一家企业（制造业）" in page
    assert season.mogan.name in page_of(as_user(season.xu), "/figures/enterprises/")


# --- choices --------------------------------------------------------------------------------


def test_days_filter_and_a_wrong_order_is_an_error(season: Province, as_user: AsUser) -> None:
    client, today = as_user(season.fang), timezone.localdate()
    page = page_of(client, f"/figures/needs_collected/?since={today}")
    assert SHOWN.findall(page) == ["2"]
    page = page_of(client, f"/figures/?since={today}&until={today - timedelta(days=3)}")
    assert "“到”早于“从”" in page


@pytest.mark.parametrize("query", ["place=999999", "place=33", "place=abc", "category=77",
                                   "section=ZZ", "kind=none", "since=soon"])  # fmt: skip
def test_invalid_filters_are_ignored(season: Province, as_user: AsUser, query: str) -> None:
    page = page_of(as_user(season.fang), f"/figures/needs_collected/?{query}")
    assert SHOWN.findall(page) == ["4"]


@pytest.mark.parametrize("query", ["union=x", "union=0", "season=x", "season=0"])
def test_an_unknown_union_or_season_is_not_found(
    province: Province, as_user: AsUser, query: str
) -> None:
    assert as_user(province.fang).get(f"/figures/?{query}").status_code == 404


def test_an_unknown_indicator_is_not_found(province: Province, as_user: AsUser) -> None:
    assert as_user(province.fang).get("/figures/happiness/").status_code == 404


def test_before_the_first_season_the_page_says_so(province: Province, as_user: AsUser) -> None:
    province.season.delete()
    assert "还没有年度活动" in page_of(as_user(province.fang))


# --- what it costs --------------------------------------------------------------------------


@pytest.mark.parametrize("times", [1, 10])
def test_the_figures_take_sixteen_queries(
    province: Province, as_user: AsUser, times: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    many(province, times)
    client = as_user(province.fang)
    with django_assert_num_queries(16):
        page_of(client)


COSTS = {"needs_collected": 11, "sessions": 11, "enterprises": 10, "suggestions": 10,
         "satisfaction": 10}  # fmt: skip


@pytest.mark.parametrize("times", [1, 50])
@pytest.mark.parametrize("name", COSTS)
def test_a_page_of_records_takes_few_queries(
    province: Province, as_user: AsUser, name: str, times: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    many(province, times)
    client = as_user(province.fang)
    with django_assert_num_queries(COSTS[name]):
        page_of(client, f"/figures/{name}/")


def test_a_target_that_is_not_set_yet_is_told_from_one_that_cannot_be(
    province: Province, as_user: AsUser
) -> None:
    page = page_of(as_user(province.xu))
    assert page.count("还没定目标") == len(
        {measure.name for measure in STANDARD} & set(Indicator.values)
    )
    assert "不设目标" in page, "satisfaction has none"
