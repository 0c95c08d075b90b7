"""The cadre's queue, and the decisions made there."""

from datetime import timedelta
from typing import Any

import pytest
from django.http import QueryDict
from django.utils import timezone

from hongmajia.core.clocks import special_days
from hongmajia.engine.text.categories import SURE
from hongmajia.needs.enums import Category, NeedState, Visibility
from hongmajia.needs.models import Need
from hongmajia.needs.queue import Queue
from hongmajia.needs.suggesting import suggest_for
from tests.actors import Province, make_need
from tests.needs.conftest import As


def in_days(days: float) -> Any:
    return timezone.now() + timedelta(days=days)


@pytest.fixture
def waiting(province: Province) -> dict[str, Need]:
    """What waits in Deqing and in Huzhou above it."""
    return {
        "late": make_need(province, NeedState.SUBMITTED, title="超期", due_at=in_days(-2)),
        "soon": make_need(province, NeedState.SUBMITTED, title="快到期", due_at=in_days(1)),
        "match": make_need(province, NeedState.LISTED, title="找师傅", due_at=in_days(3)),
        "above": make_need(province, NeedState.ESCALATED, title="提级", due_at=in_days(2),
                           union=province.huzhou),
        "over": make_need(province, NeedState.CONFIRMED, title="办结"),
    }  # fmt: skip


def queue(as_: As, actor: str, address: str = "") -> list[str]:
    return [n.title for n in as_(actor).get(f"/needs/queue/{address}").context["page"].rows]


def test_the_most_urgent_stands_first(as_: As, waiting: dict[str, Need]) -> None:
    assert queue(as_, "xu") == ["超期", "快到期", "找师傅"]


def test_a_city_sees_its_own_and_asks_for_those_below(as_: As, waiting: dict[str, Need]) -> None:
    assert queue(as_, "shen") == ["提级"]
    assert queue(as_, "shen", "?whose=below") == ["超期", "快到期", "找师傅"]


def test_the_neighbour_sees_nothing_of_it(as_: As, waiting: dict[str, Need]) -> None:
    assert queue(as_, "wu") == queue(as_, "wu", "?whose=below") == []
    assert queue(as_, "wu", f"?whose=below&union={waiting['late'].union_id}") == []


@pytest.mark.parametrize(
    ("address", "titles"),
    [
        ("?state=submitted", ["超期", "快到期"]),
        ("?late=1", ["超期"]),
        ("?state=listed&late=1", []),
        ("?state=confirmed&union=x&after=y", ["超期", "快到期", "找师傅"]),
    ],
)
def test_filters_narrow(as_: As, waiting: dict[str, Need], address: str, titles: list[str]) -> None:
    context = as_("xu").get(f"/needs/queue/{address}").context
    assert [need.title for need in context["page"].rows] == titles
    assert context["queue"].total == len(titles)


def test_counts_name_every_union_below(province: Province, waiting: dict[str, Need]) -> None:
    of_shen = Queue(province.shen, QueryDict("whose=below"))
    assert [(union.name, n) for union, n in of_shen.holders] == [("德清县总工会", 3)]
    assert of_shen.count("below", late=True) == 1


@pytest.mark.parametrize("rows", [1, 50])
def test_the_queue_costs_the_same_at_1_and_at_50_rows(
    as_: As, province: Province, rows: int, django_assert_max_num_queries: Any
) -> None:
    for _ in range(rows):
        make_need(province, NeedState.SUBMITTED, due_at=in_days(1))
    browser = as_("xu")
    special_days()  # each process keeps the calendar for a minute
    with django_assert_max_num_queries(12):
        browser.get("/needs/queue/")


# ---- deciding ----


def test_the_engine_suggests_and_the_cadre_decides(as_: As, province: Province) -> None:
    need = make_need(province, NeedState.SUBMITTED, category=None)
    suggest_for.func(need.pk)
    need.refresh_from_db()
    page = as_("xu").get(f"/needs/{need.pk}/verify/").content.decode()
    likeliest, chance = need.category_chances[0]
    assert likeliest == need.suggested_category
    assert f"像是“{Category(likeliest).label}”" in page
    assert f"{Category(likeliest).label} {round(100 * chance)}%" in page

    sent = {"title": "减少焊接变形", "category": 3, "visibility": "masked"}
    as_("xu").post(f"/needs/{need.pk}/verify/", sent)
    need.refresh_from_db()
    assert (need.state, need.category, need.title) == (NeedState.LISTED, 3, "减少焊接变形")


def test_only_likely_categories_are_named(as_: As, province: Province) -> None:
    chances = [[1, 0.58], [3, 0.31], [2, 0.06], [4, 0.05]]
    need = make_need(province, NeedState.SUBMITTED, category=None, category_chances=chances)
    page = as_("xu").get(f"/needs/{need.pk}/verify/").text
    assert f"“{Category(1).label}”，也可能是“{Category(3).label}”，请您定。" in page
    assert f"“{Category(2).label}”" not in page


@pytest.mark.parametrize(("chance", "chosen"), [(SURE, 1), (SURE - 0.01, None), (0.26, None)])
def test_only_a_sure_suggestion_is_chosen_beforehand(
    as_: As, province: Province, chance: float, chosen: int | None
) -> None:
    chances = [[1, chance], [3, 1 - chance]]
    need = make_need(
        province,
        NeedState.SUBMITTED,
        category=None,
        suggested_category=1,
        category_chances=chances,
    )
    form = as_("xu").get(f"/needs/{need.pk}/verify/").context["form"]
    assert form["category"].value() == chosen
    asked = as_("xu").post(
        f"/needs/{need.pk}/verify/", {"title": need.title, "visibility": "masked"}
    )
    assert "category" in asked.context["form"].errors


def test_a_need_somebody_has_classified_is_not_guessed_at(province: Province) -> None:
    need = make_need(province, NeedState.LISTED, category=2)
    suggest_for.func(need.pk)
    need.refresh_from_db()
    assert need.suggested_category is None


def test_wider_than_the_wish_is_not_even_offered(as_: As, province: Province) -> None:
    need = make_need(province, NeedState.SUBMITTED, visibility=Visibility.UNIONS)
    sent = {"title": need.title, "category": 1, "visibility": "open"}
    response = as_("xu").post(f"/needs/{need.pk}/verify/", sent)
    assert "visibility" in response.context["form"].errors
    need.refresh_from_db()
    assert need.state == NeedState.SUBMITTED


def test_without_a_category_nothing_is_listed(as_: As, province: Province) -> None:
    need = make_need(province, NeedState.SUBMITTED)
    response = as_("xu").post(f"/needs/{need.pk}/verify/", {"title": "x", "visibility": "masked"})
    assert "category" in response.context["form"].errors


def test_what_was_decided_meanwhile_is_shown_instead(as_: As, province: Province) -> None:
    need = make_need(province, NeedState.LISTED)
    response = as_("xu").get(f"/needs/{need.pk}/verify/")
    assert response.url == f"/needs/{need.pk}/"  # type: ignore[attr-defined]


def test_likes_are_offered_for_merging_without_names_of_others(as_: As, province: Province) -> None:
    other = make_need(
        province, title="不锈钢焊接变形", union=province.wucheng, home_union=province.wucheng,
        enterprise=None, enterprise_name="婺城某厂", asker=None,
    )  # fmt: skip
    need = make_need(province, NeedState.SUBMITTED)
    page = as_("xu").get(f"/needs/{need.pk}/verify/").content.decode()
    assert other.number in page
    assert "婺城某厂" not in page

    as_("xu").post(f"/needs/{need.pk}/merge/", {"number": other.number})
    need.refresh_from_db()
    assert need.merged_into == other


@pytest.mark.parametrize("number", ["", "浙2026-9999", "杭2026-{row}", "没有", "9" * 30])
def test_a_number_that_is_none_merges_nothing(as_: As, province: Province, number: str) -> None:
    need = make_need(province, NeedState.SUBMITTED)
    number = number.format(row=make_need(province).pk)
    response = as_("xu").post(f"/needs/{need.pk}/merge/", {"number": number})
    assert response.context["form"].errors["number"]


def test_a_hidden_need_of_a_neighbour_cannot_be_merged_into(as_: As, province: Province) -> None:
    hidden = make_need(
        province, visibility=Visibility.UNIONS, union=province.wucheng,
        home_union=province.wucheng, enterprise=None, asker=None,
    )  # fmt: skip
    need = make_need(province, NeedState.SUBMITTED)
    response = as_("xu").post(f"/needs/{need.pk}/merge/", {"number": hidden.number})
    assert response.context["form"].errors["number"]


@pytest.mark.parametrize(("act", "state"), [("return", "returned"), ("escalate", "escalated")])
def test_giving_it_on_wants_a_reason(as_: As, province: Province, act: str, state: str) -> None:
    need = make_need(province, NeedState.SUBMITTED)
    address = f"/needs/{need.pk}/{act}/"
    assert as_("xu").post(address, {"reason": ""}).context["form"].errors["reason"]
    as_("xu").post(address, {"reason": "请写明板厚。"})
    need.refresh_from_db()
    assert need.state == state


def test_a_refusal_stands_beside_the_button(as_: As, province: Province) -> None:
    need = make_need(province, NeedState.SUBMITTED, union=province.province)
    response = as_("fang").post(f"/needs/{need.pk}/escalate/", {"reason": "请协调"})
    assert "上面没有可以协调的工会了" in response.content.decode()


def test_taking_over_from_the_county(as_: As, province: Province) -> None:
    need = make_need(province, NeedState.ESCALATED, union=province.huzhou)
    as_("shen").post(f"/needs/{need.pk}/take-over/")
    need.refresh_from_db()
    assert need.state == NeedState.LISTED
