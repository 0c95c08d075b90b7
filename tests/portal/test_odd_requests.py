"""Requests with values out of range get the answer for an unknown value, never a server error."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hongmajia.core.models import ImportJob
from tests.actors import Province, make_need
from tests.core.workbooks import uploaded, workbook
from tests.unions.test_imports import HEADINGS, line

BACKEND = "django.contrib.auth.backends.ModelBackend"
HUGE, LONG = str(2**63), "9" * 5000


@pytest.mark.parametrize(
    ("actor", "address", "status"),
    [
        ("nobody", "/season/?season=²", 200),
        ("nobody", f"/season/?season={HUGE}", 404),
        ("nobody", f"/season/?season={LONG}", 404),
        ("nobody", "/wall/?union=²", 404),
        ("nobody", f"/wall/?union={LONG}", 404),
        ("nobody", f"/needs/?seen={LONG}", 200),
        ("nobody", f"/needs/{HUGE}/", 404),
        ("nobody", f"/needs/{LONG}/", 404),
        ("xu", "/figures/?season=²", 404),
        ("xu", f"/figures/?season={LONG}", 404),
        ("xu", "/figures/?union=²", 404),
        ("xu", f"/figures/?union={HUGE}", 404),
        ("xu", "/figures/?since=0001-01-01&until=9999-12-31", 200),
        ("xu", "/enterprises/?union=²", 200),
        ("xu", f"/enterprises/?union={LONG}&region=%00", 200),
        ("lu", "/enterprises/new/?union=²", 200),
        ("dong", f"/offers/new/?helper={LONG}", 404),
        ("xu", f"/needs/queue/?union={LONG}", 200),
        ("dong", f"/engagements/unread/?of={HUGE}&of=²&of={LONG}", 200),
    ],
)
def test_odd_values_in_addresses(
    client: Client, province: Province, actor: str, address: str, status: int
) -> None:
    person = province.actors[actor]
    if person is not None:
        client.force_login(person, backend=BACKEND)
    assert client.get(address).status_code == status


@pytest.mark.parametrize("month", ["0001-01", "9999-12"])
def test_an_itinerary_of_another_age_is_that_of_this_month(
    client: Client, province: Province, month: str
) -> None:
    client.force_login(province.dong, backend=BACKEND)
    address = f"/helpers/{province.dong_helper.pk}/itinerary/"
    answer = client.get(address, {"month": month})
    assert answer.context["month"] == client.get(address).context["month"]


@pytest.mark.parametrize("name", ["用户" * 200, "x" * 5000, "a\0b", "1" * 300])
def test_signing_in_with_an_odd_name(client: Client, province: Province, name: str) -> None:
    answer = client.post("/login/", {"login": name, "password": "wrong"})
    assert answer.status_code == 200
    assert answer.context["form"].errors


@pytest.mark.parametrize("name", ["照" * 396 + ".xlsx", "x" * 400, "p." + "x" * 398, "表.xlsx"])
def test_a_table_with_a_long_name(client: Client, province: Province, name: str) -> None:
    client.force_login(province.xu, backend=BACKEND)
    assert client.post("/import/enterprises/", {"file": table_named(name)}).status_code == 302
    assert ImportJob.objects.get().file_name


def test_a_name_too_long_for_a_request_gets_a_page_that_says_so(
    client: Client, province: Province
) -> None:
    client.force_login(province.xu, backend=BACKEND)
    answer = client.post("/import/enterprises/", {"file": table_named("照" * 6000 + ".xlsx")})
    assert answer.status_code == 400
    assert "文件名也短一点" in answer.content.decode()


def table_named(name: str) -> SimpleUploadedFile:
    """A table of enterprises; Django's class would shorten the name, browsers do not."""
    file = uploaded(workbook(HEADINGS, line(2)))
    file._name = name
    return file


def test_a_reason_loses_its_nul(client: Client, province: Province) -> None:
    need = make_need(province)
    address = f"/track/{need.tracking_code}/withdraw/"
    assert client.post(address, {"reason": "不用\0了"}).status_code == 302
    need.refresh_from_db()
    assert need.state == "withdrawn"


@pytest.mark.parametrize(
    ("facts", "field"),
    [({"text": "焊\0接变形大，求办法"}, "text"), ({"wanted_by": "0001-01-01"}, "wanted_by")],
)
def test_odd_facts_in_the_api(
    client: Client, province: Province, facts: dict[str, str], field: str
) -> None:
    client.force_login(province.contact, backend=BACKEND)
    body = {
        "text": "焊接变形大，求办法",
        "contact_name": "沈女士",
        "contact_phone": "13900000009",
        "region": "330521",
        **facts,
    }
    answer = client.post("/api/needs", body, content_type="application/json")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["loc"][-1] == field
