"""An enterprise claims itself: found by its code, decided by its union, or let in at once."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from hongmajia.accounts import actions
from hongmajia.accounts.enums import ClaimState, ClaimVerb
from hongmajia.accounts.models import Claim, Invitation
from hongmajia.accounts.tasks import forget_licences
from hongmajia.core.errors import Refused, WrongState
from hongmajia.core.models import Event
from hongmajia.notices.models import Call
from hongmajia.notices.tasks import remind_overdue
from hongmajia.portal.waiting import claims as waiting_claims
from hongmajia.portal.waiting import rows_for, tally_of
from hongmajia.unions.models import Enterprise, Region, User
from tests.actors import Province, credit_code, make_need
from tests.cases.conftest import photograph
from tests.fake_sms import FakeSms

NEW_CODE, PHONE = credit_code(4711), "13700000412"
PERSON = {"contact_name": "沈小姐", "post": "technical"}
NOVICE = {"enterprise_name": "德清新厂", "region": "330521", "industry": "C"}


def hand_in(province: Province, code: str = "", **facts: object) -> Claim:
    """A claim of 莫干精工, or of whatever ``facts`` say, by somebody without an account."""
    values = {
        **PERSON, "credit_code": province.mogan.credit_code, "phone": PHONE,
        "enterprise_name": province.mogan.name, "region": province.mogan.region,
        "proved_at": None, "licence": ContentFile(b"a licence"), **facts,
    }  # fmt: skip
    return actions.submit_claim(
        actor=AnonymousUser(), code=code or f"HM-AAAA-{Claim.objects.count():04}", **values
    )


@pytest.fixture
def claim(province: Province) -> Claim:
    return hand_in(province)


def a_new_firm(province: Province) -> Claim:
    facts = {"credit_code": NEW_CODE, "enterprise_name": "德清新厂", "section": "C"}
    return hand_in(province, **facts)


# --- finding -------------------------------------------------------------------------------


def test_a_stranger_reads_no_more_than_a_licence_says(province: Province) -> None:
    """A count of masked needs would tell which firm stands behind one."""
    make_need(province, visibility="masked")
    page = Client().get("/claim/", {"code": province.mogan.credit_code.lower()}).text
    for words in (province.mogan.name, "湖州德清", "莫干精工工会", "是这家，下一步"):
        assert words in page
    for words in ("沈女士", "13812341234", "138****1234", "公开的需求"):
        assert words not in page
    make_need(province, visibility="open")
    page = Client().get("/claim/", {"code": province.mogan.credit_code}).text
    assert re.search(r"公开的需求</dt><dd>1件", page)


def test_a_mistyped_code_is_refused_and_an_unknown_one_can_be_registered(
    province: Province,
) -> None:
    wrong = Client().get("/claim/", {"code": NEW_CODE[:-1] + "0"})
    assert (wrong.status_code, "校验位不对" in wrong.text) == (422, True)
    page = Client().get("/claim/", {"code": NEW_CODE}).text
    assert "这家还没有登记" in page
    assert f"/claim/new/?code={NEW_CODE}" in page


def test_nobody_goes_through_the_register(province: Province) -> None:
    client = Client()
    answers = [client.get("/claim/", {"code": NEW_CODE}).status_code for _n in range(61)]
    assert answers == [200] * 60 + [429]


# --- claiming without text messages ---------------------------------------------------------


def test_without_text_messages_the_union_is_to_telephone(
    province: Province, as_: Callable[[str], Client]
) -> None:
    client = Client()
    form = f"/claim/new/?code={province.mogan.credit_code}"
    assert "工会会打您的电话" in client.get(form).text
    sent = {**PERSON, "phone": PHONE, "licence": photograph()}
    page = client.post(form, sent, follow=True)
    claim = Claim.objects.get()
    assert (claim.union, claim.phone, claim.phone_proved_at) == (province.deqing, PHONE, None)
    for words in (
        claim.code,
        "已交给德清县总工会",
        "还没有核对过，工会会打电话问您",
        "137****0412",
    ):
        assert words in page.text
    assert PHONE not in page.text
    page = as_("xu").get(reverse("claim_decide", args=[claim.pk]))
    for words in ("没核对", "换人了", "对方收不到短信"):
        assert words in page.text


def test_a_new_firm_goes_to_the_union_of_its_region(province: Province) -> None:
    sent = {**NOVICE, **PERSON, "phone": PHONE, "licence": photograph()}
    assert Client().post(f"/claim/new/?code={NEW_CODE}", sent).status_code == 302
    claim = Claim.objects.get()
    assert (claim.union, claim.enterprise_name, claim.section) == (province.deqing, "德清新厂", "C")


def test_what_is_not_a_photograph_is_refused(province: Province) -> None:
    text = ContentFile(b"#!/bin/sh", "licence.jpg")
    sent = {**NOVICE, **PERSON, "phone": PHONE, "licence": text}
    answer = Client().post(f"/claim/new/?code={NEW_CODE}", sent)
    assert (answer.status_code, "这张照片打不开" in answer.text) == (422, True)
    assert not Claim.objects.exists()


def test_the_same_person_claims_once(province: Province, claim: Claim) -> None:
    with pytest.raises(Refused, match="已经认领过"):
        hand_in(province)


# --- deciding ------------------------------------------------------------------------------


def test_it_lies_on_the_desk_of_the_union_and_is_reminded_of(
    province: Province, claim: Claim
) -> None:
    (row,) = rows_for(province.xu, tally_of(province.xu))
    assert (row.what, row.title) == ("核对认领", f"沈小姐认领{province.mogan}")
    assert not rows_for(province.wu, tally_of(province.wu))
    assert claim.due_at
    with time_machine.travel(claim.due_at + timedelta(minutes=1), tick=False):
        remind_overdue.call()
        remind_overdue.call()
    told = [notice.text for notice in province.xu.notices.all()]
    assert told == [
        f"认领{province.mogan}过了时限，请看看下一步", f"有人认领{province.mogan}，等您核对",
    ]  # fmt: skip


def test_approving_adds_the_contact_and_tells_the_one_before(
    province: Province, claim: Claim
) -> None:
    user = actions.approve_claim(actor=province.xu, claim=claim)
    assert set(province.mogan.contacts.all()) == {province.contact, user}
    assert Invitation.objects.get().user == user
    told = province.contact.notices.latest("pk").text
    assert told == f"沈小姐现在也是{province.mogan}的联系人，不对请告诉工会"
    claim.refresh_from_db()
    assert (claim.state, claim.decided_by) == (ClaimState.APPROVED, province.xu)
    with pytest.raises(WrongState):
        actions.refuse_claim(actor=province.xu, claim=claim, reason="晚了")


def test_whom_no_message_reaches_is_to_be_telephoned(province: Province, claim: Claim) -> None:
    actions.return_claim(actor=province.xu, claim=claim, reason="执照看不清")
    call = Call.objects.get()
    assert (call.name, call.union) == ("沈小姐", province.deqing)
    assert "执照看不清" in call.texts[-1]


def test_approving_registers_a_new_firm(province: Province) -> None:
    claim = a_new_firm(province)
    user = actions.approve_claim(actor=province.xu, claim=claim)
    made = Enterprise.objects.get(credit_code=NEW_CODE)
    assert (made.name, made.union, list(made.contacts.all())) == (
        "德清新厂", province.deqing, [user],
    )  # fmt: skip


def test_a_number_of_somebody_else_leaves_nothing_half_done(
    province: Province, as_: Callable[[str], Client]
) -> None:
    User.objects.filter(pk=province.dong.pk).update(phone=PHONE, signs_in_by_phone=True)
    claim = a_new_firm(province)
    answer = as_("xu").post(reverse("claim_decide", args=[claim.pk]), {"agree": "1"})
    assert (answer.status_code, "姓名对不上" in answer.text) == (422, True)
    claim.refresh_from_db()
    assert claim.state == ClaimState.SUBMITTED
    assert not Enterprise.objects.filter(credit_code=NEW_CODE).exists()


def test_what_was_returned_is_added_to_and_handed_in_again(
    province: Province, as_: Callable[[str], Client], claim: Claim
) -> None:
    as_("xu").post(reverse("claim_return", args=[claim.pk]), {"reason": "执照看不清"})
    assert not rows_for(province.xu, tally_of(province.xu))[1:]  # the call alone
    client, old = Client(), claim.licence.name
    page = client.get(reverse("claim", args=[claim.code])).text
    assert "执照看不清" in page
    sent = {**PERSON, "post": "head", "licence": photograph()}
    client.post(reverse("claim_again", args=[claim.code]), sent)
    claim.refresh_from_db()
    assert (claim.state, claim.post) == (ClaimState.SUBMITTED, "head")
    assert claim.licence.name != old


def test_it_is_passed_on_to_the_union_of_another_place(province: Province) -> None:
    claim = a_new_firm(province)
    wucheng = Region.objects.get(name="婺城区")
    actions.pass_claim_on(actor=province.xu, claim=claim, region=wucheng)
    (row,) = rows_for(province.wu, tally_of(province.wu))
    assert row.title == "沈小姐认领德清新厂"
    assert not Claim.objects.visible_to(province.xu).exists()
    with pytest.raises(Refused, match="就归婺城区总工会管"):
        actions.pass_claim_on(actor=province.wu, claim=claim, region=wucheng)


def test_a_registered_firm_is_not_given_away_by_another_union(province: Province) -> None:
    """It was registered elsewhere while the claim lay in Wucheng."""
    claim = a_new_firm(province)
    Claim.objects.update(union=province.wucheng)
    Enterprise.objects.create(
        name="德清新厂", credit_code=NEW_CODE, section="C", union=province.deqing,
        region=province.mogan.region,
    )  # fmt: skip
    with pytest.raises(Refused, match="登记在德清县总工会"):
        actions.approve_claim(actor=province.wu, claim=claim)
    actions.pass_claim_on(actor=province.wu, claim=claim, region=Region.objects.get(name="婺城区"))
    assert Claim.objects.get().union == province.deqing


def test_who_claimed_can_withdraw(
    claim: Claim, province: Province, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    path = Path(claim.licence.path)
    with django_capture_on_commit_callbacks(execute=True):
        page = Client().post(reverse("claim_withdraw", args=[claim.code]), follow=True).text
    assert "已经撤回" in page
    assert not rows_for(province.xu, tally_of(province.xu))
    assert (Claim.objects.get().licence, path.exists()) == ("", False)


@pytest.mark.parametrize("rows", [1, 50])
def test_the_desk_asks_once_however_many_claims_there_are(
    province: Province, rows: int, django_assert_num_queries: Callable[..., Any]
) -> None:
    for number in range(rows):
        hand_in(province, phone=f"137000005{number:02}")
    assert province.xu.grants  # asked once a request
    with django_assert_num_queries(1):
        assert len(waiting_claims.rows(province.xu)) == rows


# --- the licence and the numbers ------------------------------------------------------------


def test_the_licence_is_encrypted_and_deleted_a_week_after_the_decision(
    province: Province, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    claim = hand_in(province)
    path = Path(claim.licence.path)
    assert b"a licence" not in path.read_bytes()
    actions.refuse_claim(actor=province.xu, claim=claim, reason="不是这家的人")
    decided = Claim.objects.get().decided_at
    assert decided
    with time_machine.travel(decided + timedelta(days=6, hours=23)):
        forget_licences.call()
        assert path.exists()
    week = time_machine.travel(decided + timedelta(days=7, minutes=1))
    with week, django_capture_on_commit_callbacks(execute=True):
        forget_licences.call()
        forget_licences.call()
    assert not path.exists()
    assert Claim.objects.get().licence == ""
    assert Event.objects.filter(verb=ClaimVerb.LICENCE_DELETED).count() == 1


def test_only_the_deciding_cadres_look_and_each_look_is_logged(
    province: Province, as_: Callable[[str], Client], claim: Claim
) -> None:
    page = reverse("claim_licence", args=[claim.pk])
    answers = {name: as_(name).get(page).status_code for name in ("xu", "shen", "wu", "lu", "lin")}
    assert answers == {"xu": 200, "shen": 200, "wu": 404, "lu": 404, "lin": 404}
    looked = Event.objects.filter(verb=ClaimVerb.LICENCE_SEEN)
    assert {event.actor for event in looked} == {province.xu, province.shen}
    assert as_("xu").get(page).headers["Cache-Control"].count("no-store") == 1


def test_numbers_are_shown_when_asked_for_and_that_is_logged(
    province: Province, as_: Callable[[str], Client], claim: Claim
) -> None:
    client, page = as_("xu"), reverse("claim_decide", args=[claim.pk])
    assert PHONE not in client.get(page).text
    assert PHONE in client.post(f"{page}number/").text
    contact = f"{page}contacts/{province.contact.pk}/number/"
    assert "13812341234" in client.post(contact).text
    assert Event.objects.filter(verb=ClaimVerb.NUMBER_SHOWN, actor=province.xu).count() == 2
    assert client.post(f"{page}contacts/{province.dong.pk}/number/").status_code == 404


# --- the code -------------------------------------------------------------------------------


def test_the_code_leads_there_from_the_page_for_all_codes(claim: Claim) -> None:
    page = Client().get("/track/", {"code": claim.code.lower()}, follow=True)
    assert page.redirect_chain[-1][0] == reverse("claim", args=[claim.code])


def test_codes_of_claims_cannot_be_guessed(claim: Claim) -> None:
    client = Client()
    for number in range(20):
        assert client.get(f"/track/HM-ZZZZ-{number:04}/").status_code == 404
    for path in ("claim", "track_need"):
        assert client.get(reverse(path, args=[claim.code])).status_code == 429


# --- with text messages ----------------------------------------------------------------------


def prove(
    client: Client, start: str, phone: str, gateway: FakeSms, work: Callable[[], None]
) -> str:
    """Prove the number on the way to ``start``; the address one is led to."""
    assert client.get(start).headers["Location"] == "/number/"
    assert client.post("/number/", {"phone": phone}).headers["Location"] == "/number/code/"
    work()
    number, text = gateway.messages[-1]
    assert number == phone
    code = re.search(r"\d{6}", text)
    assert code
    return client.post("/number/code/", {"code": code[0]}).headers["Location"]


def test_the_registered_contact_is_let_in_at_once(
    province: Province, gateway: FakeSms, work: Callable[[], None]
) -> None:
    client, start = Client(), f"/claim/new/?code={province.mogan.credit_code}"
    assert prove(client, start, "13812341234", gateway, work) == start
    assert "号码对上了" in client.get(start).text
    answer = client.post("/claim/in/", {"code": province.mogan.credit_code})
    assert answer.headers["Location"] == reverse("enterprise", args=[province.mogan.pk])
    assert client.get(answer.headers["Location"]).status_code == 200
    assert not Claim.objects.exists()
    province.contact.refresh_from_db()
    assert province.contact.phone_proved_at


def test_nobody_is_let_in_without_the_code(province: Province, gateway: FakeSms) -> None:
    client = Client()
    client.get(f"/claim/new/?code={province.mogan.credit_code}")
    client.post("/number/", {"phone": "13812341234"})
    answer = client.post("/claim/in/", {"code": province.mogan.credit_code})
    assert answer.headers["Location"] == "/claim/"
    assert client.get("/desk/").status_code == 302


def test_a_proved_number_is_said_to_be_and_gets_the_answer(
    province: Province, gateway: FakeSms, work: Callable[[], None], as_: Callable[[str], Client]
) -> None:
    client, start = Client(), f"/claim/new/?code={province.mogan.credit_code}"
    prove(client, start, PHONE, gateway, work)
    page = client.post(start, {**PERSON, "licence": photograph()}, follow=True)
    assert "短信发到137****0412" in page.text
    claim = Claim.objects.get()
    assert claim.phone_proved_at
    assert "这个号收得到" in as_("xu").get(reverse("claim_decide", args=[claim.pk])).text
    as_("xu").post(reverse("claim_return", args=[claim.pk]), {"reason": "看不清"})
    work()
    number, text = gateway.messages[-1]
    assert (number, reverse("claim", args=[claim.code]) in text) == (PHONE, True)
    assert not Call.objects.exists()


def test_three_wrong_codes_void_it(province: Province, gateway: FakeSms) -> None:
    client = Client()
    client.get(f"/claim/new/?code={NEW_CODE}")
    client.post("/number/", {"phone": PHONE})
    right = client.session["number_pending"]["code"]
    wrong = f"{(int(right) + 1) % 10**6:06}"
    said = [client.post("/number/code/", {"code": wrong}).status_code for _n in range(3)]
    assert said == [422] * 3
    answer = client.post("/number/code/", {"code": right})
    assert (answer.status_code, "已经作废" in answer.text) == (422, True)
    assert client.get("/number/code/").headers["Location"] == "/number/"


def test_a_code_is_valid_for_five_minutes(province: Province, gateway: FakeSms) -> None:
    client = Client()
    client.get(f"/claim/new/?code={NEW_CODE}")
    client.post("/number/", {"phone": PHONE})
    code = client.session["number_pending"]["code"]
    with time_machine.travel(timedelta(minutes=5, seconds=5)):
        assert client.post("/number/code/", {"code": code}).headers["Location"] == "/number/"
