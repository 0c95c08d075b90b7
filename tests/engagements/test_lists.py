"""The lists: filters in the address, paging by key, number of queries."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hongmajia.engagements import actions
from hongmajia.engagements.models import Engagement
from tests.actors import Province, artisan, make_need

BACKEND = "django.contrib.auth.backends.ModelBackend"


def many(province: Province, count: int) -> None:
    """Make ``count`` engagements of Dong, each on a need of its own, in all states in turn."""
    states = ["proposed", "accepted", "confirmed", "declined", "offered"]
    for number in range(count):
        Engagement.objects.create(
            need=make_need(province, "matched", title=f"问题{number}"),
            helper=province.dong_helper,
            origin="bid" if number % 5 == 4 else "dispatch",
            state=states[number % 5],
            held_since=timezone.now() - timedelta(hours=number),
            due_at=timezone.now() - timedelta(days=1),
        )


@pytest.fixture
def xu(province: Province, client: Client) -> Client:
    client.force_login(province.xu, backend=BACKEND)
    return client


def rows(client: Client, **query: Any) -> list[Engagement]:
    answer = client.get(reverse("engagement_list"), query)
    assert answer.status_code == 200
    return list(answer.context["page"].rows)


def test_narrowed_by_stand_origin_and_lateness(province: Province, xu: Client) -> None:
    many(province, 5)
    assert {row.state for row in rows(xu, stand="waiting")} == {"proposed", "offered"}
    assert {row.state for row in rows(xu, stand="working")} == {"accepted"}
    assert {row.state for row in rows(xu, stand="off")} == {"declined"}
    assert {row.state for row in rows(xu, origin="bid")} == {"offered"}
    assert {row.state for row in rows(xu, late="1")} == {"proposed", "offered", "accepted"}
    assert len(rows(xu, stand="nonsense", origin="nonsense")) == 5


def test_the_tabs_count_what_they_show(province: Province, xu: Client) -> None:
    many(province, 7)
    context = xu.get(reverse("engagement_list")).context
    assert [(stand, n) for stand, _label, n in context["stands"]] == [
        ("waiting", 3), ("working", 2), ("done", 1), ("off", 1),
    ]  # fmt: skip
    assert (context["total"], context["late"]) == (7, 5)


def test_page_after_page_shows_each_once(province: Province, xu: Client) -> None:
    many(province, 105)
    seen, after = [], ""
    for _page in range(3):
        page = xu.get(reverse("engagement_list"), {"after": after}).context["page"]
        seen += [row.pk for row in page.rows]
        after = page.next_key
    assert (len(seen), len(set(seen)), after) == (105, 105, "")


def test_an_empty_list_says_where_to_go(xu: Client) -> None:
    shown = xu.get(reverse("engagement_list")).content.decode()
    assert "还没有对接单" in shown
    assert reverse("need_list") in shown
    assert "看全部" in xu.get(reverse("engagement_list"), {"stand": "off"}).content.decode()


@pytest.mark.parametrize("count", [1, 50])
def test_the_list_costs_the_same_however_long(
    province: Province, xu: Client, count: int, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    many(province, count)
    with django_assert_max_num_queries(12):
        assert rows(xu)


@pytest.mark.parametrize("count", [1, 50])
def test_who_was_asked_costs_the_same_however_many(
    province: Province, xu: Client, count: int, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    need = make_need(province)
    for number in range(count):
        helper = artisan(f"甲{number}", "焊工", province.huzhou, "330502")
        asked = actions.propose(need=need, helper=helper, actor=province.xu)
        actions.decline(engagement=asked, actor=None, reason="忙")
    with django_assert_max_num_queries(10):
        shown = xu.get(reverse("need_engagements", args=[need.pk])).content.decode()
    assert shown.count("已谢绝") == count


@pytest.mark.parametrize("count", [1, 50])
def test_what_he_solved_costs_the_same_however_much(
    province: Province, xu: Client, count: int, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    many(province, count * 3)
    address = reverse("helper_history", args=[province.dong_helper.pk])
    with django_assert_max_num_queries(12):
        assert "问题" in xu.get(address).content.decode()
    with django_assert_max_num_queries(10):
        assert "问题" in xu.get(address, headers={"HX-Request": "true"}).content.decode()


def test_the_page_of_one_is_not_dear(
    province: Province, xu: Client, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    asked = actions.propose(
        need=make_need(province), helper=province.dong_helper, actor=province.xu
    )
    with django_assert_max_num_queries(20):
        assert xu.get(reverse("engagement", args=[asked.pk])).status_code == 200
