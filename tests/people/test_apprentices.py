"""结对拜师: apprenticeships are registered, signed, assessed, finished or ended."""

import io
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from docx import Document

from hongmajia.core.errors import Refused, WrongState
from hongmajia.core.models import Event
from hongmajia.notices.models import Notice
from hongmajia.people import actions
from hongmajia.people.enums import AssessmentGrade
from hongmajia.people.models import Apprenticeship
from tests.actors import Province

BACKEND = "django.contrib.auth.backends.ModelBackend"
TODAY = timezone.localdate()
FACTS = {
    "apprentice_name": "吴小明",
    "workplace": "德清县莫干精工机械有限公司",
    "skill": "不锈钢薄板焊接",
    "goals": "独立完成罐体环缝焊接，变形不超过2毫米。",
    "starts_on": TODAY - timedelta(days=30),
    "ends_on": TODAY + timedelta(days=335),
}
Pair = Callable[..., Apprenticeship]


@pytest.fixture
def pair(province: Province) -> Pair:
    """`pair()`: Shen registers an apprenticeship with Dong as master."""

    def note(**changes: Any) -> Apprenticeship:
        values = {"master": province.dong_helper, "actor": province.shen, **FACTS}
        return actions.pair_apprentice(**{**values, **changes})

    return note


@pytest.fixture
def running(province: Province, pair: Pair) -> Apprenticeship:
    signed = {"apprenticeship": pair(), "actor": province.shen, "on": TODAY}
    return actions.sign_agreement(**signed)


def assess(paired: Apprenticeship, actor: Any, **changes: Any) -> Any:
    facts = {"on": TODAY, "grade": AssessmentGrade.GOOD, "words": "环缝焊得稳", **changes}
    return actions.assess_apprentice(apprenticeship=paired, actor=actor, **facts)


def verbs(paired: Apprenticeship) -> list[str]:
    return list(Event.objects.filter(story=paired.story).values_list("verb", flat=True))


def test_an_apprenticeship_from_registration_to_finish(province: Province, pair: Pair) -> None:
    paired = pair(apprentice_user=province.stranger)
    assert paired.state == "agreed"
    signed = actions.sign_agreement(apprenticeship=paired, actor=province.shen, on=TODAY)
    assert timezone.localdate(signed.due_at) == FACTS["ends_on"]
    assess(paired, province.dong)
    assess(paired, province.dong, is_final=True)
    done = actions.finish_apprenticeship(apprenticeship=paired, actor=province.shen, on=TODAY)
    assert (done.state, done.ended_on) == ("finished", TODAY)
    assert verbs(paired) == [
        "apprenticeship.finished", "apprenticeship.assessed", "apprenticeship.assessed",
        "apprenticeship.signed", "apprenticeship.paired",
    ]  # fmt: skip
    told = [n.text for n in Notice.objects.filter(recipient=province.stranger)]
    assert told[0] == "吴小明跟董师傅学成出师，祝贺"
    assert len(told) == 5


@pytest.mark.parametrize("grade", [None, AssessmentGrade.FAILED])
def test_nobody_finishes_without_a_passed_final_assessment(
    province: Province, running: Apprenticeship, grade: int | None
) -> None:
    assess(running, province.dong)  # good, but not the final one
    if grade:
        assess(
            running, province.dong, grade=AssessmentGrade.GOOD, is_final=True, on=FACTS["starts_on"]
        )
        assess(running, province.dong, grade=grade, is_final=True)  # the last one counts
    with pytest.raises(Refused, match="出师考核"):
        actions.finish_apprenticeship(apprenticeship=running, actor=province.shen, on=TODAY)


def test_the_same_two_are_paired_once_at_a_time(province: Province, pair: Pair) -> None:
    first = pair()
    with pytest.raises(Refused, match="已经结对"):
        pair()
    ended = {"apprenticeship": first, "actor": province.dong, "on": TODAY}
    actions.end_apprenticeship(**ended, reason="徒弟调去别的厂")
    assert pair().pk != first.pk


def test_only_an_artisan_on_the_roll_takes_apprentices(province: Province, pair: Pair) -> None:
    with pytest.raises(Refused, match="在册的师傅"):
        pair(master=province.team)


def test_a_term_that_ends_before_it_starts_is_refused(pair: Pair) -> None:
    with pytest.raises(ValidationError, match="晚于开始"):
        pair(ends_on=FACTS["starts_on"])


def test_days_in_the_future_are_refused(
    province: Province, pair: Pair, running: Apprenticeship
) -> None:
    tomorrow = TODAY + timedelta(days=1)
    for act in (actions.finish_apprenticeship, actions.sign_agreement):
        with pytest.raises(Refused, match="还没到"):
            act(apprenticeship=running, actor=province.shen, on=tomorrow)


def test_each_action_is_refused_in_a_wrong_state(province: Province, pair: Pair) -> None:
    paired = pair()
    with pytest.raises(WrongState):
        assess(paired, province.dong)
    with pytest.raises(Refused, match="为什么解除"):
        actions.end_apprenticeship(apprenticeship=paired, actor=province.dong, on=TODAY, reason=" ")


def test_the_log_names_what_was_changed(province: Province, pair: Pair) -> None:
    paired = pair()
    change = {"apprenticeship": paired, "actor": province.dong}
    actions.change_apprenticeship(**change, goals="考取高级工")
    actions.change_apprenticeship(**change, goals="考取高级工")  # nothing new, nothing logged
    logged = Event.objects.filter(verb="apprenticeship.changed")
    assert [event.data["fields"] for event in logged] == ["学到什么程度"]


def test_a_new_last_day_moves_the_deadline(province: Province, pair: Pair) -> None:
    paired = pair(starts_on=date(2026, 5, 1), ends_on=date(2027, 4, 30))
    running = actions.sign_agreement(
        apprenticeship=paired, actor=province.dong, on=date(2026, 5, 1)
    )
    actions.change_apprenticeship(
        apprenticeship=running, actor=province.dong, ends_on=date(2027, 6, 30)
    )
    running.refresh_from_db()
    assert running.due_at is not None
    assert timezone.localdate(running.due_at) == date(2027, 6, 30)


def test_the_agreement_says_who_what_and_until_when(
    province: Province, client: Client, pair: Pair
) -> None:
    client.force_login(province.dong, backend=BACKEND)
    paired = pair(starts_on=date(2026, 5, 1), ends_on=date(2027, 4, 30))
    answer = client.get(reverse("apprenticeship_agreement", args=[paired.pk]))
    assert "attachment" in answer.headers["Content-Disposition"]
    text = "\n".join(p.text for p in Document(io.BytesIO(answer.content)).paragraphs)
    for words in (
        "师徒结对协议书",
        "师傅：董师傅（焊工）",
        "吴小明",
        "自2026年5月1日起",
        "湖州市总工会",
    ):
        assert words in text


def test_the_public_sees_how_many_and_no_name(
    province: Province, client: Client, running: Apprenticeship
) -> None:
    page = reverse("helper", args=[province.dong_helper.pk])
    shown = client.get(page).content.decode()
    assert "正在带1人" in shown
    assert "吴小明" not in shown
    client.force_login(province.dong, backend=BACKEND)
    assert "吴小明" in client.get(page).content.decode()


@pytest.mark.parametrize(
    ("who", "status"),
    [("fang", 200), ("shen", 200), ("lin", 200), ("dong", 200), ("xu", 404), ("wu", 404)],
)
def test_the_pair_is_seen_by_the_two_and_their_union(
    province: Province, client: Client, running: Apprenticeship, who: str, status: int
) -> None:
    client.force_login(province.actors[who], backend=BACKEND)
    assert client.get(reverse("apprenticeship", args=[running.pk])).status_code == status


def test_the_apprentice_reads_and_does_not_assess(
    province: Province, client: Client, pair: Pair
) -> None:
    paired = pair(apprentice_user=province.stranger)
    client.force_login(province.stranger, backend=BACKEND)
    shown = client.get(reverse("apprenticeship", args=[paired.pk])).content.decode()
    assert "协议签好了" not in shown
    assert client.get(reverse("apprenticeship_sign", args=[paired.pk])).status_code == 403


def test_an_apprenticeship_on_the_pages_from_registration_to_finish(
    province: Province, client: Client
) -> None:
    client.force_login(province.shen, backend=BACKEND)
    new = reverse("apprenticeship_new", args=[province.dong_helper.pk])
    faulty = client.post(new, {**FACTS, "ends_on": FACTS["starts_on"]})
    assert "期限的结束要晚于开始" in faulty.content.decode()
    page = client.post(new, {**FACTS, "apprentice_user": "contact"}).headers["Location"]
    steps = [
        ("edit", {**FACTS, "apprentice_user": "contact", "skill": "氩弧焊"}),
        ("sign", {"on": TODAY}),
        ("assess", {"on": TODAY, "grade": 3, "words": "不错", "is_final": "on"}),
        ("finish", {"on": TODAY}),
    ]
    for step, facts in steps:
        assert client.post(f"{page}{step}/", facts).headers["Location"] == page
    shown = client.get(page).content.decode()
    assert "氩弧焊" in shown
    assert "已出师" in shown


@pytest.mark.parametrize("count", [1, 50])
def test_the_list_costs_the_same_however_long(
    province: Province, client: Client, pair: Pair, count: int,
    django_assert_max_num_queries: Callable[..., Any],
) -> None:  # fmt: skip
    for number in range(count):
        pair(apprentice_name=f"徒弟{number}")
    client.force_login(province.shen, backend=BACKEND)
    with django_assert_max_num_queries(10):
        shown = client.get(reverse("apprenticeship_list"), {"state": "agreed"}).content.decode()
    assert f"待签协议{count}" in shown
