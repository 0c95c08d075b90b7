"""What goes wrong is said in plain words, with what to do instead."""

from django.test import Client, RequestFactory
from pytest_django import Settings

from hongmajia.portal.views.errors import server_error
from tests.actors import Province, make_need

BACKEND = "django.contrib.auth.backends.ModelBackend"


def test_a_page_that_is_not_there(client: Client, db: None) -> None:
    answer = client.get("/nowhere/")
    assert answer.status_code == 404
    assert "没有这一页" in answer.content.decode()


def test_what_he_sees_but_may_not_do(client: Client, province: Province) -> None:
    need = make_need(province)
    client.force_login(province.wu, backend=BACKEND)
    answer = client.get(f"/needs/{need.pk}/verify/")
    assert answer.status_code == 403
    assert "这件事不归您办" in answer.content.decode()


def test_an_error_of_ours_needs_neither_database_nor_session() -> None:
    answer = server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "不是您的错" in answer.content.decode()


def test_a_form_that_lay_open_too_long(province: Province) -> None:
    careful = Client(enforce_csrf_checks=True)
    answer = careful.post("/login/", {"username": "xu", "password": "x"})
    assert answer.status_code == 403
    assert "放得太久了" in answer.content.decode()


def test_an_account_that_is_tried_too_often_is_closed_for_a_while(
    client: Client, province: Province, settings: Settings
) -> None:
    settings.AXES_FAILURE_LIMIT = 2
    wrong = {"username": "xu", "password": "wrong"}
    assert "对不上" in client.post("/login/", wrong).content.decode()
    answer = client.post("/login/", wrong)
    assert answer.status_code == 429
    assert "歇15分钟" in answer.content.decode()
