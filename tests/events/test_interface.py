"""Events in the interface: reading one, counting heads, noting a question."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from hongmajia.services.models import Activity
from tests.actors import Province

BACKEND = "django.contrib.auth.backends.ModelBackend"
Opening = Callable[..., Activity]


@pytest.fixture
def xu(province: Province) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(province.xu, backend=BACKEND)
    return client


def post(client: Client, activity: Activity, what: str, facts: dict[str, Any]) -> Any:
    address = f"/api/activities/{activity.pk}/{what}"
    return client.post(address, facts, content_type="application/json")


def test_heads_and_questions_are_written_by_the_same_actions(
    xu: Client, province: Province, opening: Opening
) -> None:
    activity = opening(days=-1)
    assert post(xu, activity, "heads", {"heads": {"leader": 6, "school": 160}}).json() == {
        "activity": activity.pk, "by_hand": 166,
    }  # fmt: skip
    asked = {"text": "怎么减少焊接变形？", "answered_by": province.dong_helper.pk, "answer": "退焊"}
    assert post(xu, activity, "questions", asked).status_code == 201
    told = xu.get(f"/api/activities/{activity.pk}/event").json()
    assert told["heads"] == 166
    assert [(one["group"], one["came"]) for one in told["groups"]] == [
        ("leader", 6), ("school", 160),
    ]  # fmt: skip
    assert told["questions"][0]["answered_by"] == province.dong_helper.pk


@pytest.mark.parametrize(
    "heads", [{"leader": -1}, {"leader": 10**9}, {"nobody": 1}, {"leader": "many"}]
)
def test_impossible_heads_are_refused(xu: Client, opening: Opening, heads: dict[str, Any]) -> None:
    assert post(xu, opening(days=-1), "heads", {"heads": heads}).status_code == 422


def test_the_neighbour_may_not(province: Province, opening: Opening) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(province.wu, backend=BACKEND)
    answer = post(client, opening(days=-1), "heads", {"heads": {"leader": 6}})
    assert answer.status_code == 403
