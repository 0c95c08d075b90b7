"""An overdue need is put under supervision; the union that is late answers by a date."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from hongmajia.core.clocks import forget_special_days
from hongmajia.core.errors import Refused, WrongState
from hongmajia.core.models import Holiday
from hongmajia.needs.actions import escalate_need, list_need, return_need
from hongmajia.needs.enums import NeedState
from hongmajia.needs.models import Need
from hongmajia.needs.story import Story
from hongmajia.notices.models import Notice
from hongmajia.portal.waiting import Row, rows_for, tally_of
from hongmajia.portal.waiting.awaited import awaited_rows
from hongmajia.supervision import actions
from hongmajia.supervision.enums import SupervisionState as S
from hongmajia.supervision.models import Supervision
from hongmajia.supervision.tasks import remind_due
from hongmajia.unions.models import User
from tests.actors import Province, make_need

MONDAY = datetime.fromisoformat("2026-05-11T09:00:00+08:00")
WEDNESDAY, FRIDAY = date(2026, 5, 13), date(2026, 5, 15)


@pytest.fixture(autouse=True)
def clock() -> Any:
    """It is Monday morning."""
    with time_machine.travel(MONDAY, tick=False) as travelling:
        yield travelling


@pytest.fixture
def late(province: Province) -> Need:
    """A need that Deqing has not verified in time."""
    return make_need(province, NeedState.SUBMITTED, due_at=timezone.now() - timedelta(days=4))


@pytest.fixture
def supervised(province: Province, late: Need) -> Supervision:
    """Shen of Huzhou wants an answer from Deqing by Wednesday."""
    words = "写明哪位师傅、哪天上门"
    return actions.order(need=late, actor=province.shen, demand=words, answer_by=WEDNESDAY)


def told(person: User) -> list[str]:
    return [notice.text for notice in Notice.objects.filter(recipient=person)]


def awaited_by(person: User) -> list[Row]:
    fresh = User.objects.get(pk=person.pk)
    return awaited_rows(fresh, tally_of(fresh).awaited)


def desk(person: User) -> list[tuple[str, str]]:
    fresh = User.objects.get(pk=person.pk)
    rows = rows_for(fresh, tally_of(fresh))
    return [(str(r.what), str(r.button)) for r in rows if r.kind == "supervision"]


def timeline(need: Need, reader: Any) -> list[tuple[str, str]]:
    return [(entry.text, entry.note) for entry in Story(need, reader).timeline]


# --- ordering ---------------------------------------------------------------------------------


def test_the_union_that_is_late_has_it_on_its_desk(
    province: Province, supervised: Supervision
) -> None:
    assert (supervised.union, supervised.to_union) == (province.huzhou, province.deqing)
    assert timezone.localtime(supervised.due_at).isoformat() == "2026-05-13T17:30:00+08:00"
    assert desk(province.xu) == [("答复督办", "去答复")]
    assert told(province.xu) == [
        "湖州市总工会督办：不锈钢焊接变形怎么减少，请在2026年5月13日前答复"
    ]
    assert desk(province.shen) == []
    (row,) = awaited_by(province.shen)
    assert row.what == "等下级答复督办"


def test_only_what_is_late_and_held_by_a_union_is_put_under_supervision(
    province: Province, late: Need
) -> None:
    order: dict[str, Any] = {"actor": province.shen, "demand": "请答复", "answer_by": WEDNESDAY}
    in_time = make_need(province, NeedState.LISTED, due_at=timezone.now() + timedelta(days=1))
    with_helper = make_need(province, NeedState.MATCHED)
    for need in (in_time, with_helper):
        with pytest.raises(Refused, match="没有超期"):
            actions.order(need=need, **order)
    with pytest.raises(Refused, match="已经过了"):
        actions.order(need=late, **{**order, "answer_by": date(2026, 5, 10)})
    actions.order(need=late, **order)
    with pytest.raises(Refused, match="已经在督办"):
        actions.order(need=late, **{**order, "actor": province.fang})


def test_nobody_supervises_their_own_union(province: Province, late: Need) -> None:
    with pytest.raises(PermissionDenied):
        actions.order(need=late, actor=province.xu, demand="请答复", answer_by=WEDNESDAY)
    assert not province.xu.has_perm("supervision.order", late)
    assert province.shen.has_perm("supervision.order", late)
    assert not province.wu.has_perm("supervision.order", late)


# --- answering --------------------------------------------------------------------------------


def test_the_answer_stands_in_the_story_and_the_asker_reads_it(
    province: Province, supervised: Supervision
) -> None:
    actions.answer(
        supervision=supervised, actor=province.xu, text="董师傅周五上门", promised_on=FRIDAY
    )
    need = supervised.need
    of_asker = timeline(need, province.contact)
    assert of_asker[0] == ("德清县总工会答复督办", "董师傅周五上门")
    assert of_asker[1] == ("湖州市总工会督办，要德清县总工会2026年5月13日前答复", "")
    of_staff = timeline(need, province.shen)
    assert of_staff[0][0] == "德清县总工会徐芳答复督办"
    assert of_staff[1][1] == "写明哪位师傅、哪天上门"
    assert "湖州" not in str(timeline(need, province.stranger))
    assert desk(province.shen) == [("核验督办", "去核验")]
    assert desk(province.xu) == []
    assert told(province.shen) == ["德清县总工会答复了督办：不锈钢焊接变形怎么减少"]


def test_the_union_above_accepts_the_answer(province: Province, supervised: Supervision) -> None:
    actions.answer(supervision=supervised, actor=province.xu, text="董师傅周五上门")
    ended = actions.accept(supervision=supervised, actor=province.shen)
    assert (ended.state, ended.due_at) == (S.ACCEPTED, None)
    assert desk(province.shen) == desk(province.xu) == []
    with pytest.raises(WrongState):
        actions.accept(supervision=supervised, actor=province.shen)


def test_or_asks_for_another_one(province: Province, supervised: Supervision) -> None:
    actions.answer(supervision=supervised, actor=province.xu, text="在办")
    again: dict[str, Any] = {"supervision": supervised, "actor": province.shen}
    with pytest.raises(Refused, match="哪里还不行"):
        actions.reject(**again, reason=" ", answer_by=FRIDAY)
    asked = actions.reject(**again, reason="没写哪天", answer_by=FRIDAY)
    assert (asked.state, asked.answer) == (S.ASKED, "在办")
    assert told(province.xu)[0].startswith("督办“不锈钢焊接变形怎么减少”：请在2026年5月15日前答复")
    assert desk(province.xu) == [("答复督办", "去答复")]


def test_more_time_is_given_once(province: Province, supervised: Supervision) -> None:
    more: dict[str, Any] = {"supervision": supervised, "actor": province.shen, "answer_by": FRIDAY}
    with pytest.raises(Refused, match="为什么宽限"):
        actions.extend(**more, reason="")
    extended = actions.extend(**more, reason="缺一份参数")
    assert timezone.localdate(extended.due_at) == FRIDAY
    with pytest.raises(Refused, match="已经宽限过一次"):
        actions.extend(**more, reason="还是缺")


def test_a_mistake_is_recalled_with_a_reason(province: Province, supervised: Supervision) -> None:
    with pytest.raises(Refused, match="为什么撤销"):
        actions.recall(supervision=supervised, actor=province.shen, reason="")
    actions.recall(supervision=supervised, actor=province.shen, reason="看错了")
    assert desk(province.xu) == []
    assert told(province.xu)[0] == "湖州市总工会撤销督办：不锈钢焊接变形怎么减少（看错了）"


# --- the need moves on --------------------------------------------------------------------------


def verify(need: Need, province: Province) -> None:
    list_need(need=need, actor=province.xu, category=1)


def hand_on(need: Need, province: Province) -> None:
    escalate_need(need=need, actor=province.xu, reason="县里没有这样的师傅")


def send_back(need: Need, province: Province) -> None:
    return_need(need=need, actor=province.xu, reason="请补充材料牌号")


@pytest.mark.parametrize("act", [verify, hand_on, send_back])
def test_it_ends_when_the_need_moves_on(
    province: Province, supervised: Supervision, act: Callable[..., None]
) -> None:
    act(supervised.need, province)
    supervised.refresh_from_db()
    assert (supervised.state, supervised.due_at) == (S.MOVED, None)
    assert desk(province.xu) == []
    assert "需求往前办了，督办结束：不锈钢焊接变形怎么减少" in told(province.shen)
    words = [text for text, _note in timeline(supervised.need, province.shen)]
    assert "需求往前办了，湖州市总工会的督办结束" in words


def test_it_can_be_put_under_supervision_again_when_it_is_late_again(
    province: Province, supervised: Supervision, clock: Any
) -> None:
    verify(supervised.need, province)
    clock.shift(timedelta(days=30))
    need = Need.objects.get(pk=supervised.need_id)
    Need.objects.filter(pk=need.pk).update(due_at=timezone.now() - timedelta(days=1))
    again = actions.order(
        need=need, actor=province.fang, demand="请答复", answer_by=date(2026, 6, 15)
    )
    assert again.union == province.province
    assert again.need_state == NeedState.LISTED


# --- reminding ----------------------------------------------------------------------------------


def test_both_are_reminded_once_a_day(
    province: Province, supervised: Supervision, clock: Any
) -> None:
    remind_due.call()
    assert len(told(province.xu)) == 1  # not due yet
    clock.shift(timedelta(days=2))
    remind_due.call()
    remind_due.call()
    assert told(province.xu)[0] == "督办的答复今天到期：不锈钢焊接变形怎么减少"
    assert len(told(province.xu)) == 2
    clock.shift(timedelta(days=1))
    remind_due.call()
    late = "督办的答复超期了：不锈钢焊接变形怎么减少"
    assert told(province.xu)[0] == told(province.shen)[0] == late
    assert desk(province.shen) == [("督办超期没答复", "看情况")]


def test_nobody_is_reminded_on_a_holiday(
    province: Province, supervised: Supervision, clock: Any
) -> None:
    Holiday.objects.create(date=WEDNESDAY, is_workday=False)
    forget_special_days()
    clock.shift(timedelta(days=2))
    remind_due.call()
    assert len(told(province.xu)) == 1
    clock.shift(timedelta(days=1))
    remind_due.call()
    assert len(told(province.xu)) == 2


def test_an_answer_that_nobody_judges_is_reminded_of(
    province: Province, supervised: Supervision, clock: Any
) -> None:
    actions.answer(supervision=supervised, actor=province.xu, text="周五上门")
    clock.shift(timedelta(days=2))
    remind_due.call()
    assert told(province.shen)[0] == "督办等您核验：不锈钢焊接变形怎么减少"


# --- pages --------------------------------------------------------------------------------------


def test_shen_orders_it_on_the_page_of_the_need(
    as_: Callable[[str], Client], province: Province, late: Need
) -> None:
    address = f"/needs/{late.pk}/supervision/"
    client = as_("shen")
    assert address in client.get(f"/needs/{late.pk}/").content.decode()
    said = {"demand": "请答复", "answer_by": "2026-05-13"}
    done = client.post(address, said, follow=True).content.decode()
    assert "已经督办。已发消息给德清县总工会。" in done
    assert "书面答复" in done
    made = Supervision.objects.get()
    assert client.get(address).headers["Location"] == f"/supervision/{made.pk}/"
    xu = as_("xu")
    page = xu.get(f"/supervision/{made.pk}/").content.decode()
    assert "去答复" in page
    assert "撤销督办" not in page
    answered = {"answer": "董师傅周五上门", "promised_on": "2026-05-15"}
    done = xu.post(f"/supervision/{made.pk}/answer/", answered, follow=True).content.decode()
    assert "5月15日办好" in done
    shen = as_("shen").post(f"/supervision/{made.pk}/accept/", follow=True).content.decode()
    assert "已经销号。" in shen


def test_a_need_that_is_in_time_has_no_such_button(
    as_: Callable[[str], Client], province: Province
) -> None:
    need = make_need(province, NeedState.LISTED, due_at=timezone.now() + timedelta(days=1))
    address = f"/needs/{need.pk}/supervision/"
    assert address not in as_("shen").get(f"/needs/{need.pk}/").content.decode()
    said = {"demand": "请答复", "answer_by": "2026-05-13"}
    refused = as_("shen").post(address, said)
    assert refused.status_code == 422
    assert "没有超期" in refused.content.decode()


@pytest.mark.parametrize("n", [1, 50])
def test_the_list_takes_as_many_queries_for_one_row_as_for_fifty(
    client: Client, province: Province, n: int, django_assert_max_num_queries: Any
) -> None:
    for _ in range(n):
        need = make_need(province, NeedState.SUBMITTED, due_at=timezone.now() - timedelta(days=4))
        actions.order(need=need, actor=province.shen, demand="请答复", answer_by=WEDNESDAY)
    client.force_login(province.shen)
    with django_assert_max_num_queries(12):
        page = client.get("/supervision/").content.decode()
    assert page.count("湖州市总工会督办德清县总工会") == min(n, 20)
    with django_assert_max_num_queries(40):
        client.get("/desk/")
