"""How far cases and books reach: used by enterprises, opened, downloaded, handed out."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from hongmajia.cases.actions.reach import hand_out, say_used
from hongmajia.cases.models import Booklet, Case, CaseUse, DayOfReading, Handout
from hongmajia.cases.reading import COOKIE
from hongmajia.core.errors import Refused
from hongmajia.unions.models import Enterprise
from tests.actors import Province, credit_code, make_need


@pytest.fixture
def published(case: Case) -> Case:
    Case.objects.filter(pk=case.pk).update(state="published", published_at=timezone.now())
    return Case.objects.get(pk=case.pk)


@pytest.fixture
def other_firm(province: Province) -> Enterprise:
    """An enterprise of Wucheng for which the stranger acts."""
    firm = Enterprise.objects.create(
        name="婺城某机械厂", credit_code=credit_code(77), section="C", region_id="330702",
        union=province.wucheng,
    )  # fmt: skip
    firm.contacts.add(province.stranger)
    return firm


@pytest.fixture
def book(province: Province, published: Case) -> Booklet:
    made = Booklet.objects.create(
        season=province.season, union=province.province, released_at=timezone.now()
    )
    made.pdf.save("book.pdf", ContentFile(b"%PDF-1.7"))
    made.chapters.create(case=published, position=1)
    return made


def test_a_contact_says_that_their_firm_uses_it_once(
    client: Client, province: Province, published: Case, other_firm: Enterprise
) -> None:
    page = f"/cases/{published.pk}/"
    client.force_login(province.stranger)
    assert "我用上了" in client.get(page).text
    sent = {"enterprise": other_firm.pk, "text": "每月少返工十几件"}
    assert client.post(f"{page}used/", sent).status_code == 302
    assert client.post(f"{page}used/", {**sent, "text": "又一次"}).status_code in (409, 422)
    client.logout()
    text = client.get(page).text
    assert "1家企业说用上了" in text
    assert "少返工" not in text
    assert CaseUse.objects.get().text == "每月少返工十几件"


def test_a_firm_does_not_use_the_case_that_tells_of_it(
    province: Province, published: Case, other_firm: Enterprise
) -> None:
    own = published.engagement.need.enterprise
    said = {"case": published, "actor": province.contact}
    with pytest.raises(Refused, match="写的就是这家企业"):
        say_used(**said, enterprise=own, text="用上了")
    with pytest.raises(Refused, match="带来了什么"):
        say_used(**said, enterprise=other_firm, text=" ")
    Case.objects.update(state="selected")
    with pytest.raises(Refused, match="没有发布"):
        say_used(**said, enterprise=other_firm, text="用上了")


def test_nobody_speaks_for_the_firm_of_somebody_else(
    client: Client, province: Province, published: Case, other_firm: Enterprise
) -> None:
    client.force_login(province.contact)
    sent = {"enterprise": other_firm.pk, "text": "用上了"}
    assert client.post(f"/cases/{published.pk}/used/", sent).status_code == 422
    client.force_login(province.dong)
    assert client.get(f"/cases/{published.pk}/used/").status_code == 403
    assert not CaseUse.objects.exists()


def test_an_opening_counts_once_a_device_and_day(client: Client, published: Case) -> None:
    page = f"/cases/{published.pk}/opened/"
    assert page in client.get(f"/cases/{published.pk}/").text
    for _again in range(3):
        assert client.post(page).status_code == 204
    assert published.readings.get().times == 1
    Client().post(page)
    assert published.readings.get().times == 2
    client.cookies[COOKIE] = "2020-01-01_" + client.cookies[COOKIE].value.partition("_")[2]
    client.post(page)
    assert published.readings.get().times == 3, "what was read on another day counts again"


def test_what_is_kept_of_a_reading_names_no_device(client: Client, published: Case) -> None:
    client.post(f"/cases/{published.pk}/opened/")
    fields = {field.name for field in DayOfReading._meta.fields}
    assert fields == {"id", "case", "booklet", "kind", "day", "times"}
    assert client.cookies[COOKIE].value == f"{timezone.localdate().isoformat()}_oc{published.pk}"


def test_a_book_is_downloaded_handed_out_and_the_page_adds_it_up(
    client: Client, province: Province, published: Case, book: Booklet, other_firm: Enterprise
) -> None:
    for _again in range(2):
        b"".join(client.get(f"/booklets/{book.pk}/pdf/").streaming_content)
    client.post(f"/cases/{published.pk}/opened/")
    say_used(case=published, enterprise=other_firm, actor=province.stranger, text="少返工")
    today = timezone.localdate()
    client.force_login(province.shen)
    sent = {"union": province.huzhou.pk, "day": today.isoformat(), "copies": 30}
    assert client.post(f"/booklets/{book.pk}/handouts/new/", sent).status_code == 302
    by = {"booklet": book, "union": province.deqing, "actor": province.xu, "day": today}
    hand_out(**by, copies=12)
    page = client.get(f"/booklets/{book.pk}/reach/")
    shown = {name: page.context[name] for name in ("copies", "downloads", "openings", "used")}
    assert shown == {"copies": 42, "downloads": 1, "openings": 1, "used": 1}
    assert "婺城某机械厂" not in page.text, "Shen keeps no enterprise of Wucheng"
    assert "少返工" in page.text
    client.post(f"/booklets/handouts/{Handout.objects.get(copies=12).pk}/drop/")
    assert client.get(f"/booklets/{book.pk}/reach/").context["copies"] == 30


def test_copies_are_handed_out_of_a_book_that_there_is(province: Province, book: Booklet) -> None:
    today = timezone.localdate()
    by = {"union": province.deqing, "actor": province.xu, "copies": 5}
    with pytest.raises(Refused, match="日期还没到"):
        hand_out(booklet=book, day=today + timedelta(days=1), **by)
    none = Booklet.objects.create(season=province.season, union=province.province)
    with pytest.raises(Refused, match="没有排版"):
        hand_out(booklet=none, day=today, **by)


@pytest.mark.parametrize("count", [1, 50])
def test_the_page_takes_the_same_queries(
    client: Client, province: Province, published: Case, book: Booklet, count: int,
    django_assert_max_num_queries: Callable[..., Any],
) -> None:  # fmt: skip
    for number in range(count):
        firm = Enterprise.objects.create(
            name=f"厂{number}", credit_code=credit_code(200 + number), section="C",
            region_id="330702", union=province.wucheng,
        )  # fmt: skip
        published.uses.create(enterprise=firm, text="用上了")
        book.handouts.create(union=province.deqing, copies=1)
        day = timezone.localdate() - timedelta(days=number)
        book.readings.create(kind="downloaded", day=day, times=1)
    client.force_login(province.shen)
    client.get(f"/booklets/{book.pk}/reach/")
    with django_assert_max_num_queries(12):
        assert client.get(f"/booklets/{book.pk}/reach/").status_code == 200


def test_a_firm_without_an_account_says_so_by_its_tracking_code(
    client: Client, province: Province, published: Case, other_firm: Enterprise
) -> None:
    """From the page of the case over the code; nobody signs in, and it counts once."""
    need = make_need(province, enterprise=other_firm, asker=None)
    assert "凭追踪码说一声" in client.get(f"/cases/{published.pk}/").text
    asking = f"/cases/{published.pk}/used/code/"
    assert "追踪码是HM加8位" in client.get(asking, {"code": "错"}).text
    code = need.tracking_code
    answer = client.get(asking, {"code": code.lower()})
    assert answer["Location"] == f"/track/{code}/used/?case={published.pk}"
    page = client.get(answer["Location"])
    assert page.context["form"]["case"].value() == published.pk
    sent = {"case": published.pk, "text": "每月少返工十几件"}
    assert client.post(f"/track/{code}/used/", sent).status_code == 302
    (use,) = CaseUse.objects.all()
    assert (use.enterprise, use.text) == (other_firm, "每月少返工十几件")
    again = client.post(f"/track/{code}/used/", sent)
    assert (again.status_code, CaseUse.objects.count()) == (422, 1)
    assert client.get("/track/HM-0000-0000/used/").status_code == 404


def test_a_firm_cannot_say_so_of_its_own_case_or_unregistered(
    client: Client, province: Province, published: Case
) -> None:
    own = make_need(province, asker=None)
    sent = {"case": published.pk, "text": "用了"}
    assert client.post(f"/track/{own.tracking_code}/used/", sent).status_code == 422
    facts = {"enterprise": None, "enterprise_name": "某小厂", "asker": None}
    unknown = make_need(province, **facts)
    answer = client.get(f"/track/{unknown.tracking_code}/used/", follow=True)
    assert "还没有和登记过的企业对上" in answer.text
    assert not CaseUse.objects.exists()
