"""Error pages say in plain words what went wrong and what to do."""

from django.test import Client, RequestFactory
from pytest_django import Settings

from hongmajia.portal.views.errors import server_error
from tests.actors import Province, make_need

BACKEND = "django.contrib.auth.backends.ModelBackend"


def test_a_page_that_is_not_there(client: Client, db: None) -> None:
    answer = client.get("/nowhere/")
    assert answer.status_code == 404
    assert "没有这一页" in answer.content.decode()


def test_an_action_without_the_right_is_a_403(client: Client, province: Province) -> None:
    need = make_need(province)
    client.force_login(province.wu, backend=BACKEND)
    answer = client.get(f"/needs/{need.pk}/verify/")
    assert answer.status_code == 403
    assert "这件事不归您办" in answer.content.decode()


def test_a_request_with_too_many_fields(client: Client, db: None, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 2
    fields = {"login": "xu", "password": "x", "next": "/", "more": "1"}
    answer = client.post("/login/", fields)
    assert answer.status_code == 400
    assert "这次提交读不出来" in answer.content.decode()


def test_the_page_of_a_server_error_needs_neither_database_nor_session() -> None:
    answer = server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "不是您的错" in answer.content.decode()


def test_a_form_that_was_open_for_too_long(province: Province) -> None:
    careful = Client(enforce_csrf_checks=True)
    answer = careful.post("/login/", {"login": "xu", "password": "x"})
    assert answer.status_code == 403
    assert "放得太久了" in answer.content.decode()


def test_an_account_with_too_many_failed_attempts_is_locked_for_a_while(
    client: Client, province: Province, settings: Settings
) -> None:
    settings.AXES_FAILURE_LIMIT = 2
    wrong = {"login": "xu", "password": "wrong"}
    assert "对不上" in client.post("/login/", wrong).content.decode()
    answer = client.post("/login/", wrong)
    assert answer.status_code == 429
    assert "歇15分钟" in answer.content.decode()
