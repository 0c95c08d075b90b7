"""Whoever asked without an account hears of each step by SMS, once; else they are telephoned."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from django.utils.translation import gettext_lazy as _lazy
from pytest_django import Settings

from hongmajia.core.acts import sentence
from hongmajia.core.enums import Audience
from hongmajia.core.models import Event
from hongmajia.engagements.actions import accept, claim_need, decline, pair, propose, release
from hongmajia.engagements.models import Engagement
from hongmajia.needs.actions import (
    escalate_need,
    list_need,
    merge_need,
    resubmit_need,
    return_need,
    submit_need,
    take_over_need,
    unlist_need,
    unmerge_need,
    withdraw_need,
)
from hongmajia.needs.models import Need
from hongmajia.needs.queries import asker_side
from hongmajia.notices import sending
from hongmajia.notices.enums import DeliveryState, Kind, Reason
from hongmajia.notices.models import Call, Delivery, OptOut
from hongmajia.notices.sending import send_due
from hongmajia.notices.sides import Side
from hongmajia.notices.telling import listening, tell
from hongmajia.services.actions import (
    call_off,
    confirm_service,
    move_activity,
    plan_activity,
    record_arrival,
    record_service,
    remind_confirming,
    sign_up,
    withdraw_record,
)
from tests.actors import AT_ANY_TIME, Province, make_need
from tests.fake_sms import FakeSms
from tests.services.conftest import DONE, arrange

BY_PHONE = {"asker": None, "enterprise": None, "enterprise_name": "德清小罐厂"}
NOON = datetime(2026, 5, 13, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
PHONE = "13812341234"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def gateway(settings: Settings) -> Iterator[FakeSms]:
    settings.SITE_ADDRESS = "https://hmj.example"
    with FakeSms() as fake:
        fake.switch_on(settings)
        yield fake


@pytest.fixture
def at_noon() -> Iterator[None]:
    with time_machine.travel(timezone.now().astimezone(NOON.tzinfo).replace(hour=12)):
        yield


def test_the_page_after_asking_says_how_they_will_hear(
    client: Client, province: Province, gateway: FakeSms, settings: Settings
) -> None:
    need = make_need(province, **BY_PHONE)

    def said() -> str:
        return client.get(f"/needs/ask/{need.tracking_code}/").content.decode()

    assert "发短信告诉您" in said()
    opted_out = OptOut.objects.create(phone=PHONE)
    assert "打电话告诉您" in said()
    assert "短信" not in said()
    opted_out.delete()
    settings.SMS_URL = ""
    assert "打电话告诉您" in said()
    Need.objects.filter(pk=need.pk).update(asker=province.contact)
    assert "您会收到消息" in said()


class Heard:
    """What Ms Shen has heard since one looked last."""

    def __init__(self, gateway: FakeSms, work: Callable[[], None]) -> None:
        self.gateway, self.work, self.seen = gateway, work, 0

    def news(self) -> list[str]:
        """The texts of the SMS to her number."""
        self.work()
        new = self.gateway.messages[self.seen :]
        self.seen = len(self.gateway.messages)
        assert {phone for phone, _text in new} <= {PHONE}
        return [text for _phone, text in new]

    def one(self) -> str:
        """The text of the only SMS."""
        (text,) = self.news()
        return text


@pytest.fixture
def heard(at_noon: None, gateway: FakeSms, work: Callable[[], None]) -> Heard:
    return Heard(gateway, work)


@pytest.fixture
def need(province: Province, heard: Heard) -> Need:
    """A listed need of Ms Shen, who asked without an account."""
    return make_need(province, **BY_PHONE)


def track(need: Need) -> str:
    return f"https://hmj.example/track/{need.tracking_code}/"


# --- each step, one SMS -----------------------------------------------------------------------


def test_asking_and_all_that_the_union_decides(province: Province, heard: Heard) -> None:
    need = submit_need(
        actor=None, text="焊罐体时变形厉害，校平很费时间，想请师傅来看看。", title="焊接变形",
        region=province.mogan.region, enterprise_name="德清小罐厂", industry="专用设备制造业",
        contact_name="沈女士", contact_phone=PHONE,
    )  # fmt: skip
    assert heard.one() == f"您提的需求收到了：焊接变形。看进度、不再收短信：{track(need)}"
    return_need(need=need, actor=province.xu, reason="请写明\n板厚。")
    assert heard.one().startswith("请补充您的需求：焊接变形（请写明 板厚。）。看进度")
    resubmit_need(need=need, actor=None, text=f"{need.text}板厚3毫米。")
    assert heard.news() == []  # she did this herself
    list_need(need=need, actor=province.xu, category=1)
    assert heard.one().startswith("您的需求已列入企业问题清单：焊接变形。")
    unlist_need(need=need, actor=province.xu, reason="行业写错了")
    assert heard.one().startswith("焊接变形：先撤下清单，重新核实（行业写错了）。")
    escalate_need(need=need, actor=province.xu, reason="本县没有合适的师傅。")
    assert heard.one().startswith("焊接变形：已转湖州市总工会协调。")
    withdraw_need(need=need, actor=province.shen, reason="她打电话来说不用了")
    assert heard.one().startswith("焊接变形：需求已撤回。")
    assert not Call.objects.exists()


def test_taking_over_merging_and_parting(province: Province, heard: Heard, need: Need) -> None:
    other = make_need(province, **BY_PHONE, contact_phone="13812345678")
    escalate_need(need=need, actor=province.xu, reason="本县没有合适的师傅。")
    heard.one()
    take_over_need(need=need, actor=province.shen)
    assert "湖州市总工会已接手" in heard.one()
    merge_need(need=need, into=other, actor=province.shen)
    assert "是同一问题，已并到一起办" in heard.one()
    need.refresh_from_db()
    unmerge_need(need=need, actor=province.shen, reason="不是一回事")
    assert "分开了，另外核实" in heard.one()


def test_finding_a_helper_and_losing_one(province: Province, heard: Heard, need: Need) -> None:
    asked = propose(need=need, helper=province.dong_helper, actor=province.xu)
    assert heard.news() == []  # nobody has agreed yet
    decline(engagement=asked, actor=province.dong, reason="没空")
    assert heard.news() == []
    again = propose(need=need, helper=province.zhou_helper, actor=province.xu, overrule="会这门")
    taken = accept(engagement=again, actor=province.zhou)
    assert heard.one().startswith(f"{need.title}：周师傅接单了，会主动联系。")
    release(engagement=taken, actor=province.zhou, reason="病了")
    assert "周师傅不能来了，正在重新找人" in heard.one()
    claimed = claim_need(need=need, helper=province.dong_helper, actor=province.dong)
    assert "董师傅认领了" in heard.one()
    release(engagement=claimed, actor=province.dong, reason="病了")
    heard.one()
    pair(need=need, helper=province.zhou_helper, actor=province.xu, overrule="说好了")
    assert "说好由周师傅一对一帮助" in heard.one()


def test_visits_records_and_confirming(province: Province, heard: Heard, need: Need) -> None:
    claimed = claim_need(need=need, helper=province.dong_helper, actor=province.dong)
    heard.one()
    start = timezone.now() + timedelta(days=3)
    visit = arrange(province, claimed, starts_at=start, ends_at=start + timedelta(hours=2))
    assert "和董师傅约好了" in heard.one()
    moved = {"starts_at": start + timedelta(days=1), "ends_at": start + timedelta(days=1, hours=2)}
    move_activity(activity=visit, actor=province.dong, word=AT_ANY_TIME, **moved)
    assert "时间改到" in heard.one()
    call_off(activity=visit, actor=province.dong, reason="要出差")
    assert "约好的这次取消了（要出差）" in heard.one()
    been = arrange(province, claimed)
    assert "来过" in heard.one()
    party = {"helpers": [province.dong_helper], "companions": []}
    record_service(activity=been, actor=province.dong, party=party, **DONE)
    assert "董师傅写好了服务记录，请您确认" in heard.one()
    Engagement.objects.filter(pk=claimed.pk).update(due_at=timezone.now())
    claimed.refresh_from_db()
    remind_confirming(engagement=claimed)
    assert "师傅来过了，请确认有没有解决" in heard.one()
    said = {"outcome": "solved", "satisfaction": 4, "behalf_reason": "电话里说的"}
    confirm_service(engagement=claimed, actor=province.xu, name="沈女士", **said)
    assert "工会代您确认了服务，请核对" in heard.one()


# --- when no SMS can be sent, or it does not arrive --------------------------------------------


def listed(province: Province, need: Need) -> str:
    """An act on the need; what its page says of who was told."""
    with listening() as told:
        escalate_need(need=need, actor=province.xu, reason="本县没有合适的师傅。")
    return told.after("已转。")


def test_the_page_says_that_an_sms_is_under_way(province: Province, need: Need) -> None:
    said = listed(province, need)
    assert "短信在发给沈女士，发不到的由湖州市总工会打电话告诉。" in said
    assert "已发消息给沈女士" not in said


def test_without_a_gateway_there_is_a_call_as_before(
    province: Province, need: Need, gateway: FakeSms, settings: Settings
) -> None:
    gateway.switch_on(settings, URL="")
    assert "沈女士没有账号，收不到消息，要由湖州市总工会打电话告诉。" in listed(province, need)
    assert Call.objects.get().name == "沈女士"


def test_whoever_wants_no_sms_is_telephoned(province: Province, heard: Heard, need: Need) -> None:
    OptOut.objects.create(phone=PHONE)
    listed(province, need)
    assert heard.news() == []
    assert Call.objects.get().name == "沈女士"


def test_a_number_that_cannot_receive_sms_is_telephoned(
    province: Province, heard: Heard, need: Need
) -> None:
    Need.objects.filter(pk=need.pk).update(contact_phone="0572-8062345")
    need.refresh_from_db()
    listed(province, need)
    assert heard.news() == []
    assert Call.objects.count() == 1


@pytest.mark.parametrize(
    ("fault", "state"),
    [("refused number", DeliveryState.GAVE_UP), ("reset", DeliveryState.UNKNOWN)],
)
def test_what_did_not_arrive_becomes_a_call_with_the_sentence(
    fault: str, state: DeliveryState, province: Province, heard: Heard, need: Need,
    gateway: FakeSms,
) -> None:  # fmt: skip
    gateway.fault = fault
    listed(province, need)
    heard.work()
    delivery, call = Delivery.objects.get(), Call.objects.get()
    assert (delivery.state, delivery.call) == (state, call)
    assert call.texts == [f"{need.title}：已转湖州市总工会协调"]
    assert (call.union, call.story) == (province.huzhou, need.story)
    assert "track" not in str(call.lines)


def test_what_could_not_be_sent_for_hours_becomes_a_call(
    province: Province, heard: Heard, need: Need, gateway: FakeSms
) -> None:
    gateway.fault = "throttled"
    listed(province, need)
    heard.work()
    assert not Call.objects.exists()
    with time_machine.travel(timezone.now() + timedelta(hours=7)):
        sending.rests.clear()
        send_due.func()
    assert Delivery.objects.get().reason == Reason.EXPIRED
    assert Call.objects.count() == 1


# --- the night --------------------------------------------------------------------------------


def test_what_happens_at_night_comes_in_the_morning_in_one_sms(
    province: Province, need: Need, gateway: FakeSms, work: Callable[[], None]
) -> None:
    midnight = timezone.now().astimezone(NOON.tzinfo).replace(hour=23, minute=30)
    with time_machine.travel(midnight, tick=False) as clock:
        for sentence in ("%(title)s：已转%(union)s协调", "%(title)s：%(union)s已接手"):
            words = {"title": need, "union": province.huzhou}
            tell(asker_side(need), _lazy(sentence), "/", story=need.story, **words)
        work()
        assert gateway.messages == []
        clock.move_to(midnight + timedelta(hours=7, minutes=31))
        send_due.func()
        send_due.func()
    ((_phone, text),) = gateway.messages
    assert text == f"您的需求有2个新进展。看进度、不再收短信：{track(need)}"


def test_a_visit_that_is_called_off_is_told_at_night_too(
    province: Province, need: Need, gateway: FakeSms, work: Callable[[], None]
) -> None:
    sentence = _lazy("%(title)s：约好的这次取消了（%(why)s）")
    with time_machine.travel(timezone.now().astimezone(NOON.tzinfo).replace(hour=23)):
        tell(asker_side(need), sentence, "/", kind=Kind.CHANGED, title=need, why="病了")
        work()
    assert len(gateway.messages) == 1


# --- others without an account ------------------------------------------------------------------


def test_whoever_signed_up_hears_that_the_activity_moves_and_is_called_off(
    province: Province, heard: Heard
) -> None:
    start = timezone.now() + timedelta(days=5)
    activity = plan_activity(
        union=province.deqing, actor=province.xu, word=AT_ANY_TIME, title="焊接讲座",
        form="lecture", region=province.mogan.region, place="县总工会三楼", is_open=True,
        starts_at=start, ends_at=start + timedelta(hours=2),
    )  # fmt: skip
    signed = sign_up(activity=activity, actor=None, name="沈女士", phone=PHONE)
    later = {"starts_at": start + timedelta(days=1), "ends_at": start + timedelta(days=1, hours=2)}
    move_activity(activity=activity, actor=province.xu, word=AT_ANY_TIME, **later)
    text = heard.one()
    assert text.startswith("您报名的焊接讲座：时间改到")
    assert text.endswith(f"。看报名：https://hmj.example/sign-ups/{signed.code}/")
    call_off(activity=activity, actor=province.xu, reason="师傅病了")
    assert heard.one().startswith("您报名的焊接讲座取消了（师傅病了）。")


def test_whoever_came_is_thanked_and_asked_for_a_word(
    province: Province, heard: Heard, client: Client
) -> None:
    start = timezone.now() + timedelta(days=1)
    activity = plan_activity(
        union=province.deqing, actor=province.xu, word=AT_ANY_TIME, title="焊接讲座",
        form="lecture", region=province.mogan.region, place="县总工会三楼", is_open=True,
        starts_at=start, ends_at=start + timedelta(hours=2),
    )  # fmt: skip
    came = sign_up(activity=activity, actor=None, name="沈女士", phone=PHONE)
    sign_up(activity=activity, actor=None, name="王先生", phone="13700001234")
    page = f"/sign-ups/{came.code}/"
    assert client.post(page, {"feedback": "早了"}).status_code == 422
    with time_machine.travel(start + timedelta(hours=3)):
        record_arrival(activity=activity, actor=province.xu, phone=PHONE)
        written = {"done": "讲了三种防变形的办法。", "result": "solved"}
        party = {"helpers": [province.dong_helper], "companions": []}
        record_service(activity=activity, actor=province.xu, party=party, **written)
        assert heard.one() == (
            f"谢谢您来焊接讲座，用得上吗、还想学什么，请告诉我们。看报名：https://hmj.example{page}"
        )
        assert not Call.objects.exists(), "nobody telephones to say thank you"
        withdraw_record(written=activity.record, actor=province.xu, reason="写错了场次。")
        record_service(activity=activity, actor=province.xu, party=party, **written)
        assert heard.news() == [], "once is enough"
        said = client.post(page, {"feedback": "想学氩弧焊"}, follow=True).content.decode()
        assert "工会看得到您的话" in said
    came.refresh_from_db()
    assert came.feedback == "想学氩弧焊"
    told = Event.objects.get(verb="sign_up.feedback")
    assert sentence(told) == "来过的人对这次活动说了一句"
    assert (told.subject, told.audience) == (activity, Audience.UNIONS)
    assert told.data == {"sign_up": came.pk, "actor": "来过的人"}, "no name, and not what was said"


def test_an_account_is_told_on_its_page_and_by_no_sms(province: Province, heard: Heard) -> None:
    need = make_need(province, "submitted")
    return_need(need=need, actor=province.xu, reason="请写明板厚。")
    assert heard.news() == []


def test_a_side_without_anybody_to_call_is_left_alone(heard: Heard) -> None:
    tell(Side("徒弟"), _lazy("%(title)s：已转%(union)s协调"), "/", title="a", union="b")
    assert (heard.news(), Call.objects.count()) == ([], 0)
