"""The service list as other programs read it."""

from typing import Any

import pytest
from django.test import Client

from hongmajia.offers.actions import unlist_offer
from hongmajia.offers.enums import OfferKind
from tests.actors import Province, artisan, make_offer


def asked(client: Client, **query: Any) -> dict[str, Any]:
    response = client.get("/api/offers", query)
    assert response.status_code == 200
    return response.json()


def test_an_offer_names_its_helper_as_far_as_they_consent(
    province: Province, client: Client
) -> None:
    helper = artisan("丁建国", "焊工", province.huzhou, "330502")
    offer = make_offer(helper, kind=OfferKind.COURSE, max_people=10)
    [row] = asked(client)["rows"]
    assert row["title"] == offer.title
    assert row["kind"] == "course"
    assert row["helper"] == {
        "id": helper.pk,
        "kind": "artisan",
        "name": "丁师傅",
        "place": "湖州吴兴",
    }


def test_unlisted_offers_are_left_out(province: Province, client: Client) -> None:
    unlist_offer(offer=make_offer(province.dong_helper), actor=province.dong)
    assert asked(client)["rows"] == []


def test_the_same_filters_as_on_the_page(province: Province, client: Client) -> None:
    make_offer(province.dong_helper)
    make_offer(province.team, title="设备诊断", kind=OfferKind.CONSULTATION, text="")
    for query in (
        {"q": "焊接"}, {"kind": "technique"}, {"region": "330500"},
        {"helper": province.dong_helper.pk},
    ):  # fmt: skip
        assert [row["helper"]["name"] for row in asked(client, **query)["rows"]] == ["董师傅"]


def test_pages_follow_each_other(province: Province, client: Client) -> None:
    for number in range(5):
        make_offer(province.dong_helper, title=f"第{number}项")
    first = asked(client, limit=3)
    rest = asked(client, limit=3, cursor=first["next"])
    titles = [row["title"] for row in first["rows"] + rest["rows"]]
    assert titles == ["第0项", "第1项", "第2项", "第3项", "第4项"]
    assert rest["next"] == ""


@pytest.mark.parametrize(
    "query", [{"kind": "magic"}, {"region": "huzhou"}, {"limit": 101}, {"helper": "x"}]
)
def test_invalid_parameters_are_answered_by_field(
    province: Province, client: Client, query: dict[str, Any]
) -> None:
    response = client.get("/api/offers", query)
    assert response.status_code == 422
    assert response.json()["errors"][0]["loc"][-1] in query


@pytest.mark.parametrize("rows", [1, 50])
def test_a_page_costs_the_same_for_one_row_and_for_fifty(
    province: Province, client: Client, django_assert_max_num_queries: Any, rows: int
) -> None:
    for number in range(rows):
        make_offer(province.dong_helper, title=f"第{number}项")
    asked(client)  # gives the changes their numbers
    with django_assert_max_num_queries(5):
        assert len(asked(client, limit=50)["rows"]) == rows
