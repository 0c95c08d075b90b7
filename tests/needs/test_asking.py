"""Asking on the web: the ask page, the liaison's form, completing and correcting."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from hongmajia.core.limits import number_of
from hongmajia.needs.enums import Channel, NeedState
from hongmajia.needs.limits import ASKED_BY_NUMBER, ASKED_BY_VISITOR, ASKED_IN_ALL
from hongmajia.needs.models import Need
from hongmajia.unions.models import Enterprise, User
from tests.actors import Province, credit_code, make_need, make_offer
from tests.needs.conftest import As, answers, photograph

ASK = "/needs/ask/"


def errors(response: Any) -> dict[str, list[str]]:
    return dict(response.context["form"].errors)


def ticket(client: Client) -> str:
    return str(client.get(ASK).context["ticket"])


def test_a_stranger_asks_and_gets_a_tracking_code(client: Client, province: Province) -> None:
    response = client.post(ASK, answers(ticket=ticket(client)), follow=True)

    need = Need.objects.get()
    assert need.state == NeedState.SUBMITTED
    assert (need.union, need.asker, need.channel) == (province.deqing, None, Channel.WEB)
    assert response.redirect_chain == [(f"/needs/ask/{need.tracking_code}/", 302)]
    page = response.content.decode()
    assert need.tracking_code in page
    assert "已交给德清县总工会" in page


def test_what_is_sent_twice_is_taken_in_once(client: Client, province: Province) -> None:
    sent = answers(ticket=ticket(client))
    first, second = client.post(ASK, sent), client.post(ASK, sent)
    assert first.url == second.url  # type: ignore[attr-defined]
    assert Need.objects.count() == 1


def test_a_code_of_ones_own_making_is_not_taken(client: Client, province: Province) -> None:
    client.post(ASK, answers(ticket="HM-AAAA-AAAA"))
    assert Need.objects.get().tracking_code != "HM-AAAA-AAAA"


@pytest.mark.parametrize("written", ["name", "code", "small code"])
def test_an_enterprise_is_known_by_name_or_code(
    client: Client, province: Province, written: str
) -> None:
    mogan = province.mogan
    words = {"name": mogan.name, "code": mogan.credit_code, "small code": mogan.credit_code.lower()}
    client.post(ASK, answers(enterprise_name=words[written], region="", industry=""))
    need = Need.objects.get()
    assert (need.enterprise, need.enterprise_name) == (mogan, "")
    assert need.region == mogan.region
    assert need.industry == "专用设备制造业"


@pytest.mark.parametrize("code_or_name", [True, False])
def test_an_enterprise_is_known_in_every_spelling(
    client: Client, province: Province, code_or_name: bool
) -> None:
    code = province.mogan.credit_code
    pasted = f"\u202d{code[:8]} {code[8:].lower()}"
    words = pasted if code_or_name else "德清县莫干　精工机械有限公司"
    client.post(ASK, answers(enterprise_name=words))
    assert Need.objects.get().enterprise == province.mogan


def test_of_two_enterprises_of_one_name_the_place_tells_which(
    client: Client, province: Province
) -> None:
    mogan = province.mogan
    wuxing = Enterprise.objects.create(
        name=mogan.name, credit_code=credit_code(990), section="C", region_id="330502",
        union=province.huzhou,
    )  # fmt: skip
    response = client.post(ASK, answers(enterprise_name=mogan.name, region="330503"))
    assert errors(response)["enterprise_name"] == [
        f"有2家企业叫“{mogan.name}”，请写统一社会信用代码，或者选对在哪里。"
    ]
    assert not Need.objects.exists()
    client.post(ASK, answers(enterprise_name=mogan.name, region="330502"))
    assert Need.objects.get().enterprise == wuxing


def test_an_enterprise_we_do_not_know_is_kept_by_name(client: Client, province: Province) -> None:
    client.post(ASK, answers(enterprise_name="湖州某某厂"))
    need = Need.objects.get()
    assert (need.enterprise, need.enterprise_name) == (None, "湖州某某厂")


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("text", "", "请先写一两句，遇到了什么问题。"),
        ("text", "坏了", "再多写几个字：什么东西、出了什么毛病。"),
        ("contact_phone", "1381234123", "手机号少了1位，请核对。"),
        ("contact_phone", "138123412345", "手机号多了1位，请核对。"),
        ("contact_phone", "0572-12345678", "手机号多了1位，请核对。"),
        ("contact_phone", "12812341234", "这不像手机号，手机号以13到19开头，请核对。"),
        ("contact_phone", "", "请留手机号，只给办事的人看。"),
        ("contact_name", "", "请写怎么称呼您，如“沈女士”。"),
        ("region", "", "请选在哪里，好知道交给哪个工会。"),
        ("enterprise_name", "91330521MA000000A", "统一社会信用代码是18位，您填了17位。"),
        (
            "enterprise_name",
            credit_code(1)[:17] + "0",
            "统一社会信用代码的校验位不对，请再核对一遍。",
        ),
        ("enterprise_name", credit_code(999), "这个代码的企业还没有登记，请改填企业全称。"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(
    client: Client, province: Province, field: str, typed: str, said: str
) -> None:
    response = client.post(ASK, answers(**{field: typed}))
    assert errors(response) == {field: [said]}
    page = response.content.decode()
    assert said in page
    assert "焊后平面度由6mm降到2mm以内" in page  # nothing typed is lost
    assert not Need.objects.exists()


def test_a_day_that_has_passed_is_no_wish(client: Client, province: Province) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    response = client.post(ASK, answers(wanted_by=yesterday.isoformat()))
    assert "已经过了" in errors(response)["wanted_by"][0]


def test_spaces_in_a_number_do_no_harm(client: Client, province: Province) -> None:
    client.post(ASK, answers(contact_phone="138 1234-1234"))
    assert Need.objects.get().contact_phone == "13812341234"


def test_photographs_are_made_new(client: Client, province: Province) -> None:
    client.post(ASK, answers(photos=[photograph("a.png"), photograph("b.png")]))
    photos = Need.objects.get().photos.all()
    assert [photo.image.name.rpartition(".")[2] for photo in photos] == ["jpg", "jpg"]
    with photos[0].image.open() as picture:
        assert picture.read(3) == b"\xff\xd8\xff"


@pytest.mark.parametrize("name", ["照片" * 1000 + ".png", "IMG_" * 300, 'a".png', "❤\u202egnp.a"])
def test_a_photograph_may_have_any_name(name: str, client: Client, province: Province) -> None:
    """The name is sent in the form, and Django's limit on that was 1 KB."""
    shot = BytesIO(photograph().read())
    shot.name = name
    client.post(ASK, answers(photos=[shot]))
    assert Need.objects.get().photos.count() == 1


def test_ten_photographs_are_too_many(client: Client, province: Province) -> None:
    response = client.post(ASK, answers(photos=[photograph() for _ in range(10)]))
    assert errors(response) == {"photos": ["照片最多9张，您选了10张。"]}


def test_what_is_no_photograph_is_said_so(client: Client, province: Province) -> None:
    fake = SimpleUploadedFile("a.jpg", b"%PDF-1.7", "image/jpeg")
    response = client.post(ASK, answers(photos=[fake]))
    assert "打不开" in errors(response)["photos"][0]
    assert not Need.objects.exists()


def test_a_photograph_is_served_as_a_jpeg_and_nothing_else(
    client: Client, as_: As, province: Province
) -> None:
    client.post(ASK, answers(photos=[photograph()]))
    response = as_("xu").get(f"/needs/photos/{Need.objects.get().photos.get().pk}/")
    assert response["Content-Type"] == "image/jpeg"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_out_of_season_the_page_says_so_before_one_types(
    client: Client, province: Province
) -> None:
    soon = timezone.localdate() + timedelta(days=40)
    province.season.stages.update(starts=soon, ends=soon)
    assert "还没到征集期" in client.get(ASK).content.decode()
    response = client.post(ASK, answers())
    assert "征集期" in response.content.decode()
    assert not Need.objects.exists()


def test_who_is_signed_in_need_not_type_what_we_know(as_: As, province: Province) -> None:
    page = as_("contact").get(ASK).content.decode()
    for known in ("沈女士", "13812341234", "德清县莫干精工机械有限公司"):
        assert known in page


def test_his_own_account_follows_what_he_asks(as_: As, province: Province) -> None:
    as_("contact").post(ASK, answers())
    assert Need.objects.get().asker == province.contact


# ---- on behalf ----


def test_a_liaison_writes_for_his_enterprise(as_: As, province: Province) -> None:
    sent = answers(
        enterprise_name=province.mogan.name, region="", contact_name="", contact_phone=""
    )
    as_("lu").post("/needs/enter/", {**sent, "helpers_wanted": 1})
    need = Need.objects.get()
    assert (need.channel, need.asker) == (Channel.LIAISON, province.contact)
    assert (need.contact_name, need.contact_phone) == ("沈女士", "13812341234")
    assert need.home_union == province.mogan_union


def test_not_for_an_enterprise_beside_his(as_: As, province: Province) -> None:
    sent = answers(enterprise_name=province.mogan.name, helpers_wanted=1)
    response = as_("wu").post("/needs/enter/", sent)
    assert errors(response)["enterprise_name"] == ["您联系的企业里没有这一家，请核对全称或代码。"]
    assert not Need.objects.exists()


def test_a_slip_in_the_name_gets_the_right_one_suggested(as_: As, province: Province) -> None:
    sent = answers(enterprise_name="德清莫干精工机械公司", helpers_wanted=1)
    response = as_("lu").post("/needs/enter/", sent)
    assert errors(response)["enterprise_name"] == [
        f"您联系的企业里没有这一家，请核对全称或代码。是不是“{province.mogan.name}”？"
    ]


def test_without_a_contact_on_file_one_must_be_named(as_: As, province: Province) -> None:
    province.mogan.contacts.clear()
    sent = answers(enterprise_name=province.mogan.name, contact_name="", contact_phone="")
    response = as_("lu").post("/needs/enter/", {**sent, "helpers_wanted": 1})
    assert set(errors(response)) == {"contact_name", "contact_phone"}


# ---- later ----


def shown(browser: Client, need: Need) -> dict[str, Any]:
    """What the form for mending sends when nothing is touched."""
    form = browser.get(f"/needs/{need.pk}/correct/").context["form"]
    values = {name: form[name].value() or "" for name in form.fields}
    return values | {form[name].html_initial_name: value for name, value in values.items()}


def test_a_returned_need_is_supplemented_and_sent_again(as_: As, province: Province) -> None:
    need = make_need(province, NeedState.RETURNED)
    sent = answers(text=need.text, equipment="304不锈钢，板厚3mm", photos=[photograph()])
    as_("contact").post(f"/needs/{need.pk}/complete/", sent)
    need.refresh_from_db()
    assert (need.state, need.equipment) == (NeedState.SUBMITTED, "304不锈钢，板厚3mm")
    assert need.photos.count() == 1


def test_a_correction_writes_only_what_was_changed(as_: As, province: Province) -> None:
    need = make_need(province, equipment="老设备")
    sent = shown(as_("contact"), need)
    Need.objects.filter(pk=need.pk).update(tried="别人刚补的")
    as_("contact").post(f"/needs/{need.pk}/correct/", {**sent, "tried": "", "equipment": "新设备"})
    need.refresh_from_db()
    assert (need.equipment, need.tried) == ("新设备", "别人刚补的")


def test_what_cannot_be_mended_any_more_is_said_on_the_form(as_: As, province: Province) -> None:
    need = make_need(province, NeedState.CONFIRMED)
    sent = shown(as_("contact"), need)
    response = as_("contact").post(f"/needs/{need.pk}/correct/", {**sent, "tried": "x"})
    assert "已经办结" in response.content.decode()


# ---- telephone numbers ----


@pytest.mark.parametrize("page", ["correct", "complete"])
@pytest.mark.parametrize("reader", ["xu", "contact"])
def test_the_form_for_mending_shows_no_number_and_keeps_it(
    as_: As, province: Province, page: str, reader: str
) -> None:
    need = make_need(province, NeedState.RETURNED, contact_phone="13911112222")
    address = f"/needs/{need.pk}/{page}/"
    asked = as_(reader).get(address).content.decode()
    assert "13911112222" not in asked
    assert "现在是139****2222；空着就不改。" in asked
    as_(reader).post(address, answers(title=need.title, helpers_wanted=1, contact_phone=""))
    need.refresh_from_db()
    assert (need.equipment, need.contact_phone) == ("304不锈钢，板厚3mm", "13911112222")


def test_nor_after_a_mistake(as_: As, province: Province) -> None:
    need = make_need(province, contact_phone="13911112222")
    sent = {**shown(as_("xu"), need), "text": ""}
    answer = as_("xu").post(f"/needs/{need.pk}/correct/", sent)
    assert (answer.status_code, "13911112222" in answer.content.decode()) == (422, False)


def test_another_number_typed_into_it_is_stored(as_: As, province: Province) -> None:
    need = make_need(province, contact_phone="13911112222")
    sent = {**shown(as_("contact"), need), "contact_phone": "139 3333 4444"}
    as_("contact").post(f"/needs/{need.pk}/correct/", sent)
    need.refresh_from_db()
    assert need.contact_phone == "13933334444"


def test_the_asker_with_a_tracking_code_reads_no_number_either(
    client: Client, province: Province
) -> None:
    need = make_need(province, NeedState.RETURNED, contact_phone="13911112222")
    address = f"/track/{need.tracking_code}/complete/"
    assert "13911112222" not in client.get(address).content.decode()
    assert client.post(address, answers(contact_phone="")).status_code == 302
    need.refresh_from_db()
    assert (need.state, need.contact_phone) == (NeedState.SUBMITTED, "13911112222")


# ---- too often ----


def test_one_number_asks_ten_times_an_hour(client: Client, province: Province) -> None:
    for _ in range(ASKED_BY_NUMBER.most):
        assert client.post(ASK, answers()).status_code == 302
    answer = client.post(ASK, answers(contact_phone="138 1234 1234"))
    page = answer.content.decode()
    assert answer.status_code == 429
    assert "请60分钟以后再提" in page
    assert "焊后平面度由6mm降到2mm以内" in page  # nothing typed is lost
    assert Need.objects.count() == ASKED_BY_NUMBER.most
    assert client.post(ASK, answers(contact_phone="13812341235")).status_code == 302


def test_nobody_uses_up_anothers_number(client: Client, province: Province) -> None:
    for _ in range(ASKED_BY_NUMBER.most + 5):
        client.post(ASK, answers(), REMOTE_ADDR="192.0.2.7")
    assert client.post(ASK, answers(), REMOTE_ADDR="192.0.2.7").status_code == 429
    for _ in range(ASKED_BY_NUMBER.most):
        assert client.post(ASK, answers()).status_code == 302


def test_who_has_asked_too_often_uses_up_no_number(client: Client, province: Province) -> None:
    for _ in range(ASKED_BY_VISITOR.most):
        ASKED_BY_VISITOR.count("192.0.2.7")
    for _ in range(ASKED_IN_ALL.most):
        assert client.post(ASK, answers(), REMOTE_ADDR="192.0.2.7").status_code == 429
    assert client.post(ASK, answers()).status_code == 302


def test_one_number_asks_twenty_times_an_hour_from_everywhere(
    client: Client, province: Province
) -> None:
    for _ in range(ASKED_IN_ALL.most):
        ASKED_IN_ALL.count(number_of("13812341234"))
    assert client.post(ASK, answers()).status_code == 429
    User.objects.filter(pk=province.contact.pk).update(phone="13812341234")
    client.force_login(User.objects.get(pk=province.contact.pk))  # this number is theirs
    assert client.post(ASK, answers()).status_code == 302


def test_one_address_asks_sixty_times_an_hour(client: Client, province: Province) -> None:
    for _ in range(ASKED_BY_VISITOR.most):
        ASKED_BY_VISITOR.count("127.0.0.1")
    assert client.post(ASK, answers()).status_code == 429
    assert client.post(ASK, answers(), REMOTE_ADDR="192.0.2.7").status_code == 302


def test_what_is_typed_wrong_uses_nothing_up(client: Client, province: Province) -> None:
    for _ in range(ASKED_BY_NUMBER.most + 1):
        client.post(ASK, answers(text=""))
    assert client.post(ASK, answers()).status_code == 302


def test_an_order_counts_as_a_question(client: Client, province: Province) -> None:
    address = f"/offers/{make_offer(province.dong_helper).pk}/order/"
    for _ in range(ASKED_BY_NUMBER.most):
        ASKED_BY_NUMBER.count(f"{number_of('13812341234')}-127.0.0.1")
    answer = client.post(address, answers())
    assert answer.status_code == 429
    assert not Need.objects.exists()
    assert client.post(address, answers(contact_phone="13812341235")).status_code == 302
