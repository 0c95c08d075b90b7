"""Errors in the caller's language, limits with their headers, and what else holds for all."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from tests.actors import Province
from tests.interface.conftest import Caller

NEED = {
    "text": "焊不锈钢罐体的时候变形厉害。", "region": "330521", "contact_name": "沈女士",
    "contact_phone": "13812341234",
}  # fmt: skip


def test_a_refusal_is_problem_details(deqing: Caller, province: Province) -> None:
    answer = deqing.post("/needs", {**NEED, "text": "坏", "contact_phone": "1"})
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    said = answer.json()
    assert {name: said[name] for name in ("type", "title", "status", "detail")} == {
        "type": "about:blank",
        "title": "Unprocessable Entity",
        "status": 422,
        "detail": "有几处要改。",
    }
    assert {error["loc"][-1]: error["msg"] for error in said["errors"]} == {
        "text": "太短，至少6个字。",
        "contact_phone": "手机号少了10位，请核对。",
    }


@pytest.mark.parametrize(
    ("asked", "language", "detail"),
    [
        ("en", "en", "Some fields have to be corrected."),
        ("en-GB,en;q=0.8", "en", "Some fields have to be corrected."),
        ("fr, zh-CN;q=0.5", "zh-hans", "有几处要改。"),
        ("fr", "zh-hans", "有几处要改。"),
    ],
)
def test_errors_are_in_the_callers_language(
    deqing: Caller, asked: str, language: str, detail: str
) -> None:
    answer = deqing.post("/needs", {}, **{"Accept-Language": asked})
    assert answer.json()["detail"] == detail
    assert answer["Content-Language"] == language
    assert "Accept-Language" in answer["Vary"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("get", "/api/nothing", 404),
        ("get", "/api/needs/%00", 404),
        ("get", "/api/needs/99", 404),
        ("get", "/api/needs/99999999999999999999", 422),
        ("delete", "/api/needs", 405),
        ("get", "/api/engagements/claim", 405),
    ],
)
def test_what_does_not_exist(deqing: Caller, method: str, path: str, status: int) -> None:
    ask: Any = getattr(Client(), method)
    answer = ask(path, headers={"Authorization": f"Bearer {deqing.token}"})
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    if status == 405:
        assert answer["Allow"]


def test_a_body_that_cannot_be_read(deqing: Caller) -> None:
    for body, status in (("{", 400), ("[1]", 422), ("null", 422), ('"x"', 422)):
        answer = deqing.post("/needs", body)
        assert answer.status_code == status, body
        assert answer["Content-Type"] == "application/problem+json"


def test_a_body_that_is_too_large(deqing: Caller, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    for key in ({}, {"key": "a-1"}):
        answer = deqing.post("/needs", {**NEED, "goal": "平" * 100}, **key)
        assert answer.status_code == 413
        assert answer["Content-Type"] == "application/problem+json"


def test_limits_are_told_before_they_bite(
    deqing: Caller, wucheng: Caller, settings: Settings
) -> None:
    settings.INTERFACE_PER_MINUTE = 3
    left = [deqing.get("/regions")["RateLimit-Remaining"] for _ in range(3)]
    assert left == ["2", "1", "0"]
    refused = deqing.get("/regions")
    assert (refused.status_code, refused["RateLimit-Limit"]) == (429, "3")
    assert refused["Content-Type"] == "application/problem+json"
    assert 1 <= int(refused["Retry-After"]) <= 60
    assert refused["Retry-After"] == refused["RateLimit-Reset"]
    assert wucheng.get("/regions").status_code == 200  # each program has its own share


def test_wrong_tokens_use_up_the_share_of_their_address(
    province: Province, settings: Settings
) -> None:
    settings.INTERFACE_PER_MINUTE = 2
    wrong = {"Authorization": "Bearer hm_wrong"}
    statuses = [Client().get("/api/needs", headers=wrong).status_code for _ in range(3)]
    assert statuses == [401, 401, 429]


def test_a_program_asks_for_more_people_than_a_person_may(
    deqing: Caller, province: Province
) -> None:
    for n in range(61):
        answer = deqing.post("/needs", {**NEED, "contact_phone": f"138123412{n:02}"})
        assert answer.status_code == 201, answer.text


def test_beyond_its_union_a_program_asks_for_nobody(deqing: Caller, province: Province) -> None:
    assert deqing.post("/needs", {**NEED, "region": "330702"}).status_code == 422
    answer = deqing.post("/needs", {**NEED, "enterprise_name": province.mogan.name})
    assert answer.status_code == 201


def test_a_person_and_a_token_in_one_request(deqing: Caller, province: Province) -> None:
    """The token counts, not the session that a browser sends along."""
    client = Client()
    client.force_login(province.wu, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get("/api/unions", headers={"Authorization": f"Bearer {deqing.token}"})
    names = {row["name"] for row in answer.json()["rows"]}
    assert names == {"德清县总工会", "莫干精工工会"}
