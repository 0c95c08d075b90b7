"""Nominating and selecting ticked cases."""

from collections.abc import Callable
from typing import Any

import pytest

from hongmajia.cases.actions import ask_reviewers
from hongmajia.cases.enums import CaseState
from hongmajia.cases.models import Case
from hongmajia.unions.models import User
from tests.actors import Province
from tests.cases.conftest import SignIn


def test_a_case_goes_up_one_tier_only(province: Province, ready: Case, as_: SignIn) -> None:
    """Fang may nominate it for Deqing on its page; ticked, only what Fang holds goes up."""
    sent = {"act": "nominate", "tick": ready.pk}
    assert as_("fang").get("/cases/work/").context["ticks"].acts == [], "it can only be exported"
    (act,) = as_("xu").get("/cases/work/").context["ticks"].acts
    assert act.name == "nominate"
    assert as_("xu").post("/cases/work/act/", sent, follow=True).context["refused"] == []
    for _ in range(2):
        again = as_("xu").post("/cases/work/act/", sent, follow=True)
        assert [each.is_done for each in again.context["refused"]] == [False]
    refused = as_("fang").post("/cases/work/act/", sent, follow=True).context["refused"]
    assert [each.words for each in refused] == ["案例不在本级手里，不能由本级推荐。"]
    ready.refresh_from_db()
    assert ready.union == province.huzhou


def test_judged_cases_are_selected_and_the_others_say_why_not(
    province: Province, came_up: Case, reviewers: dict[str, User], as_: SignIn
) -> None:
    board = as_("fang").get("/cases/judging/")
    assert f'name="tick" value="{came_up.pk}"' in board.text
    ask_reviewers(case=came_up, actor=province.fang, count=1)
    sent = {"act": "select", "tick": came_up.pk}
    refused = as_("fang").post("/cases/judging/act/", sent, follow=True)
    assert refused.context["refused"][0].words.startswith("还有评审没交")
    came_up.reviews.all().delete()
    page = as_("fang").post("/cases/judging/act/", sent, follow=True)
    assert page.context["done"][0].words.startswith("已选定。")
    assert Case.objects.get(pk=came_up.pk).state == CaseState.SELECTED


@pytest.mark.parametrize("rows", [1, 50])
def test_the_list_costs_the_same_at_1_and_at_50_rows(
    ready: Case, as_: SignIn, rows: int, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    browser = as_("xu")
    engagement = ready.engagement
    for number in range(1, rows):
        need = type(engagement.need).objects.get(pk=engagement.need_id)
        need.pk, need.tracking_code = None, f"TICKED{number:04}"
        need.save()
        one = type(engagement).objects.get(pk=engagement.pk)
        one.pk, one.need = None, need
        one.save()
        case = Case.objects.get(pk=ready.pk)
        case.pk, case.engagement = None, one
        case.save()
    with django_assert_max_num_queries(12):
        browser.get("/cases/work/")
