"""Whom no channel reaches is telephoned: the item on the desk, and what the pages say."""

from typing import Any

import pytest
from django.test import Client

from hongmajia.core.errors import WrongState
from hongmajia.core.models import Event
from hongmajia.engagements.actions import accept, cancel, propose, release
from hongmajia.needs.actions import escalate_need, list_need, merge_need, return_need
from hongmajia.needs.models import Need
from hongmajia.notices.actions import tick_off_call
from hongmajia.notices.models import Call, Notice
from hongmajia.notices.telling import listening
from hongmajia.people.models import Helper
from tests.actors import Province, artisan, make_need
from tests.services.conftest import arrange

BACKEND = "django.contrib.auth.backends.ModelBackend"
BY_PHONE = {"asker": None, "enterprise": None, "enterprise_name": "德清小罐厂"}


@pytest.fixture
def need(province: Province) -> Need:
    """A listed need of Ms Shen, who asked without an account."""
    return make_need(province, **BY_PHONE)


@pytest.fixture
def zhao(province: Province) -> Helper:
    """赵师傅 of Deqing, who has a telephone and no account."""
    made = artisan("赵永年", "焊工", province.deqing, "330521")
    made.artisan.phone = "13900000009"
    made.artisan.save()
    return made


def signed_in(client: Client, person: Any) -> Client:
    client.force_login(person, backend=BACKEND)
    return client


# --- which acts make a call -------------------------------------------------------------------


def test_a_returned_need_of_an_asker_without_account_is_a_call(province: Province) -> None:
    need = make_need(province, "submitted", **BY_PHONE)
    with listening() as told:
        return_need(need=need, actor=province.xu, reason="请写明\n板厚。")
    call = Call.objects.get()
    assert (call.name, call.union, call.story) == ("沈女士", province.deqing, need.story)
    assert call.texts == [f"请补充您的需求：{need.title}（请写明 板厚。）"]
    assert told.after("已退回。") == (
        "已退回。沈女士没有账号，收不到消息，要由德清县总工会打电话告诉。"
    )


def test_an_asker_with_an_account_gets_a_notice_and_no_call(province: Province) -> None:
    need = make_need(province, "submitted")
    with listening() as told:
        return_need(need=need, actor=province.xu, reason="请写明板厚。")
    assert not Call.objects.exists()
    assert told.after("已退回。") == "已退回。已发消息给企业。"


def test_an_account_that_was_closed_reaches_nobody(province: Province) -> None:
    province.contact.is_active = False
    province.contact.save()
    need = make_need(province, "submitted")
    return_need(need=need, actor=province.xu, reason="请写明板厚。")
    assert Call.objects.get().name == "沈女士"


def test_what_happens_before_the_call_is_told_in_one_call(province: Province) -> None:
    need = make_need(province, "submitted", **BY_PHONE)
    list_need(need=need, actor=province.xu, category=1)
    escalate_need(need=need, actor=province.xu, reason="本县没有合适的师傅。")
    call = Call.objects.get()
    assert call.texts == [
        f"您的需求已列入企业问题清单：{need.title}",
        f"{need.title}：已转湖州市总工会协调",
    ]
    assert call.union == province.huzhou


def test_the_askers_of_merged_needs_are_called_too(province: Province, need: Need) -> None:
    other = make_need(province, **BY_PHONE, contact_name="李先生")
    merge_need(need=other, into=need, actor=province.xu)
    escalate_need(need=need, actor=province.xu, reason="本县没有合适的师傅。")
    assert {call.name for call in Call.objects.all()} == {"沈女士", "李先生"}


def test_an_invited_helper_without_account_is_called_by_their_union(
    province: Province, need: Need, zhao: Helper
) -> None:
    asked = propose(need=need, helper=zhao, actor=province.xu)
    call = Call.objects.get()
    assert (call.name, call.union) == ("赵师傅", province.deqing)
    assert call.texts == [f"德清县总工会请您帮忙：{need.title}"]
    cancel(engagement=asked, actor=province.xu, reason="已有人去")
    call.refresh_from_db()
    assert call.texts[-1] == f"{need.title}：这次没有请您去（已有人去），谢谢您愿意帮忙"


def test_an_answer_noted_on_the_telephone_is_not_called_back(
    province: Province, need: Need, zhao: Helper
) -> None:
    asked = propose(need=need, helper=zhao, actor=province.xu)
    tick_off_call(call=Call.objects.get(), actor=province.xu)
    taken = accept(engagement=asked, actor=province.xu)
    release(engagement=taken, actor=province.xu, reason="病了")
    assert {call.name for call in Call.objects.open()} == {"沈女士"}


def test_a_visit_says_truly_who_was_told(province: Province, need: Need, client: Client) -> None:
    asked = propose(need=need, helper=province.dong_helper, actor=province.xu)
    agreed = accept(engagement=asked, actor=province.dong)
    with listening() as told:
        arrange(province, agreed)
    assert told.after("约好了。") == (
        "约好了。沈女士没有账号，收不到消息，要由德清县总工会打电话告诉。"
    )


# --- the call ---------------------------------------------------------------------------------


@pytest.fixture
def call(province: Province) -> Call:
    need = make_need(province, "submitted", **BY_PHONE)
    return_need(need=need, actor=province.xu, reason="请写明板厚。")
    return Call.objects.get()


def test_a_call_waits_on_the_desk_of_the_union(
    province: Province, call: Call, client: Client
) -> None:
    desk = signed_in(client, province.xu).get("/desk/?kind=call").content.decode()
    assert "告诉沈女士" in desk
    assert "13812341234" not in desk
    assert "告诉沈女士" not in signed_in(client, province.wu).get("/desk/").content.decode()


def test_the_number_is_shown_on_demand_and_logged(
    province: Province, call: Call, client: Client
) -> None:
    page = signed_in(client, province.xu).get(f"/calls/{call.pk}/").content.decode()
    assert "请写明板厚" in page
    assert "13812341234" not in page
    shown = client.post(f"/calls/{call.pk}/number/").content.decode()
    assert "13812341234" in shown
    assert Event.objects.filter(verb="need.revealed", actor=province.xu).count() == 1


def test_whoever_telephoned_ticks_it_off_and_the_story_keeps_it(
    province: Province, call: Call, client: Client
) -> None:
    signed_in(client, province.xu).post(f"/calls/{call.pk}/", {"note": "她下午补"})
    call.refresh_from_db()
    assert call.made_by == province.xu
    event = Event.objects.get(verb="call.made")
    assert (event.story, event.note, event.audience) == (call.story, "她下午补", "unions")
    assert "打过电话，告诉了沈女士" in client.get(call.url).content.decode()
    assert "告诉沈女士" not in client.get("/desk/?kind=call").content.decode()


def test_a_call_is_ticked_off_once(province: Province, call: Call) -> None:
    tick_off_call(call=call, actor=province.xu)
    with pytest.raises(WrongState):
        tick_off_call(call=call, actor=province.shen)


def test_what_happens_after_a_call_is_another_call(province: Province, call: Call) -> None:
    tick_off_call(call=call, actor=province.xu)
    need = Need.objects.get(pk=call.callee_id)
    escalate_need_again(need, province)
    assert Call.objects.open().count() == 1


def escalate_need_again(need: Need, province: Province) -> None:
    Need.objects.filter(pk=need.pk).update(state="submitted")
    escalate_need(need=need, actor=province.xu, reason="本县没有合适的师傅。")


def test_others_do_not_see_the_call(province: Province, call: Call, client: Client) -> None:
    for person in (province.wu, province.dong, province.contact, province.lin):
        assert signed_in(client, person).get(f"/calls/{call.pk}/").status_code == 404
        assert client.post(f"/calls/{call.pk}/number/").status_code == 404
    assert not Event.objects.filter(verb="need.revealed").exists()


def test_a_helper_without_a_number_is_said_to_have_none(
    province: Province, need: Need, zhao: Helper, client: Client
) -> None:
    zhao.artisan.phone = ""
    zhao.artisan.save()
    propose(need=need, helper=zhao, actor=province.xu)
    path = f"/calls/{Call.objects.get().pk}/number/"
    assert "没有留电话" in signed_in(client, province.xu).post(path).content.decode()


def test_the_invitation_is_not_said_to_have_arrived(
    province: Province, need: Need, zhao: Helper, client: Client
) -> None:
    form = {"helper": zhao.pk}
    page = signed_in(client, province.xu).post(f"/needs/{need.pk}/propose/", form, follow=True)
    said = [str(message) for message in page.context["messages"]]
    assert said == [
        "已记下对赵师傅的邀请，等对方答复。赵师傅没有账号，收不到消息，要由德清县总工会打电话告诉。"
    ]
    assert not Notice.objects.filter(sentence__contains="请您帮忙").exists()
