"""Needs in the API: the same rights, actions and refusals as on the pages."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from hongmajia.core.limits import number_of
from hongmajia.needs.enums import Channel, NeedState, Visibility
from hongmajia.needs.limits import ASKED_BY_NUMBER
from hongmajia.needs.models import Need
from hongmajia.unions.models import Enterprise
from tests.actors import Province, credit_code, make_need
from tests.needs.conftest import BACKEND, As

NEEDS = "/api/needs"


def asked(**changes: Any) -> dict[str, Any]:
    facts = {
        "text": "焊不锈钢罐体的时候变形厉害。",
        "region": "330521",
        "contact_name": "沈女士",
        "contact_phone": "13812341234",
    }
    return {**facts, **changes}


def post(client: Client, body: Any) -> Any:
    return client.post(NEEDS, body, content_type="application/json")


def test_the_list_is_the_public_one(client: Client, province: Province) -> None:
    need = make_need(province)
    make_need(province, visibility=Visibility.UNIONS)
    make_need(province, NeedState.SUBMITTED)
    (row,) = client.get(NEEDS).json()["rows"]
    assert (row["id"], row["number"], row["place"]) == (need.pk, need.number, "湖州德清")
    assert not {"contact_phone", "contact_name", "tracking_code"} & set(row)
    assert (row["enterprise"], row["asker"]) == (None, None)


def test_it_is_narrowed_with_the_words_of_the_page(client: Client, province: Province) -> None:
    make_need(province)
    make_need(province, NeedState.MATCHED, title="锅炉结垢", text="垢")
    assert len(client.get(NEEDS, {"state": "matched"}).json()["rows"]) == 1
    assert len(client.get(NEEDS, {"q": "焊接"}).json()["rows"]) == 1
    assert client.get(NEEDS, {"state": "unheard-of"}).status_code == 422


def test_pages_follow_by_key(client: Client, province: Province) -> None:
    for _ in range(3):
        make_need(province)
    first = client.get(NEEDS, {"limit": 2}).json()
    second = client.get(NEEDS, {"limit": 2, "cursor": first["next"]}).json()
    assert [len(first["rows"]), len(second["rows"]), second["next"]] == [2, 1, ""]


def test_one_need_by_the_same_gate(as_: As, province: Province) -> None:
    need = make_need(province, NeedState.SUBMITTED)
    assert as_("xu").get(f"{NEEDS}/{need.pk}").json()["title"] == need.title
    for actor in ("wu", "nobody"):
        answer = as_(actor).get(f"{NEEDS}/{need.pk}")
        assert answer.status_code == 404
        assert answer.json()["detail"] == "没有这一件，或者您看不到它。"
        assert answer["Content-Type"] == "application/problem+json"


def test_asking_is_the_same_act(as_: As, province: Province) -> None:
    answer = post(as_("contact"), asked(credit_code=province.mogan.credit_code, region=None))
    need = Need.objects.get()
    assert answer.status_code == 201
    assert answer.json()["tracking_code"] == need.tracking_code
    assert answer.json()["union"] == "德清县总工会"
    assert (need.asker, need.channel) == (province.contact, Channel.API)
    assert need.enterprise == province.mogan


def test_an_enterprise_is_found_by_its_name_as_on_the_form(as_: As, province: Province) -> None:
    mogan = province.mogan
    post(as_("contact"), asked(enterprise_name=f" {mogan.name[:3]} {mogan.name[3:]}"))
    assert (Need.objects.get().enterprise, Need.objects.get().enterprise_name) == (mogan, "")
    code = credit_code(990)
    Enterprise.objects.create(
        name=mogan.name, credit_code=code, section="C", region_id="330502", union=province.huzhou
    )
    refused = post(as_("contact"), asked(enterprise_name=mogan.name, region="330503"))
    assert refused.status_code == 422
    assert "有2家企业叫" in refused.json()["errors"][0]["msg"]
    assert post(as_("contact"), asked(credit_code=f"{code[:8]} {code[8:]}")).status_code == 201
    assert Need.objects.latest("pk").enterprise.credit_code == code


def test_without_signing_in_nobody_asks(client: Client, province: Province) -> None:
    assert post(client, asked()).status_code == 401
    assert not Need.objects.exists()


def test_a_foreign_site_cannot_ask_in_ones_name(province: Province) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(province.contact, backend=BACKEND)
    assert post(browser, asked()).status_code == 403
    assert not Need.objects.exists()


def test_a_number_is_read_and_refused_as_on_the_form(as_: As, province: Province) -> None:
    client = as_("contact")
    assert post(client, asked(contact_phone="+86 138-1234-1234")).status_code == 201
    assert Need.objects.get().contact_phone == "13812341234"
    answer = post(client, asked(contact_phone="1381234123"))
    assert [fault["msg"] for fault in answer.json()["errors"]] == ["手机号少了1位，请核对。"]


def test_one_number_asks_as_often_as_on_the_form(as_: As, province: Province) -> None:
    for _ in range(ASKED_BY_NUMBER.most):
        ASKED_BY_NUMBER.count(f"{number_of('13812341234')}-account-{province.contact.pk}")
    answer = post(as_("contact"), asked())
    assert (answer.status_code, answer["Retry-After"]) == (429, "3600")
    assert "请60分钟以后再提" in answer.json()["detail"]
    assert not Need.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"text": "坏"}, "text"),
        ({"contact_phone": "1381234123"}, "contact_phone"),
        ({"region": "999999"}, "region"),
        ({"visibility": "x"}, "visibility"),
        ({"wanted_by": "soon"}, "wanted_by"),
    ],
)
def test_what_does_not_fit_is_named(
    as_: As, province: Province, changes: dict[str, Any], field: str
) -> None:
    answer = post(as_("contact"), asked(**changes))
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["loc"][-1] == field
    assert not Need.objects.exists()


def test_a_rules_refusal_is_a_409_in_words(as_: As, province: Province) -> None:
    soon = timezone.localdate() + timedelta(days=40)
    province.season.stages.update(starts=soon, ends=soon)
    answer = post(as_("contact"), asked())
    assert answer.status_code == 409
    assert "征集期" in answer.json()["detail"]
