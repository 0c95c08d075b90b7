"""A master applies for the roll: answering a recruiting call or without one; the union decides."""

import io
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from hongmajia.accounts import actions
from hongmajia.accounts.enums import ApplicationVerb, ClaimState
from hongmajia.accounts.models import Application, Invitation, RecruitingCall
from hongmajia.accounts.tasks import forget_licences
from hongmajia.core.errors import Refused, WrongState
from hongmajia.core.models import Event
from hongmajia.notices.models import Call
from hongmajia.notices.tasks import remind_overdue
from hongmajia.people.models import Helper
from hongmajia.portal.waiting import applications as waiting_applications
from hongmajia.portal.waiting import rows_for, tally_of
from hongmajia.unions.models import Region, User
from tests.accounts.test_claims import prove
from tests.actors import Province
from tests.cases.conftest import photograph
from tests.fake_sms import FakeSms

PHONE = "13700000512"
HONOURS = "浙江工匠（浙江省总工会，2021年）\n2019年湖州市劳动模范"
PERSON = {
    "contact_name": "钱大工", "trade": "焊工", "specialities": "不锈钢焊接、焊接变形",
    "skill_grade": "6", "workplace": "莫干机械", "honours": HONOURS,
}  # fmt: skip


def sent(**more: object) -> dict[str, object]:
    return {**PERSON, "region": "330521", "evidence": photograph(), **more}


def apply_for(province: Province, number: int = 512, **facts: object) -> Application:
    """An application of somebody in 德清 without an account, whose number is not proved."""
    values: dict[str, Any] = {
        **PERSON, "specialities": ["不锈钢焊接"], "skill_grade": 6, "phone": f"13700000{number}",
        "region": Region.objects.get(pk="330521"), "proved_at": None,
        "evidence": ContentFile(b"a certificate"), **facts,
    }  # fmt: skip
    return actions.submit_application(
        actor=AnonymousUser(), code=f"HM-BBBB-{Application.objects.count():04}", **values
    )


def publish(province: Province, **facts: object) -> RecruitingCall:
    values: dict[str, Any] = {
        "title": "焊工师傅，请来德清", "wanted": "高级工以上的焊工", "text": "帮企业解难题。",
        "until": timezone.localdate() + timedelta(days=30), **facts,
    }  # fmt: skip
    return actions.publish_call(actor=province.xu, union=province.deqing, **values)


@pytest.fixture
def application(province: Province) -> Application:
    return apply_for(province)


# --- applying -------------------------------------------------------------------------------


def test_a_master_applies_to_the_union_of_the_place(
    province: Province, as_: Callable[[str], Client]
) -> None:
    client = Client()
    page = client.get("/recruiting/apply/").text
    assert "工会会打您的电话" in page
    assert "同意公开我的姓名" not in page  # nobody is known to have agreed
    page = client.post("/recruiting/apply/", sent(phone=PHONE), follow=True).text
    found = Application.objects.get()
    assert (found.union, found.phone, found.phone_proved_at) == (province.deqing, PHONE, None)
    for words in (found.code, "已交给德清县总工会", "137****0512"):
        assert words in page
    page = as_("xu").get(reverse("application_decide", args=[found.pk])).text
    for words in ("浙江工匠", "浙江省总工会", "2021年", "不锈钢焊接", "高级技师", "没有核对过"):
        assert words in page
    assert PHONE not in page


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("honours", "1900年湖州市劳动模范", "“湖州市劳动模范”："),
        ("honours", "工匠（甲）（乙）", "没看懂"),
        ("honours", "；".join(f"荣誉{n}号" for n in range(21)), "最多写20项"),
        ("evidence", ContentFile(b"#!/bin/sh", "card.jpg"), "这张照片打不开"),
        ("evidence", ContentFile(b"%PDF-1.7 broken", "card.pdf"), "这个PDF打不开"),
        ("region", "", "在哪"),
    ],
)
@pytest.mark.one_database("the form refuses before anything is stored")
def test_what_cannot_go_on_the_roll_is_refused_in_the_form(
    province: Province, field: str, value: object, says: str
) -> None:
    answer = Client().post("/recruiting/apply/", sent(phone=PHONE, **{field: value}))
    assert (answer.status_code, says in answer.text) == (422, True)
    assert not Application.objects.exists()


@pytest.mark.one_database("files are not in the database")
def test_the_pages_of_a_pdf_become_one_photograph(province: Province) -> None:
    pages = [Image.new("RGB", (300, 400), colour) for colour in ("red", "blue")]
    pdf = io.BytesIO()
    pages[0].save(pdf, "PDF", save_all=True, append_images=pages[1:])
    upload = SimpleUploadedFile("cards.pdf", pdf.getvalue())
    Client().post("/recruiting/apply/", sent(phone=PHONE, evidence=upload))
    with Application.objects.get().evidence.open() as file:
        picture = Image.open(file)
        assert picture.format == "JPEG"
        assert picture.height > 2 * picture.width


def test_the_same_person_applies_once_at_a_time(
    province: Province, application: Application
) -> None:
    with pytest.raises(Refused, match="已经申请过"):
        apply_for(province)
    actions.refuse_application(actor=province.xu, application=application, reason="材料不全")
    assert apply_for(province).state == ClaimState.SUBMITTED


def test_a_form_sent_twice_makes_one_application(province: Province) -> None:
    client = Client()
    found = re.search(r'name="ticket" value="([^"]+)"', client.get("/recruiting/apply/").text)
    assert found
    answers = [
        client.post("/recruiting/apply/", sent(phone=PHONE, ticket=found[1])).headers["Location"]
        for _n in range(2)
    ]
    assert answers[0] == answers[1]
    assert Application.objects.count() == 1


# --- deciding -------------------------------------------------------------------------------


def test_it_lies_on_the_desk_of_the_union_and_is_reminded_of(
    province: Province, application: Application
) -> None:
    (row,) = rows_for(province.xu, tally_of(province.xu))
    assert (row.what, row.title) == ("核对入册申请", "钱大工申请列入劳模工匠名册")
    assert not rows_for(province.wu, tally_of(province.wu))
    assert application.due_at
    with time_machine.travel(application.due_at + timedelta(minutes=1), tick=False):
        remind_overdue.call()
        remind_overdue.call()
    told = [notice.text for notice in province.xu.notices.all()]
    assert told == [
        "钱大工的入册申请过了时限，请看看下一步", "钱大工申请列入劳模工匠名册，等您核对",
    ]  # fmt: skip


def test_accepting_puts_the_person_on_the_roll_with_an_account(
    province: Province, as_: Callable[[str], Client], application: Application
) -> None:
    page = as_("xu").post(
        reverse("application_decide", args=[application.pk]), {"team": "", "group": ""}, follow=True
    )
    assert "钱大工已列入名册" in page.text
    helper = Helper.objects.get(name="钱大工")
    assert (helper.union, helper.trade, helper.artisan.skill_grade) == (
        province.deqing, "焊工", 6,
    )  # fmt: skip
    honours = {(h.title, h.awarded_by, h.year) for h in helper.honours.all()}
    assert honours == {("浙江工匠", "浙江省总工会", 2021), ("湖州市劳动模范", "", 2019)}
    assert Invitation.objects.get().user == helper.artisan.user
    assert helper.artisan.user.phone_proved_at is None
    assert Call.objects.get().name == "钱大工"
    application.refresh_from_db()
    assert (application.state, application.decided_by) == (ClaimState.APPROVED, province.xu)
    with pytest.raises(WrongState):
        actions.refuse_application(actor=province.xu, application=application, reason="晚了")


def test_somebody_on_the_roll_already_is_shown_and_not_put_there_twice(
    province: Province, as_: Callable[[str], Client], application: Application
) -> None:
    actions.accept_application(actor=province.xu, application=application)
    again = apply_for(province)
    client, page = as_("xu"), reverse("application_decide", args=[again.pk])
    assert "可能是同一个人" in client.get(page).text
    answer = client.post(page, {"team": "", "group": ""})
    assert (answer.status_code, "名册上已经有" in answer.text) == (422, True)
    again.refresh_from_db()
    assert again.state == ClaimState.SUBMITTED


def test_a_number_of_somebody_else_leaves_nothing_half_done(
    province: Province, as_: Callable[[str], Client], application: Application
) -> None:
    User.objects.filter(pk=province.stranger.pk).update(phone=PHONE, signs_in_by_phone=True)
    page = reverse("application_decide", args=[application.pk])
    answer = as_("xu").post(page, {"team": "", "group": ""})
    assert (answer.status_code, "姓名对不上" in answer.text) == (422, True)
    assert not Helper.objects.filter(name="钱大工").exists()


def test_what_was_returned_is_added_to_and_handed_in_again(
    province: Province, as_: Callable[[str], Client], application: Application
) -> None:
    page = reverse("application_return", args=[application.pk])
    as_("xu").post(page, {"reason": "请附技能证书"})
    assert "请附技能证书" in Call.objects.get().texts[-1]
    client, old = Client(), application.evidence.name
    assert "请附技能证书" in client.get(reverse("application", args=[application.code])).text
    page = reverse("application_again", args=[application.code])
    assert "浙江工匠" in client.get(page).text
    client.post(page, {**PERSON, "trade": "氩弧焊工", "evidence": photograph()})
    application.refresh_from_db()
    assert (application.state, application.trade) == (ClaimState.SUBMITTED, "氩弧焊工")
    assert application.evidence.name != old


def test_whoever_applied_can_withdraw(
    province: Province,
    application: Application,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    path = Path(application.evidence.path)
    with django_capture_on_commit_callbacks(execute=True):
        answer = Client().post(
            reverse("application_withdraw", args=[application.code]), follow=True
        )
    assert "已经撤回" in answer.text
    assert not rows_for(province.xu, tally_of(province.xu))
    assert (Application.objects.get().evidence, path.exists()) == ("", False)


def test_the_code_leads_there_from_the_page_for_all_codes(application: Application) -> None:
    page = Client().get("/track/", {"code": application.code.lower()}, follow=True)
    assert page.redirect_chain[-1][0] == reverse("application", args=[application.code])


@pytest.mark.parametrize("rows", [1, 50])
def test_the_desk_asks_once_however_many_applications_there_are(
    province: Province, rows: int, django_assert_num_queries: Callable[..., Any]
) -> None:
    for number in range(rows):
        apply_for(province, 600 + number)
    assert province.xu.grants  # asked once a request
    with django_assert_num_queries(1):
        assert len(waiting_applications.rows(province.xu)) == rows


# --- the evidence and the number --------------------------------------------------------------


def test_the_evidence_is_encrypted_and_deleted_a_week_after_the_decision(
    province: Province,
    application: Application,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    path = Path(application.evidence.path)
    assert b"a certificate" not in path.read_bytes()
    actions.refuse_application(actor=province.xu, application=application, reason="不合条件")
    decided = Application.objects.get().decided_at
    assert decided
    with time_machine.travel(decided + timedelta(days=6, hours=23)):
        forget_licences.call()
        assert path.exists()
    week = time_machine.travel(decided + timedelta(days=7, minutes=1))
    with week, django_capture_on_commit_callbacks(execute=True):
        forget_licences.call()
        forget_licences.call()
    assert (path.exists(), Application.objects.get().evidence) == (False, "")
    assert Event.objects.filter(verb=ApplicationVerb.EVIDENCE_DELETED).count() == 1


def test_only_the_deciding_cadres_look_and_each_look_is_logged(
    province: Province, as_: Callable[[str], Client], application: Application
) -> None:
    page = reverse("application_evidence", args=[application.pk])
    answers = {name: as_(name).get(page).status_code for name in ("xu", "shen", "wu", "lin")}
    assert answers == {"xu": 200, "shen": 200, "wu": 404, "lin": 404}
    shown = as_("xu").post(reverse("application_number", args=[application.pk])).text
    assert PHONE in shown
    seen = Event.objects.filter(story=application.story, actor=province.xu)
    verbs = set(seen.values_list("verb", flat=True))
    assert verbs == {ApplicationVerb.EVIDENCE_SEEN, ApplicationVerb.NUMBER_SHOWN}


# --- with text messages ----------------------------------------------------------------------


def test_a_proved_number_carries_the_consent_and_gets_the_answer(
    province: Province, gateway: FakeSms, work: Callable[[], None], as_: Callable[[str], Client]
) -> None:
    client, start = Client(), "/recruiting/apply/"
    prove(client, start, PHONE, gateway, work)
    page = client.post(start, sent(show_name="on"), follow=True)
    assert "短信发到137****0512" in page.text
    found = Application.objects.get()
    as_("xu").post(reverse("application_decide", args=[found.pk]), {"team": "", "group": ""})
    work()
    texts = [text for number, text in gateway.messages if number == PHONE]
    assert any(reverse("application", args=[found.code]) in text for text in texts)
    artisan = Helper.objects.get(name="钱大工").artisan
    assert artisan.user
    assert artisan.user.phone_proved_at == found.phone_proved_at
    assert (artisan.name_consent_at is not None, artisan.photo_consent_at) == (True, None)
    assert not Call.objects.exists()


# --- recruiting calls -------------------------------------------------------------------------


def test_a_union_calls_for_masters_and_takes_one_into_a_group_of_its_team(
    province: Province, as_: Callable[[str], Client]
) -> None:
    """The team is of 婺城, so whoever answers is decided on there, wherever they live."""
    wu = as_("wu")
    until = (timezone.localdate() + timedelta(days=30)).isoformat()
    text = "帮企业解难题。报名找李建国13812345678。"
    wu.post("/recruiting/new/", {
        "union": province.team.union.pk, "team": province.team.pk, "title": "焊工师傅，请来",
        "wanted": "高级工以上的焊工", "until": until, "text": text,
    })  # fmt: skip
    call = RecruitingCall.objects.get()
    client = Client()
    assert "焊工师傅，请来" in client.get("/recruiting/").text
    page = client.get(reverse("recruiting_call", args=[call.pk])).text
    assert "高级工以上的焊工" in page
    assert "13812345678" not in page
    client.post(reverse("recruiting_apply", args=[call.pk]), sent(phone=PHONE))
    found = Application.objects.get()
    assert (found.call, found.union) == (call, province.team.union)
    page = reverse("application_decide", args=[found.pk])
    assert wu.post(page, {"team": "", "group": "焊接组"}).status_code == 422
    wu.post(page, {"team": province.team.pk, "group": "焊接组"})
    (seat,) = Helper.objects.get(name="钱大工").artisan.memberships.all()
    assert (seat.team, str(seat.group)) == (province.team.team, "焊接组")


def test_a_call_that_is_over_takes_nobody_and_is_in_no_list(province: Province) -> None:
    call, client = publish(province), Client()
    page = reverse("recruiting_call", args=[call.pk])
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert client.get(page).status_code == 404
        assert client.get(f"{page}apply/").status_code == 404
        with pytest.raises(Refused, match="已经结束"):
            apply_for(province, call=call)
    assert client.get(f"{page}apply/").status_code == 200
    actions.withdraw_call(actor=province.xu, call=call)
    assert "焊工师傅，请来德清" not in client.get("/recruiting/").text
    with pytest.raises(WrongState):
        actions.withdraw_call(actor=province.xu, call=call)


def test_a_call_is_changed_by_its_union_alone(
    province: Province, as_: Callable[[str], Client]
) -> None:
    call = publish(province)
    page = reverse("recruiting_edit", args=[call.pk])
    assert {name: as_(name).get(page).status_code for name in ("xu", "shen", "wu")} == {
        "xu": 200, "shen": 200, "wu": 403,
    }  # fmt: skip
    past = (timezone.localdate() - timedelta(days=1)).isoformat()
    facts = {"title": call.title, "wanted": "技师", "text": call.text}
    assert as_("xu").post(page, {**facts, "until": past}).status_code == 422
    as_("xu").post(page, {**facts, "until": call.until.isoformat()})
    call.refresh_from_db()
    assert call.wanted == "技师"
    with pytest.raises(Refused, match="自己的"):
        actions.change_call(actor=province.xu, call=call, team=province.team.team)


@pytest.mark.parametrize("rows", [1, 50])
def test_the_list_of_calls_asks_the_same_however_many_there_are(
    province: Province, rows: int, django_assert_num_queries: Callable[..., Any]
) -> None:
    for number in range(rows):
        publish(province, title=f"招募令{number}")
    with django_assert_num_queries(2):  # the calls, and the season in the heading of every page
        assert Client().get("/recruiting/").status_code == 200
