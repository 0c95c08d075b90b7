"""The publicity plan of a season: rows, what is done, what is overdue, the spreadsheet."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from hongmajia.core.errors import WrongState
from hongmajia.portal.waiting import plans
from hongmajia.publicity.actions.plan import drop_plan, enter_plan, finish_plan, reopen_plan
from hongmajia.publicity.models import PlanEntry
from tests.actors import Province


@pytest.fixture
def enter(province: Province) -> Callable[..., PlanEntry]:
    """``enter(days=-1)`` is a row of Deqing that was due yesterday."""

    def enter_it(*, days: int = 5, **facts: Any) -> PlanEntry:
        words = {"what": "技术月开幕", "medium": "县电视台", "who": "宣教部"}
        due_on = timezone.localdate() + timedelta(days=days)
        by = {"union": province.deqing, "season": province.season, "actor": province.xu}
        return enter_plan(**by, **{**words, "due_on": due_on, **facts})

    return enter_it


def test_a_row_is_entered_changed_and_done_on_pages(client: Client, province: Province) -> None:
    client.force_login(province.xu)
    sent = {"union": province.deqing.pk, "what": "技术月开幕", "medium": "县电视台"}
    sent |= {"due_on": "2026-05-20", "who": "宣教部"}
    assert client.post("/news/plan/new/", sent).status_code == 302
    entry = PlanEntry.objects.get()
    client.post(f"/news/plan/{entry.pk}/edit/", {**sent, "medium": "工人日报"})
    client.post(f"/news/plan/{entry.pk}/done/", {"link": "https://example.org/1"})
    page = client.get("/news/plan/").text
    for words in ("技术月开幕", "工人日报", "已办好", "https://example.org/1"):
        assert words in page
    client.post(f"/news/plan/{entry.pk}/undone/")
    client.post(f"/news/plan/{entry.pk}/drop/")
    assert not PlanEntry.objects.exists()


def test_what_is_overdue_stands_on_the_desk_until_it_is_done(
    province: Province, enter: Callable[..., PlanEntry]
) -> None:
    late, _today, _later = enter(days=-1), enter(days=0), enter(days=3)
    (row,) = plans.rows(province.xu)
    assert (row.what, row.title, row.is_overdue) == ("宣传计划到期", late.what, True)
    assert plans.rows(province.wu) == []
    finish_plan(entry=late, actor=province.xu)
    assert plans.rows(province.xu) == []
    reopen_plan(entry=late, actor=province.xu)
    assert len(plans.rows(province.xu)) == 1


def test_nothing_is_done_twice(province: Province, enter: Callable[..., PlanEntry]) -> None:
    entry = finish_plan(entry=enter(), actor=province.xu)
    with pytest.raises(WrongState, match="已经办好"):
        finish_plan(entry=entry, actor=province.xu)
    drop_plan(entry=entry, actor=province.xu)


def test_a_neighbour_does_not_read_it(
    client: Client, province: Province, enter: Callable[..., PlanEntry]
) -> None:
    entry = enter()
    client.force_login(province.wu)
    assert entry.what not in client.get("/news/plan/").text
    assert client.get(f"/news/plan/{entry.pk}/edit/").status_code == 404


@pytest.mark.parametrize("count", [1, 50])
def test_the_list_takes_the_same_queries(
    client: Client, province: Province, enter: Callable[..., PlanEntry], count: int,
    django_assert_max_num_queries: Callable[..., Any],
) -> None:  # fmt: skip
    for number in range(count):
        enter(what=f"第{number}条")
    client.force_login(province.xu)
    client.get("/news/plan/")
    with django_assert_max_num_queries(9):
        assert client.get("/news/plan/").status_code == 200
