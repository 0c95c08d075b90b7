"""Every request leaves one line; an error leaves its traceback, and a page with the number."""

from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from pytest_django import Settings

from tests.actors import Province, make_need
from tests.core.logs.conftest import Written

BACKEND = "django.contrib.auth.backends.ModelBackend"


def failing(error: Exception) -> Any:
    """A view that fails."""

    def view(*_: Any, **__: Any) -> None:
        raise error

    return view


def test_the_line_of_a_request(client: Client, province: Province, written: Written) -> None:
    need = make_need(province)
    client.force_login(province.xu, backend=BACKEND)
    answer = client.get(f"/needs/{need.pk}/?q=董建国", REMOTE_ADDR="192.0.2.7")
    [line] = written.of("request")
    assert line["message"] == "GET 200"
    assert line["path"] == f"/needs/{need.pk}/"
    assert line["status"] == 200
    assert line["user"] == province.xu.pk
    assert line["address"] == "192.0.2.7"
    assert line["request"] == answer.headers["X-Request-ID"]
    assert 0 < line["queries"] < 40
    assert 0 < line["ms"] < 60_000


def test_no_line_tells_a_code_a_name_or_a_number(
    client: Client, province: Province, written: Written
) -> None:
    """A walk by people who type what must not be written down."""
    need = make_need(province, contact_name="沈丽华", contact_phone="13912341234")
    for address in (
        f"/track/{need.tracking_code}/",
        f"/track/{need.tracking_code}x/",
        "/needs/?q=13912341234",
        "/沈丽华/13912341234/",
        "/static/沈丽华.css",
        "/a/SECRETCODE/",
    ):
        client.get(address)
    client.post("/track/", {"code": need.tracking_code})
    for name in (province.xu.username, "13912341234"):
        client.post("/login/", {"login": name, "password": "沈丽华-hush"})
    Client(enforce_csrf_checks=True).post(f"/track/{need.tracking_code}/withdraw/")
    text = "\n".join(written.lines)
    assert "/track/<code>/" in text
    assert '"logger": "axes' in text, "failed sign-ins are logged"
    assert "CSRF" in text, "refused forms are logged"
    typed = (
        need.tracking_code,
        "13912341234",
        "沈丽华",
        "hush",
        province.xu.username,
        "SECRETCODE",
    )
    found = [word for word in typed if word in text.replace(need.tracking_code + "x", "")]
    assert found == []


@pytest.mark.parametrize(("hops", "taken"), [(0, False), (1, True)])
def test_the_proxy_may_give_the_number(
    client: Client, db: None, settings: Settings, hops: int, taken: bool
) -> None:
    settings.PROXY_HOPS = hops
    answer = client.get("/privacy/", headers={"X-Request-ID": "from-proxy-17"})
    assert (answer.headers["X-Request-ID"] == "from-proxy-17") is taken


@pytest.mark.parametrize("number", ["x", "a" * 65, "a b c d e f g", "<script>alert", ""])
def test_a_number_that_is_none_is_not_taken(
    client: Client, db: None, settings: Settings, number: str
) -> None:
    settings.PROXY_HOPS = 1
    answer = client.get("/privacy/", headers={"X-Request-ID": number})
    assert len(answer.headers["X-Request-ID"]) == 32


@pytest.mark.parametrize(
    ("language", "words"), [("zh-hans", "不是您的错"), ("en", "it was not you")]
)
def test_an_error_leaves_its_traceback_and_a_page_with_the_number(
    db: None, written: Written, monkeypatch: pytest.MonkeyPatch, language: str, words: str
) -> None:
    client = Client(raise_request_exception=False)
    client.cookies["django_language"] = language
    monkeypatch.setattr("hongmajia.portal.views.track.find", failing(KeyError("沈丽华")))
    answer = client.get("/track/HM-2345-6789/")
    number = answer.headers["X-Request-ID"]
    assert answer.status_code == 500
    assert words in answer.text
    assert number in answer.text
    [line] = written.of("django.request")
    assert line["request"] == number
    assert line["error"] == "KeyError"
    assert "in view" in line["traceback"]
    assert "沈丽华" not in str(line)
    assert written.of("request")[0]["status"] == 500


def test_the_page_of_an_error_needs_no_database(
    client: Client, province: Province, written: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Signed in, so that session and person would be asked for too."""
    client.force_login(province.xu, backend=BACKEND)
    client.raise_request_exception = False
    down = failing(OperationalError("connection refused"))
    with monkeypatch.context() as outage:
        outage.setattr("django.db.backends.utils.CursorWrapper.execute", down)
        answer = client.get("/needs/")
    assert answer.status_code == 500
    assert answer.headers["X-Request-ID"] in answer.text
    assert written.of("request")[0]["status"] == 500


def test_an_error_of_the_interface_is_answered_in_its_own_way(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client(raise_request_exception=False)
    monkeypatch.setattr("hongmajia.needs.api.page_of", failing(ValueError()))
    answer = client.get("/api/needs")
    assert answer.status_code == 500
    assert answer.json()["request"] == answer.headers["X-Request-ID"]


def test_watchdogs_and_files_make_no_noise(client: Client, db: None, written: Written) -> None:
    client.get("/healthz")
    b"".join(client.get("/static/hm.css").streaming_content)
    assert {line["level"] for line in written.of("request")} == {"DEBUG"}
