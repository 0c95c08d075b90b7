"""Common problems: found, saved, and shown to the unions concerned."""

from collections.abc import Callable
from typing import Any

import pytest

from hongmajia.core import schedule
from hongmajia.matching import tasks
from hongmajia.matching.models import CommonProblem, ProblemNeed
from hongmajia.needs.enums import NeedState
from hongmajia.needs.models import Need
from hongmajia.people.models import Helper
from tests.actors import Province, make_need

from .conftest import SignIn

WELDING = (
    "不锈钢薄板焊接后变形怎么控制",
    "薄壁不锈钢罐体焊完翘曲变形大，校平费时间",
    "焊接不锈钢箱体总是变形，怎样减少焊接变形",
)
POLISHING = ("注塑模具抛光效率低，表面有流纹", "模具抛光全靠手工，效率低、质量不稳")


def ask(province: Province, text: str, **fields: object) -> Need:
    return make_need(province, title=text, text=text, industry="", **fields)


@pytest.fixture
def welding(province: Province) -> list[Need]:
    """Three needs of Deqing, in different words, and two others about something else."""
    ask(province, "鱼塘水质发黑，鱼缺氧")
    return [ask(province, text) for text in WELDING]


def find() -> list[CommonProblem]:
    tasks.find_common_problems.call()
    return list(CommonProblem.objects.order_by("pk"))


def members(problem: CommonProblem) -> set[Need]:
    return {member.need for member in problem.members.all()}


# --- finding and keeping ------------------------------------------------------------------------


def test_what_is_asked_in_other_words_is_one_problem(
    province: Province, welding: list[Need]
) -> None:
    (problem,) = find()
    assert members(problem) == set(welding)
    assert problem.words == ["不锈钢", "变形", "焊接"]
    assert str(problem) == "不锈钢、变形、焊接"
    assert 0 < problem.closeness <= 1
    assert [member.rank for member in problem.members.all()] == [0, 1, 2]


def test_only_what_is_still_asked_counts(province: Province, welding: list[Need]) -> None:
    Need.objects.filter(pk=welding[0].pk).update(state=NeedState.CONFIRMED)
    Need.objects.filter(pk=welding[1].pk).update(state=NeedState.SUBMITTED, category=None)
    assert find() == []
    Need.objects.filter(pk=welding[1].pk).update(suggested_category=1)
    (problem,) = find()
    assert members(problem) == set(welding[1:])


def test_found_again_it_keeps_its_address(province: Province, welding: list[Need]) -> None:
    (before,) = find()
    ask(province, "焊接不锈钢水箱变形，怎样减少变形")
    polishing = [ask(province, text) for text in POLISHING]
    after = find()
    assert after[0] == before
    assert len(members(after[0])) == 4
    assert members(after[1]) == set(polishing)


def test_what_nobody_asks_any_more_is_gone(province: Province, welding: list[Need]) -> None:
    find()
    Need.objects.update(state=NeedState.CONFIRMED)
    assert find() == []
    assert not ProblemNeed.objects.exists()


def test_it_is_looked_for_every_hour() -> None:
    assert tasks.find_common_problems.module_path in schedule._entries


def test_without_a_season_there_is_nothing_to_find(db: None) -> None:
    assert find() == []


# --- the pages ----------------------------------------------------------------------------------


def test_a_cadre_reads_which_problem_many_have_and_why(
    province: Province, welding: list[Need], helpers: list[Helper], as_: SignIn
) -> None:
    (problem,) = find()
    page = as_("xu").get("/problems/").content.decode()
    assert "不锈钢、变形、焊接" in page
    assert "3件" in page
    page = as_("xu").get(f"/problems/{problem.pk}/").content.decode()
    assert "3件需求，同一个问题" in page
    assert "多数都提到" in page
    assert f'href="/problems/{problem.pk}/meeting/"' in page
    for need in welding:
        assert need.title in page
    assert "董师傅" in page


def test_the_same_text_twice_is_told_as_perhaps_one(province: Province, as_: SignIn) -> None:
    first, second = (ask(province, WELDING[0] + mark) for mark in ("", "？"))
    (problem,) = find()
    page = as_("xu").get(f"/problems/{problem.pk}/").content.decode()
    assert "2件文字几乎一样" in page
    assert first.number in page
    assert second.number in page


def test_each_sees_the_needs_of_his_own_unions(
    province: Province, welding: list[Need], as_: SignIn
) -> None:
    """Wucheng has only one of the needs, so it sees no problem; the province sees four."""
    there = {"union": province.wucheng, "home_union": province.wucheng}
    ask(province, "焊接不锈钢水箱变形，怎样减少变形", **there)
    (problem,) = find()
    url = f"/problems/{problem.pk}/"
    answers = {name: as_(name).get(url).status_code for name in province.actors}
    assert {name for name, status in answers.items() if status == 200} == {
        "fang", "shen", "xu", "lin",
    }  # fmt: skip
    assert answers["wu"] == 404
    assert "4件需求" in as_("fang").get(url).content.decode()
    page = as_("xu").get(url).content.decode()
    assert "3件需求" in page
    assert "别的工会还有1件" in page
    assert "水箱" not in page
    assert "现在没有几家共同的问题" in as_("wu").get("/problems/").content.decode()


@pytest.mark.one_database("rights are predicates in Python")
def test_cadres_and_leaders_read_the_list_and_cadres_have_it_looked_for(
    province: Province, as_: SignIn, work: Callable[[], None], welding: list[Need]
) -> None:
    answers = {name: as_(name).get("/problems/").status_code for name in province.actors}
    readers = {name for name, status in answers.items() if status == 200}
    assert readers == {"fang", "shen", "xu", "wu", "lin"}
    posts = {name: as_(name).post("/problems/find/").status_code for name in province.actors}
    assert {name for name, status in posts.items() if status == 403} == {
        "lu", "lin", "contact", "dong", "zhou", "ren", "stranger",
    }  # fmt: skip
    assert as_("xu").get("/problems/find/").status_code == 405
    work()
    assert CommonProblem.objects.count() == 1


def test_a_broken_page_number_is_the_nearest_page(
    province: Province, welding: list[Need], as_: SignIn
) -> None:
    find()
    for page in ("x", "0", "99"):
        assert "不锈钢" in as_("xu").get(f"/problems/?page={page}").content.decode()


@pytest.mark.parametrize("many", [1, 50])
def test_the_list_costs_the_same_for_one_problem_and_for_fifty(
    province: Province,
    as_: SignIn,
    many: int,
    django_assert_num_queries: Callable[..., Any],
) -> None:
    for _ in range(many):
        problem = CommonProblem.objects.create(season=province.season, closeness=0.5, words=["焊"])
        for rank in range(2):
            ProblemNeed.objects.create(problem=problem, need=make_need(province), rank=rank)
    browser = as_("xu")
    with django_assert_num_queries(9):
        browser.get("/problems/")


@pytest.mark.parametrize("many", [2, 50])
def test_a_problem_costs_the_same_for_two_needs_and_for_fifty(
    province: Province,
    as_: SignIn,
    many: int,
    django_assert_num_queries: Callable[..., Any],
) -> None:
    problem = CommonProblem.objects.create(season=province.season, closeness=0.5, words=["焊"])
    for rank in range(many):
        ProblemNeed.objects.create(problem=problem, need=make_need(province), rank=rank)
    browser = as_("xu")
    browser.get(f"/problems/{problem.pk}/")  # reads the helpers once
    with django_assert_num_queries(11):
        browser.get(f"/problems/{problem.pk}/")
