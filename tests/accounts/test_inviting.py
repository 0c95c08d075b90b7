"""An account comes with the person: invitations by text message and on paper, and what follows."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader
from pytest_django import Settings

from hongmajia.accounts import actions
from hongmajia.accounts.actions.duties import appoint_to_duty
from hongmajia.accounts.duty_enums import DutyKind
from hongmajia.accounts.models import Invitation
from hongmajia.core.acts import sentence
from hongmajia.core.errors import Refused, WrongState
from hongmajia.core.models import Event
from hongmajia.people.actions import register_artisan
from hongmajia.unions.actions import add_contact, appoint
from hongmajia.unions.enums import Role
from hongmajia.unions.models import User
from tests.actors import Province
from tests.fake_sms import FakeSms

PHONE = "13700000001"
PASSWORD = "一个够长的密码-26"


@pytest.fixture
def new_cadre(province: Province) -> User:
    """A cadre of Deqing whom Shen has just appointed."""
    words = {"role": Role.CADRE, "name": "新同志", "phone": PHONE}
    return appoint(actor=province.shen, union=province.deqing, **words)


def invitation_of(user: User) -> Invitation:
    return Invitation.objects.filter(user=user).last_of_each()[0]


def join(client: Client, invitation: Invitation, **fields: str) -> str:
    """Accept the invitation on its page; the address it leads to, or nothing."""
    sent = {"new_password1": PASSWORD, "new_password2": PASSWORD, "has_read": "on", **fields}
    answer = client.post(reverse("join", args=[invitation.code]), sent)
    return answer.headers.get("Location", "")


# --- who is invited -------------------------------------------------------------------------


def test_whoever_gets_a_role_or_stands_on_a_roll_is_invited(province: Province) -> None:
    cadre = appoint(
        actor=province.shen, union=province.deqing, role=Role.CADRE, name="甲", phone="13700000011"
    )
    contact = add_contact(
        actor=province.lu, enterprise=province.mogan, name="乙", phone="13700000012"
    )
    master = register_artisan(
        actor=province.xu, union=province.deqing, name="丙师傅", trade="焊工", phone="13700000013",
        region=province.mogan.region,
    ).answerer  # fmt: skip
    invited = {each.user: each.union for each in Invitation.objects.all()}
    assert invited == {
        cadre: province.deqing, contact: province.mogan_union, master: province.deqing,
    }  # fmt: skip
    assert not any(user.has_usable_password() for user in invited)


def test_an_account_that_exists_is_not_invited_again(province: Province, new_cadre: User) -> None:
    add_contact(actor=province.lu, enterprise=province.mogan, name="新同志", phone=PHONE)
    assert Invitation.objects.filter(user=new_cadre).count() == 1


def test_a_master_whose_number_is_somebody_elses_is_not_registered(
    province: Province, new_cadre: User
) -> None:
    with pytest.raises(Refused, match="姓名对不上"):
        register_artisan(
            actor=province.xu, union=province.deqing, name="别人", trade="焊工", phone=PHONE,
            region=province.mogan.region,
        )  # fmt: skip


# --- coming in -----------------------------------------------------------------------------


def test_the_page_says_who_as_what_and_by_whom(new_cadre: User, province: Province) -> None:
    page = Client().get(reverse("join", args=[invitation_of(new_cadre).code])).text
    for words in ("新同志", "干部", "德清县总工会", "湖州市总工会 沈建国", PHONE):
        assert words in page


def test_a_password_is_chosen_and_one_is_in(new_cadre: User) -> None:
    client, invitation = Client(), invitation_of(new_cadre)
    assert join(client, invitation) == "/start/"
    assert client.get("/desk/").status_code == 200
    new_cadre.refresh_from_db()
    assert new_cadre.check_password(PASSWORD)
    assert invitation_of(new_cadre).accepted_at
    assert invitation_of(new_cadre).code is None
    assert Client().post("/login/", {"login": PHONE, "password": PASSWORD}).status_code == 302


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"new_password2": "另一个"}, "两次输的密码不一样"),
        ({"new_password1": "12345678", "new_password2": "12345678"}, "密码"),
        ({"has_read": ""}, "请先看隐私说明"),
    ],
)
def test_what_is_missing_is_said_and_the_invitation_stays(
    new_cadre: User, fields: dict[str, str], said: str
) -> None:
    invitation = invitation_of(new_cadre)
    sent = {"new_password1": PASSWORD, "new_password2": PASSWORD, "has_read": "on", **fields}
    answer = Client().post(reverse("join", args=[invitation.code]), sent)
    assert (answer.status_code, said in answer.text) == (422, True)
    assert join(Client(), invitation) == "/start/"


def test_it_is_valid_once_and_for_fourteen_days(new_cadre: User) -> None:
    invitation = invitation_of(new_cadre)
    assert invitation.expires_at - invitation.made_at == timedelta(days=14)
    join(Client(), invitation)
    assert Client().get(reverse("join", args=[invitation.code])).status_code == 404
    again = actions.invite(actor=None, user=new_cadre, union=invitation.union)
    Invitation.objects.filter(pk=again.pk).update(expires_at=timezone.now())
    assert Client().get(reverse("join", args=[again.code])).status_code == 404


def test_the_code_of_the_slip_is_typed_in_any_way(new_cadre: User) -> None:
    code = invitation_of(new_cadre).code
    written = f" {code[:4].lower()}-{code[4:8]} {code[8:]}"
    answer = Client().post("/join/", {"code": written})
    assert answer.headers["Location"] == reverse("join", args=[code])


def test_codes_cannot_be_guessed(new_cadre: User, client: Client) -> None:
    for number in range(20):
        assert client.get(f"/join/WRONG{number:07}/").status_code == 404
    assert client.get(reverse("join", args=[invitation_of(new_cadre).code])).status_code == 429


def test_whoever_is_not_the_one_invited_says_so(new_cadre: User, province: Province) -> None:
    page = Client().post(reverse("join_not_me", args=[invitation_of(new_cadre).code])).text
    assert "账号已停用" in page
    new_cadre.refresh_from_db()
    assert not new_cadre.is_active
    told = province.shen.notices.latest("pk").text
    assert told == "收到新同志邀请的人说不是本人，账号已停用，请核对手机号"


# --- the union -----------------------------------------------------------------------------


def test_the_union_sees_who_has_not_come_in(new_cadre: User, as_: Callable[[str], Client]) -> None:
    assert "新同志" in as_("shen").get("/invitations/").text
    assert "新同志" not in as_("wu").get("/invitations/").text
    join(Client(), invitation_of(new_cadre))
    assert "新同志" not in as_("shen").get("/invitations/").text


def test_inviting_again_ends_the_first_invitation(
    new_cadre: User, as_: Callable[[str], Client]
) -> None:
    first = invitation_of(new_cadre)
    sent = {"act": "again", "tick": first.pk}
    page = as_("shen").post("/invitations/act/", sent, follow=True)
    assert [each.words for each in page.context["done"]] == ["新的邀请单可以打印了。"]
    assert Client().get(reverse("join", args=[first.code])).status_code == 404
    assert join(Client(), invitation_of(new_cadre)) == "/start/"


def test_one_person_is_invited_again_on_their_page(
    new_cadre: User, as_: Callable[[str], Client]
) -> None:
    first = invitation_of(new_cadre)
    page = as_("shen").get(f"/invitations/{first.pk}/").text
    assert f'name="tick" value="{first.pk}"' in page
    assert "再邀请一次" in page
    assert "收回邀请" in page
    join(Client(), first)
    page = as_("shen").get(f"/invitations/{first.pk}/").text
    assert "重设登录" in page
    assert "收回邀请" not in page


def test_the_page_of_a_master_leads_to_their_account(
    province: Province, as_: Callable[[str], Client]
) -> None:
    """Where their sign-in is reset: a master stands in no list of people of a union."""
    helper = register_artisan(
        actor=province.xu, union=province.deqing, name="潘师傅", trade="焊工", phone=PHONE,
        region=province.mogan.region,
    )  # fmt: skip
    join(Client(), invitation_of(helper.answerer))
    address = f"/accounts/{helper.answerer.pk}/"
    assert address in as_("xu").get(f"/helpers/{helper.pk}/").text
    assert "重设登录" in as_("xu").get(address, follow=True).text
    assert address not in as_("wu").get(f"/helpers/{helper.pk}/").text


def test_all_who_have_not_come_in_are_invited_again_at_once(
    new_cadre: User, province: Province, as_: Callable[[str], Client]
) -> None:
    other, gone = (
        appoint(actor=province.shen, union=province.deqing, role=role, name=name, phone=phone)
        for role, name, phone in [
            (Role.LIAISON, "又一位", "13700000002"),
            (Role.LIAISON, "收回的", "13700000003"),
        ]
    )
    actions.take_back(actor=province.shen, invitation=invitation_of(gone))
    expired, first = invitation_of(new_cadre), invitation_of(other)
    Invitation.objects.filter(pk=expired.pk).update(expires_at=timezone.now())
    address = f"/invitations/again/?union={province.deqing.pk}"
    assert "2个人各发一份" in as_("shen").get(address).text
    page = as_("shen").post(address, follow=True).text
    assert "再邀请了2个人。没有发短信，请打印邀请单，交给本人。" in page
    assert Client().get(reverse("join", args=[first.code])).status_code == 404
    assert join(Client(), invitation_of(new_cadre)) == "/start/"
    gone.refresh_from_db()
    assert not gone.is_active, "taken back is taken back"


def test_who_may_not_appoint_a_cadre_does_not_invite_them_again(
    new_cadre: User, as_: Callable[[str], Client]
) -> None:
    before = invitation_of(new_cadre)
    for name in ("wu", "lu"):
        assert as_(name).post("/invitations/again/").status_code == 302
    assert invitation_of(new_cadre) == before


def test_taking_back_closes_the_account(new_cadre: User, province: Province) -> None:
    invitation = invitation_of(new_cadre)
    actions.take_back(actor=province.shen, invitation=invitation)
    new_cadre.refresh_from_db()
    assert not new_cadre.is_active
    assert Client().get(reverse("join", args=[invitation.code])).status_code == 404
    actions.invite_again(actor=province.shen, invitation=invitation)
    new_cadre.refresh_from_db()
    assert new_cadre.is_active


def test_who_was_taken_back_is_not_said_to_have_another_name(
    new_cadre: User, province: Province
) -> None:
    actions.take_back(actor=province.shen, invitation=invitation_of(new_cadre))
    with pytest.raises(Refused, match="新同志的账号停用了"):
        appoint(
            actor=province.shen, union=province.deqing, role=Role.LIAISON, name="新同志",
            phone=PHONE,
        )  # fmt: skip


def test_the_slips_of_a_union_are_one_paper(
    new_cadre: User, province: Province, as_: Callable[[str], Client]
) -> None:
    answer = as_("shen").post(f"/unions/{province.deqing.pk}/slips/")
    words = "".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)
    code = invitation_of(new_cadre).code
    assert "新同志" in words
    assert f"{code[:4]}-{code[4:8]}-{code[8:]}" in words
    assert invitation_of(new_cadre).printed_at
    assert sentence(Event.objects.latest("pk")) == "沈建国打印1张邀请单"


def test_who_may_not_appoint_a_cadre_may_not_reset_one(
    new_cadre: User, province: Province, as_: Callable[[str], Client]
) -> None:
    """Xu is a cadre of the same union: cadres are let in from above."""
    invitation = invitation_of(new_cadre)
    join(Client(), invitation)
    page = reverse("invitation_reset", args=[invitation.pk])
    assert as_("xu").get(page).status_code == 403
    assert as_("wu").get(page).status_code == 404
    assert as_("shen").post(page, {"reason": "忘了密码，核对过本人"}).status_code == 302


def test_a_reset_ends_the_password_and_all_sessions(new_cadre: User, province: Province) -> None:
    inside = Client()
    invitation = invitation_of(new_cadre)
    join(inside, invitation)
    actions.reset(actor=province.shen, invitation=invitation, reason="忘了密码")
    assert inside.get("/desk/").status_code == 302
    new_cadre.refresh_from_db()
    assert not new_cadre.has_usable_password()
    assert "您的登录由工会重设过" in new_cadre.notices.latest("pk").text
    another = {"new_password1": f"{PASSWORD}新", "new_password2": f"{PASSWORD}新"}
    assert join(Client(), invitation_of(new_cadre), **another) == "/start/"
    with pytest.raises(WrongState):
        actions.accept(invitation=invitation, password=PASSWORD)


@pytest.mark.parametrize("rows", [1, 50])
def test_the_list_costs_the_same_at_1_and_at_50_rows(
    province: Province,
    as_: Callable[[str], Client],
    rows: int,
    django_assert_max_num_queries: Callable[..., Any],
) -> None:
    for number in range(rows):
        words = {"name": f"第{number}位", "phone": f"137000001{number:02}"}
        add_contact(actor=province.lu, enterprise=province.mogan, **words)
    client = as_("xu")
    with django_assert_max_num_queries(12):
        client.get("/invitations/")


def test_adding_a_contact_says_that_the_invitation_waits_on_paper(
    client: Client, province: Province
) -> None:
    client.force_login(province.lu, backend="django.contrib.auth.backends.ModelBackend")
    url = reverse("contact_add", args=[province.mogan.pk])
    page = client.post(url, {"name": "乙", "phone": PHONE}, follow=True).content.decode()
    assert "乙现在是联系人了。乙的邀请没有发短信：请在“未启用的账号”里打印邀请单" in page


def test_granting_a_duty_says_where_the_slip_is(client: Client, province: Province) -> None:
    duty = appoint_to_duty(actor=None, kind=DutyKind.SECURITY, name="安全", phone="13700000015")
    client.force_login(duty.user, backend="django.contrib.auth.backends.ModelBackend")
    said = {"kind": DutyKind.AUDITOR, "name": "申计", "phone": PHONE}
    page = client.post(reverse("duty_list"), said, follow=True).content.decode()
    assert "请好了申计。申计的邀请没有发短信：请在这个账号的页面上打印" in page


# --- coming in without it --------------------------------------------------------------------


def test_whoever_comes_in_by_a_code_has_used_their_invitation(
    province: Province, gateway: FakeSms, work: Callable[[], None], as_: Callable[[str], Client]
) -> None:
    """The slip, if somebody finds it, sets no password of theirs any more."""
    pan = register_artisan(
        actor=province.xu, union=province.deqing, name="潘师傅", trade="焊工", phone=PHONE,
        region=province.mogan.region,
    ).answerer  # fmt: skip
    slip = invitation_of(pan).code
    assert "潘师傅" in as_("xu").get("/invitations/").text
    client = Client()
    client.post("/login/code/", {"phone": PHONE})
    work()
    code = gateway.messages[-1][1].partition("验证码")[2][:6]
    client.post("/login/code/confirm/", {"code": code})
    assert client.get("/desk/").status_code == 200

    assert Client().get(reverse("join", args=[slip])).status_code == 404
    assert invitation_of(pan).accepted_at
    assert Event.objects.filter(verb="account.accepted").count() == 1
    assert "潘师傅" not in as_("xu").get("/invitations/").text
    actions.reset(actor=province.xu, invitation=invitation_of(pan), reason="忘了密码")
    assert client.get("/desk/").status_code == 302


# --- by text message ------------------------------------------------------------------------


def test_with_a_gateway_the_address_is_sent(
    province: Province, settings: Settings, work: Callable[[], None]
) -> None:
    with FakeSms() as gateway:
        gateway.switch_on(settings)
        user = appoint(
            actor=province.shen, union=province.deqing, role=Role.CADRE, name="甲", phone=PHONE
        )
        work()
        [(number, text)] = gateway.messages
    assert number == PHONE
    assert reverse("join", args=[invitation_of(user).code]) in text
    assert "德清县总工会" in text


def test_the_page_says_that_the_message_is_on_its_way(
    client: Client, province: Province, settings: Settings
) -> None:
    client.force_login(province.shen, backend="django.contrib.auth.backends.ModelBackend")
    url = reverse("role_grant", args=[province.deqing.pk])
    with FakeSms() as gateway:
        gateway.switch_on(settings)
        said = {"role": Role.CADRE, "name": "甲", "phone": PHONE}
        page = client.post(url, said, follow=True).content.decode()
    assert "给甲的邀请短信在发。没收到的，在“未启用的账号”里打印" in page
