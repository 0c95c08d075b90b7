"""The page of an event says in whose hands it is and what comes next, to the union's staff."""

from collections.abc import Callable
from datetime import time
from typing import Any

from django.test import Client

from hongmajia.events.actions import (
    change_question,
    count_heads,
    evaluate,
    note_question,
    set_agenda,
    set_criteria,
)
from hongmajia.events.face import face_of
from hongmajia.events.models import Criterion
from hongmajia.events.standing import standing_of
from hongmajia.services.actions import call_off
from hongmajia.services.models import Activity
from tests.actors import Province


def stands(activity: Activity, reader: Any) -> tuple[str, str]:
    """Who has it, and the next step."""
    found = standing_of(face_of(Activity.objects.get(pk=activity.pk), reader))
    return found.holder, found.next_step


def test_before_the_day(client: Client, province: Province, opening: Callable[..., Any]) -> None:
    activity = opening()
    assert stands(activity, province.xu) == ("德清县总工会 徐芳", "写议程")
    item: Any = {"at": time(9), "kind": "speech", "title": "", "note": "", "speaker": ""}
    set_agenda(activity=activity, actor=province.xu, items=[item])
    assert stands(activity, province.xu) == ("德清县总工会 徐芳", "到时间去办")
    address = f"/activities/{activity.pk}/event/"
    assert "现在在谁手里" not in client.get(address).content.decode()
    client.force_login(province.xu)
    assert "现在在谁手里" in client.get(address).content.decode()
    call_off(activity=activity, actor=province.xu, reason="改期")
    assert stands(activity, province.xu) == ("", "已取消，没有下一步")


def test_afterwards_until_it_is_evaluated(
    province: Province, opening: Callable[..., Any], held: Callable[[Activity], Activity]
) -> None:
    """Heads, the record, the answer to a question; then it lies with the union above."""
    activity = opening(days=-1)
    assert stands(activity, province.xu)[1] == "写下来了多少人"
    count_heads(activity=activity, actor=province.xu, heads={"worker": 30})
    assert stands(activity, province.xu)[1] == "写服务记录"
    held(activity)
    asked = note_question(activity=activity, actor=province.xu, text="薄板焊接怎么少变形？")
    assert stands(activity, province.xu)[1] == "补写1个问题的回答"
    change_question(question=asked, actor=province.xu, answer="先点焊，再对称施焊。")
    assert stands(activity, province.xu) == ("", "办完了")
    set_criteria(season=activity.season, actor=province.lin, criteria={"组织": 10})
    assert stands(activity, province.xu) == ("湖州市总工会 沈建国", "等上级评估")
    marks = {Criterion.objects.get(): 9}
    evaluate(activity=activity, actor=province.shen, by=province.huzhou, marks=marks, words="好")
    assert stands(activity, province.xu) == ("", "办完了，已经评估")
