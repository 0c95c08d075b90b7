"""Engagements in the API: the same actions and rights as on the pages, refusals as JSON."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from hongmajia.engagements import actions
from hongmajia.engagements.models import Engagement
from hongmajia.needs.models import Need
from tests.actors import Province, make_need, make_offer

Ask = Callable[..., Engagement]
BASE = "/api/engagements"


@pytest.fixture
def post(client: Client) -> Callable[..., Any]:
    """``post(province.dong, "/claim", need=1)``."""

    def send(person: Any, path: str, **body: Any) -> Any:
        client.logout()
        if person:
            client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client.post(BASE + path, body, content_type="application/json")

    return send


def test_a_claim(province: Province, need: Need, post: Callable[..., Any]) -> None:
    answer = post(province.dong, "/claim", need=need.pk)
    assert answer.status_code == 201
    said = answer.json()
    assert (said["need"], said["state"], said["helper_name"]) == (need.pk, "accepted", "董师傅")

    late = post(province.zhou, "/claim", need=need.pk, helper=province.team.pk)
    assert late.status_code == 409
    assert "谢谢您愿意帮忙" in late.json()["detail"]


def test_who_may_not_claim(province: Province, need: Need, post: Callable[..., Any]) -> None:
    hidden = make_need(province, visibility="unions")
    assert post(None, "/claim", need=need.pk).status_code == 401
    assert post(province.contact, "/claim", need=need.pk).status_code == 403
    assert post(province.dong, "/claim", need=hidden.pk).status_code == 404
    other = province.zhou_helper.pk
    assert post(province.dong, "/claim", need=need.pk, helper=other).status_code == 404
    assert post(province.dong, "/claim", need=0).status_code == 422


def test_yes_and_no(province: Province, ask: Ask, post: Callable[..., Any]) -> None:
    first = ask()
    assert post(province.zhou, f"/{first.pk}/accept").status_code == 404
    assert post(province.xu, f"/{first.pk}/accept").status_code == 403
    assert post(province.dong, f"/{first.pk}/decline", reason="").status_code == 422
    assert post(province.dong, f"/{first.pk}/decline", reason=" ").status_code == 409
    assert post(province.dong, f"/{first.pk}/decline", reason="太远").json()["state"] == "declined"

    second = ask()
    assert post(province.dong, f"/{second.pk}/accept").json()["state"] == "accepted"
    assert post(province.dong, f"/{second.pk}/accept").status_code == 409


def test_an_order(province: Province, post: Callable[..., Any]) -> None:
    offer = make_offer(province.dong_helper)
    words = {
        "offer": offer.pk, "text": "焊罐体变形，请师傅看看。", "contact_name": "李先生",
        "contact_phone": "13812341235",
    }  # fmt: skip
    assert post(None, "/order", **words).status_code == 401
    assert post(province.contact, "/order", **words).status_code == 422  # nobody knows where
    answer = post(province.contact, "/order", credit_code=province.mogan.credit_code, **words)
    assert answer.status_code == 201
    assert answer.json()["state"] == "proposed"
    assert answer.json()["tracking_code"] == Engagement.objects.get().need.tracking_code


def test_the_list_is_ones_own(province: Province, ask: Ask, client: Client) -> None:
    asked = ask()
    assert client.get(BASE).status_code == 401
    seen = {}
    for name in ("dong", "xu", "zhou"):
        client.force_login(
            province.actors[name], backend="django.contrib.auth.backends.ModelBackend"
        )
        seen[name] = [row["id"] for row in client.get(BASE).json()["rows"]]
    assert seen == {"dong": [asked.pk], "xu": [asked.pk], "zhou": []}
    actions.cancel(engagement=asked, actor=province.xu, reason="企业自己解决了")
    client.force_login(province.xu, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(BASE, {"state": "proposed"}).json()["rows"] == []
