"""After an event: heads, questions with answers, feedback without an account, evaluation."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from hongmajia.core.errors import Refused
from hongmajia.events.actions import (
    change_question,
    count_heads,
    evaluate,
    note_question,
    say,
    set_agenda,
    set_criteria,
)
from hongmajia.events.limits import SAID_BY_VISITOR
from hongmajia.events.models import Feedback
from hongmajia.events.queries import bars_of, heads_by_group, total_of
from hongmajia.needs.models import Need
from hongmajia.services.actions import record_arrival, sign_up
from hongmajia.services.models import Activity
from tests.actors import Province

Opening = Callable[..., Activity]


def came(activity: Activity) -> dict[str, int]:
    return {line.group: line.came for line in heads_by_group(activity)}


def test_heads_by_group_are_those_who_arrived_and_those_counted_by_hand(
    province: Province, opening: Opening
) -> None:
    activity = opening(days=0.001)
    for n, (group, heads) in enumerate([("worker", 4), ("school", 30), ("member", 2)]):
        sign_up(activity=activity, actor=None, name=f"甲{n}", phone=f"1370000000{n}",
                group=group, heads=heads)  # fmt: skip
    record_arrival(activity=activity, actor=None, phone="13700000000", heads=3)
    record_arrival(activity=activity, actor=None, phone="13700000001")
    activity.starts_at -= timedelta(hours=1)
    activity.save()
    count_heads(activity=activity, actor=province.xu, heads={"leader": 8, "worker": 5})
    assert came(activity) == {"leader": 8, "worker": 8, "school": 30, "member": 0}
    whole = total_of(heads_by_group(activity))
    assert (whole.signed_up, whole.by_code, whole.by_hand, whole.came) == (36, 33, 13, 46)
    count_heads(activity=activity, actor=province.xu, heads={"leader": 9})
    assert came(activity)["worker"] == 3


def test_each_group_opens_to_its_people(
    client: Client, province: Province, opening: Opening
) -> None:
    activity = opening()
    for phone, group in (("13700000001", "worker"), ("13700000002", "school")):
        sign_up(activity=activity, actor=None, name=f"来自{group}", phone=phone, group=group)
    client.force_login(province.xu)
    door = f"/activities/{activity.pk}/door/"
    page = client.get(f"/activities/{activity.pk}/event/").content.decode()
    assert f"{door}?group=worker#people" in page
    shown = client.get(door, {"group": "worker"}).content.decode()
    assert ("来自worker" in shown, "来自school" in shown) == (True, False)
    assert "来自school" in client.get(door).content.decode()
    assert "来自worker" not in client.get(door, {"group": ""}).content.decode()


def test_heads_are_counted_once_it_has_begun(province: Province, opening: Opening) -> None:
    with pytest.raises(Refused, match="还没开始"):
        count_heads(activity=opening(), actor=province.xu, heads={"leader": 8})


def test_a_question_stays_with_its_answer_and_names_nobody(
    client: Client, province: Province, opening: Opening
) -> None:
    activity = opening(days=-1)
    asked = note_question(
        activity=activity, actor=province.xu, asked_by="一位队员",
        text="如何减少或避免不锈钢的焊接变形？请打13812345678",
    )  # fmt: skip
    change_question(
        question=asked, actor=province.xu, answered_by=province.dong_helper,
        answer="对称分段退焊，加反变形垫板。",
    )  # fmt: skip
    page = client.get(f"/activities/{activity.pk}/event/").content.decode()
    assert "如何减少或避免不锈钢的焊接变形" in page
    assert "对称分段退焊" in page
    assert "董师傅答" in page
    assert "13812345678" not in page


def answers(**changes: Any) -> dict[str, Any]:
    return {"useful": "4", "words": "下次进车间时间长一点。", "has_problem": "no", **changes}


def test_whoever_has_the_code_says_something_once_without_an_account(
    client: Client, province: Province, opening: Opening
) -> None:
    activity = opening(days=-1)
    set_agenda(activity=activity, actor=province.xu, items=[
        {"at": timezone.now().time(), "kind": "lecture", "title": "一把锉刀三十年", "note": "",
         "speaker": ""},
    ])  # fmt: skip
    address = f"/come/{activity.code}/said/"
    item = activity.agenda.get()
    assert client.post(address, answers(useful="9")).status_code == 422
    assert client.post(address, answers(helped=[item.pk])).status_code == 200
    said = Feedback.objects.get()
    assert (said.useful, [*said.helped.all()], said.need) == (4, [item], None)
    assert "已经说过了" in client.get(address).content.decode()
    assert "已经说过了" in client.post(address, answers()).content.decode()
    assert Feedback.objects.count() == 1
    assert Client().post(address, answers(useful="1")).status_code == 200
    assert [bar.n for bar in bars_of(activity)] == [1, 0, 0, 1]
    fields = {field.name for field in Feedback._meta.fields}
    assert fields == {"id", "activity", "useful", "words", "need", "said_at"}


def test_a_problem_with_a_telephone_becomes_a_need_of_the_union(
    client: Client, province: Province, opening: Opening
) -> None:
    activity = opening(days=-1)
    address = f"/come/{activity.code}/said/"
    asked = answers(has_problem="yes", problem="传感器总报故障，零件偏磨报废多。", name="余女士")
    refused = client.post(address, asked)
    assert (refused.status_code, Need.objects.count()) == (422, 0)
    answer = client.post(address, {**asked, "phone": "13700001234"})
    need = Need.objects.get()
    assert need.tracking_code in answer.content.decode()
    assert (need.state, need.contact_phone, need.union) == (
        "submitted", "13700001234", province.deqing,
    )  # fmt: skip
    assert Feedback.objects.get().need == need


def test_without_a_problem_no_number_is_kept(
    client: Client, province: Province, opening: Opening
) -> None:
    activity = opening(days=-1)
    typed = answers(problem="没想好", name="余女士", phone="123")
    assert client.post(f"/come/{activity.code}/said/", typed).status_code == 200
    assert not Need.objects.exists()


@pytest.mark.parametrize(("days", "says"), [(3, "还没开始"), (-9, "已经过了")])
def test_one_says_something_from_its_beginning_to_four_days_after(
    client: Client, province: Province, opening: Opening, days: int, says: str
) -> None:
    answer = client.post(f"/come/{opening(days=days).code}/said/", answers())
    assert (answer.status_code, says in answer.content.decode()) == (422, True)


def test_saying_is_limited_by_address(client: Client, province: Province, opening: Opening) -> None:
    for _ in range(SAID_BY_VISITOR.most):
        SAID_BY_VISITOR.count("127.0.0.1")
    assert client.post(f"/come/{opening(days=-1).code}/said/", answers()).status_code == 429
    assert not Feedback.objects.exists()


def test_a_point_that_helped_is_changed_but_not_deleted(
    province: Province, opening: Opening
) -> None:
    activity = opening(days=-1)
    talk: Any = {"at": timezone.now().time(), "kind": "talk", "title": "我心向党", "note": "",
                 "speaker": "傅建军"}  # fmt: skip
    set_agenda(activity=activity, actor=province.xu, items=[talk])
    item = activity.agenda.get()
    say(activity=activity, actor=None, useful=4, helped=[item])
    with pytest.raises(Refused, match="不能删"):
        set_agenda(activity=activity, actor=province.xu, items=[])
    changed = {**talk, "pk": item.pk, "title": "永远跟党走"}
    set_agenda(activity=activity, actor=province.xu, items=[changed])
    assert [(one.pk, one.title) for one in activity.agenda.all()] == [(item.pk, "永远跟党走")]


def test_the_union_above_evaluates_by_the_criteria_of_the_season(
    province: Province, opening: Opening, held: Any
) -> None:
    set_criteria(season=province.season, actor=province.fang, criteria={"组织": 40, "效果": 60})
    first, second = province.season.criteria.all()
    activity = opening(days=-1)
    facts: dict[str, Any] = {"actor": province.shen, "by": province.huzhou, "words": "扎实"}
    with pytest.raises(Refused, match="写好服务记录"):
        evaluate(activity=activity, marks={first: 30, second: 50}, **facts)
    held(activity)
    with pytest.raises(Refused, match="0到60"):
        evaluate(activity=activity, marks={first: 30, second: 61}, **facts)
    made = evaluate(activity=activity, marks={first: 30, second: 50}, **facts)
    assert (made.total, made.most) == (80, 100)
    evaluate(activity=activity, marks={first: 35, second: 50}, **facts)
    activity.evaluation.refresh_from_db()
    assert activity.evaluation.total == 85
    with pytest.raises(Refused, match="已经按“组织”评过"):
        set_criteria(season=province.season, actor=province.fang, criteria={"效果": 60})


@pytest.mark.parametrize(
    ("who", "status"),
    [("xu", 403), ("shen", 200), ("fang", 200), ("lin", 403), ("lu", 403), ("wu", 403)],
)
def test_only_a_cadre_above_the_union_that_held_it_evaluates(
    client: Client, province: Province, opening: Opening, who: str, status: int
) -> None:
    client.force_login(getattr(province, who))
    page = client.get(f"/activities/{opening(days=-1).pk}/evaluate/")
    assert page.status_code == status


def test_what_people_said_is_read_by_staff_only(
    client: Client, province: Province, opening: Opening
) -> None:
    activity = opening(days=-1)
    say(activity=activity, actor=None, useful=1, words="没听懂")
    address = f"/activities/{activity.pk}/units/"
    assert "没听懂" not in client.get(address).content.decode()
    client.force_login(province.xu)
    assert "没听懂" in client.get(address).content.decode()
