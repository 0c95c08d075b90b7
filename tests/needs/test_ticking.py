"""Acting on ticked rows of the queue, and going from one need to verify to the next."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from hongmajia.core import ticking
from hongmajia.needs import ticking as of_needs
from hongmajia.needs.enums import NeedState, Urgency
from hongmajia.needs.models import Need
from tests.actors import Province, make_need
from tests.needs.conftest import As

ACT = "/needs/queue/act/"


def waiting_need(province: Province, days: float = 1, **fields: Any) -> Need:
    due = timezone.now() + timedelta(days=days)
    fields = {"category": None, "due_at": due, **fields}
    return make_need(province, NeedState.SUBMITTED, **fields)


def tick(browser: Client, *needs: Need, act: str = "list", **fields: Any) -> Any:
    return browser.post(
        ACT, {"act": act, "tick": [need.pk for need in needs], **fields}, follow=True
    )


def categories(*needs: Need, category: int = 3) -> dict[str, int]:
    return {f"list-{need.pk}-category": category for need in needs}


def states(*needs: Need) -> list[str]:
    return [Need.objects.get(pk=need.pk).state for need in needs]


def test_each_row_is_done_for_itself_and_told(as_: As, province: Province) -> None:
    first, second = waiting_need(province, title="焊缝开裂"), waiting_need(province)
    undecided = waiting_need(province, title="没选类别")
    listed = make_need(province, title="别人刚列入")
    all_four = (first, undecided, listed, second)
    page = tick(as_("xu"), *all_four, **categories(first, listed, second))
    assert states(*all_four) == ["listed", "submitted", "listed", "listed"]
    assert Need.objects.get(pk=second.pk).category == 3
    assert [each.name for each in page.context["done"]] == [
        f"{first.number} 焊缝开裂",
        f"{second.number} {second.title}",
    ]
    assert "已列入清单。" in page.context["done"][0].words
    assert [(each.name.split()[1], each.words) for each in page.context["refused"]] == [
        ("没选类别", "请选问题类别。"),
        ("别人刚列入", "现在是“待对接”，不能这样办了。请刷新看看最新情况。"),
    ]
    assert "办好2件，2件没有办" in page.text


def test_a_row_that_the_act_does_not_fit_is_not_said_to_lack_a_choice(
    as_: As, province: Province
) -> None:
    """An escalated need is taken over; it has no category to choose on this page."""
    escalated = waiting_need(province, title="要上级定")
    Need.objects.filter(pk=escalated.pk).update(state=NeedState.ESCALATED)
    page = tick(as_("xu"), escalated)
    (refused,) = page.context["refused"]
    assert refused.words == "它现在不在这一步，不能“列入清单”。"


def test_the_gate_is_asked_for_each_row(as_: As, province: Province) -> None:
    """Wu cannot see it, Lin can see it but not verify it."""
    need = waiting_need(province)
    for actor in ("wu", "lin"):
        page = tick(as_(actor), need, **categories(need))
        assert page.context["done"] == []
    assert "没有权限" in page.context["refused"][0].words
    assert states(need) == ["submitted"]


@pytest.mark.one_database("no statement fails in the database")
def test_an_error_in_one_row_hides_nothing_of_the_others(
    as_: As, province: Province, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broken, sound = waiting_need(province), waiting_need(province)
    act = of_needs.list_need

    def fail_after_writing(*, need: Need, **rest: Any) -> Need:
        done = act(need=need, **rest)
        if need == broken:
            raise ZeroDivisionError
        return done

    monkeypatch.setattr(of_needs, "list_need", fail_after_writing)
    page = tick(as_("xu"), broken, sound, **categories(broken, sound))
    assert states(broken, sound) == ["submitted", "listed"]
    assert [each.words for each in page.context["refused"]] == [
        "系统出错，这一件没有办。请打开它单独再办。"
    ]
    assert "ZeroDivisionError" in caplog.text


@pytest.mark.one_database("nothing is written")
def test_none_and_too_many_are_refused(
    as_: As, province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = waiting_need(province), waiting_need(province)
    assert "还没有勾选" in tick(as_("xu")).text
    assert "请选要办什么" in tick(as_("xu"), first, act="unknown").text
    monkeypatch.setattr(ticking, "MOST", 1)
    refused = tick(as_("xu"), first, second, **categories(first, second))
    assert (refused.status_code, states(first)) == (409, ["submitted"])
    assert "一次最多办1件" in refused.text


@pytest.mark.one_database("a page")
def test_boxes_stand_only_where_something_can_be_done(as_: As, province: Province) -> None:
    sure = waiting_need(province, category_chances=[[3, 0.9], [1, 0.1]])
    unsure = waiting_need(province, category_chances=[[3, 0.4], [1, 0.3]])
    make_need(province, NeedState.RETURNED, due_at=timezone.now())
    page = as_("xu").get("/needs/queue/")
    assert set(page.context["ticks"].boxes) == {sure.pk, unsure.pk}
    assert page.text.count('<option value="3" selected') == 1
    assert "checked" not in page.text
    assert as_("xu").get("/needs/queue/?tick=all").text.count(" checked") == 2


# ---- one after the other ----


def test_listing_leads_to_the_next_in_the_order_of_the_queue(as_: As, province: Province) -> None:
    later, soon = waiting_need(province, 2), waiting_need(province, 1)
    urgent = waiting_need(province, 3, urgency=Urgency.URGENT)
    browser, way = as_("xu"), []
    place = f"/needs/{urgent.pk}/verify/"
    while place != "/needs/queue/":
        way.append(int(place.split("/")[2]))
        page = browser.get(place)
        assert f"共{4 - len(way)}件等您核实" in page.text
        sent = {"title": "减少焊接变形", "category": 3, "visibility": "masked", "then": "next"}
        place = browser.post(place, sent).url
    assert way == [urgent.pk, soon.pk, later.pk]


@pytest.mark.parametrize("act", ["return", "escalate", "merge"])
def test_every_decision_leads_to_the_next(as_: As, province: Province, act: str) -> None:
    first, second = waiting_need(province, 1), waiting_need(province, 2)
    other = make_need(province)
    sent = {"reason": "请补照片", "number": other.number, "then": "next"}
    answer = as_("xu").post(f"/needs/{first.pk}/{act}/", sent)
    assert answer.url == f"/needs/{second.pk}/verify/"
    assert states(first) != ["submitted"]


@pytest.mark.one_database("a redirect")
def test_without_asking_for_the_next_one_stays(as_: As, province: Province) -> None:
    first = waiting_need(province)
    waiting_need(province)
    sent = {"title": "减少焊接变形", "category": 3, "visibility": "masked"}
    assert as_("xu").post(f"/needs/{first.pk}/verify/", sent).url == f"/needs/{first.pk}/"
