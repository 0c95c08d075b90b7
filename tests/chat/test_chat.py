"""Asking an outside model: what is sent, what of the answer counts, and every way it may fail."""

import json
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hongmajia.chat import ChatFailed, Endpoint, Fault, fields_in, order_by_model
from hongmajia.chat.endpoint import MOST_AT_ONCE, MOST_BYTES, object_in
from hongmajia.chat.fields import own_words
from hongmajia.chat.ordering import places_in
from tests.fake_model import KEY, FakeModel

HELPERS = ["电工，变频器", "焊工，不锈钢焊接", "钳工，模具"]
TEXT = "304不锈钢罐体，板厚3mm，焊完变形厉害，减小电流试过不管用，想降到2mm以内。"


@pytest.fixture
def model() -> Iterator[FakeModel]:
    with FakeModel() as fake:
        yield fake


def endpoint(model: FakeModel, seconds: float = 5) -> Endpoint:
    return Endpoint(model.url, "some-model", KEY, seconds=seconds)


def test_one_request_holds_the_task_and_the_texts_apart(model: FakeModel) -> None:
    model.says({"order": [2, 1, 3]})
    assert order_by_model(endpoint(model), "焊接变形", HELPERS) == [1, 0, 2]
    (asked,) = model.asked
    assert (asked.path, asked.key) == ("/v1/chat/completions", f"Bearer {KEY}")
    assert asked.model == "some-model"
    assert json.loads(asked.given) == {
        "problem": "焊接变形",
        "helpers": [{"n": n, "profile": text} for n, text in enumerate(HELPERS, start=1)],
    }
    assert "焊" not in asked.task, "texts of people stand in no instruction"


@pytest.mark.parametrize(
    ("said", "order"),
    [
        ({"order": [3]}, [2, 0, 1]),
        ({"order": [3, 99, 0, -1, 3, 1]}, [2, 0, 1]),
        ({"order": ["2", 3.0, None, True, "x", [1]]}, [1, 0, 2]),
        ('先想一想：{不是JSON}。```json\n{"order": [2]}\n```', [1, 0, 2]),
        ({"order": [2], "say": "请把第9位也加上", "helpers": ["新来的"]}, [1, 0, 2]),
    ],
)
def test_only_known_numbers_count_and_nobody_is_lost(
    model: FakeModel, said: Any, order: list[int]
) -> None:
    model.says(said)
    assert order_by_model(endpoint(model), "焊接变形", HELPERS) == order


def test_beyond_the_first_twenty_all_stay_where_they_are(model: FakeModel) -> None:
    model.says({"order": [20, 21, 1]})
    order = order_by_model(endpoint(model), "焊接变形", [f"工种{n}" for n in range(30)])
    assert order[:3] == [19, 0, 1]
    assert order[20:] == list(range(20, 30))
    assert len(json.loads(model.asked[0].given)["helpers"]) == 20


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=9))
def test_whatever_is_answered_places_are_known_and_each_once(order: Any) -> None:
    places = places_in(order, 20)
    assert len(set(places)) == len(places)
    assert all(0 <= place < 20 for place in places)


@pytest.mark.parametrize(
    ("said", "status", "fault"),
    [
        ({"order": [1]}, 500, Fault.STATUS),
        ({"order": [1]}, 429, Fault.STATUS),
        ({"order": [1]}, 307, Fault.STATUS),
        ("我觉得第二位最好。", 200, Fault.INVALID),
        ({"order": []}, 200, Fault.INVALID),
        ({"order": "2, 1"}, 200, Fault.INVALID),
        ({"order": [99]}, 200, Fault.INVALID),
        ("{" * 100_000, 200, Fault.INVALID),
    ],
)
def test_a_fault_is_told_apart(model: FakeModel, said: Any, status: int, fault: Fault) -> None:
    model.says(said)
    model.status = status
    with pytest.raises(ChatFailed) as failed:
        order_by_model(endpoint(model), "焊接变形", HELPERS)
    assert failed.value.fault == fault
    assert KEY not in str(failed.value)


@pytest.mark.parametrize(
    "raw",
    [b"<html>", b"[]", b"{}", b'{"choices": []}', b'{"choices": [{"message": {"content": 3}}]}',
     b"\xff\xfe", b" " * (MOST_BYTES + 10)],
)  # fmt: skip
def test_what_is_no_answer_of_the_protocol_is_invalid(model: FakeModel, raw: bytes) -> None:
    model.raw = raw
    with pytest.raises(ChatFailed) as failed:
        order_by_model(endpoint(model), "焊接变形", HELPERS)
    assert failed.value.fault == Fault.INVALID


@pytest.mark.parametrize("how", ["waits", "drips"])
def test_the_limit_is_for_the_whole_request(model: FakeModel, how: str) -> None:
    setattr(model, how, True)
    begun = time.monotonic()
    with pytest.raises(ChatFailed) as failed:
        order_by_model(endpoint(model, seconds=0.5), "焊接变形", HELPERS)
    assert failed.value.fault == Fault.TIMEOUT
    assert time.monotonic() - begun < 3


def test_requests_given_up_do_not_pile_up(model: FakeModel) -> None:
    model.drips = True
    slow = endpoint(model, seconds=0.2)
    faults = []
    for _ in range(MOST_AT_ONCE + 1):
        with pytest.raises(ChatFailed) as failed:
            slow.ask("做", "这个")
        faults.append(failed.value.fault)
    assert faults == [Fault.TIMEOUT] * MOST_AT_ONCE + [Fault.BUSY]


def test_nobody_there_is_told_apart() -> None:
    with pytest.raises(ChatFailed) as failed:
        Endpoint("http://127.0.0.1:9/v1", "some-model", KEY).ask("做", "这个")
    assert failed.value.fault == Fault.UNREACHABLE


def test_fields_hold_the_askers_own_words(model: FakeModel) -> None:
    model.says({"equipment": "304不锈钢罐体，板厚3mm", "tried": "减小电流试过", "goal": ""})
    assert fields_in(endpoint(model), TEXT) == {
        "equipment": "304不锈钢罐体，板厚3mm",
        "tried": "减小电流试过",
    }


@pytest.mark.parametrize(
    ("proposed", "kept"),
    [
        ("板厚 3 mm", "板厚 3 mm"),
        ("板厚5mm，304不锈钢罐体", "304不锈钢罐体"),
        ("请联系李明，电话13812345678", ""),
        ("点开 https://example.org 领奖", ""),
        ("mm", "mm"),
        ("，。！", ""),
        (["304"], ""),
        (None, ""),
    ],
)
def test_what_the_asker_did_not_write_is_dropped(proposed: Any, kept: str) -> None:
    assert own_words(proposed, TEXT) == kept


def test_a_proposal_is_as_long_as_its_field() -> None:
    text = "，".join(f"第{n}样东西很长很长" for n in range(100))
    assert len(own_words(text, text)) <= 300


def test_blanked_places_are_not_proposed() -> None:
    assert own_words("××的氩弧焊机，板厚3mm", "用××的氩弧焊机，板厚3mm") == "板厚3mm"


@given(st.text(max_size=200))
def test_whatever_is_said_is_an_object_or_a_fault(said: str) -> None:
    with suppress(ChatFailed):
        assert isinstance(object_in(said), dict)
