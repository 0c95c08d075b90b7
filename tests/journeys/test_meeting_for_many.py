"""A meeting for many: from the group of needs to what each asker says, in browsers."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from hongmajia.core.clocks import is_workday
from hongmajia.matching.models import CommonProblem, ProblemNeed
from hongmajia.needs.models import Need
from hongmajia.notices.models import Call
from hongmajia.services.models import Activity
from tests.actors import Province, make_need
from tests.journeys.conftest import PHONE, Examine, OpenAs

pytestmark = pytest.mark.django_db(transaction=True)

TITLES = ("不锈钢焊缝变形", "薄板翘曲", "罐体焊后变形", "水箱焊接走样")


@pytest.fixture
def needs(province: Province) -> list[Need]:
    """Four firms ask much the same; the third has no account. The worker found the first three."""
    asked = timezone.now() - timedelta(days=3)
    without = {"asker": None, "enterprise": None, "enterprise_name": "德清小罐厂",
               "contact_name": "李先生", "contact_phone": "13812341235"}  # fmt: skip
    facts = [{}, {}, without, {}]
    made = [
        make_need(province, title=title, submitted_at=asked, **more)
        for title, more in zip(TITLES, facts, strict=True)
    ]
    problem = CommonProblem.objects.create(season=province.season, closeness=0.6, words=["变形"])
    for rank, need in enumerate(made[:3]):
        ProblemNeed.objects.create(problem=problem, need=need, rank=rank)
    return made


def test_from_the_group_to_the_confirmations(
    province: Province, needs: list[Need], open_as: OpenAs, examine: Examine
) -> None:
    xu = open_as(province.xu)
    call_the_meeting(xu, examine)
    attach_and_take_out(xu, examine)
    activity = Activity.objects.get()
    time_passes(activity)
    dong = open_as(province.dong, PHONE)
    write_the_record(dong, activity, examine)
    say_yes(open_as(province.contact, PHONE), needs[0], examine)
    say_no_by_code(open_as(None, PHONE), needs[2], examine)
    read_the_answers(xu, activity, examine)
    states = [Need.objects.get(pk=need.pk).state for need in needs]
    assert states == ["confirmed", "listed", "reopened", "solved"]


def call_the_meeting(xu: Page, examine: Examine) -> None:
    xu.goto("/problems/")
    xu.get_by_role("link", name="变形", exact=True).click()
    xu.get_by_role("link", name="办一场交流会").click()
    examine(xu)
    for title in TITLES[:3]:
        expect(xu.get_by_role("checkbox", name=title)).to_be_checked()
    expect(xu.get_by_role("radio", name="董师傅")).to_be_checked()  # who knows most about it
    xu.get_by_label("哪一天").fill(str(next_workday()))
    xu.get_by_label("几点").fill("14:00")
    xu.get_by_label("地点").fill("德清职工之家")
    xu.get_by_role("button", name="安排并邀请").click()
    said = xu.get_by_role("status")
    expect(said).to_contain_text("交流会安排好了。")
    expect(said).to_contain_text("李先生没有账号")
    examine(xu)
    (to_call,) = Call.objects.all()
    assert "请您参加" in to_call.texts[0]


def next_workday() -> date:
    day = timezone.localdate() + timedelta(days=2)
    while not is_workday(day):
        day += timedelta(days=1)
    return day


def attach_and_take_out(xu: Page, examine: Examine) -> None:
    xu.get_by_role("link", name="再加需求").click()
    examine(xu)
    xu.get_by_role("checkbox", name=TITLES[3]).check()
    xu.get_by_role("button", name="加进来").click()
    expect(xu.get_by_text("4件，会后请提出人各自确认")).to_be_visible()
    xu.get_by_role("link", name=re.compile(f"拿出交流会.*{TITLES[1]}")).click()
    examine(xu)
    xu.get_by_label("为什么不放在会上解答").fill("板厚不同，要到现场看")
    xu.get_by_role("button", name="拿出来").click()
    expect(xu.get_by_text("3件，会后请提出人各自确认")).to_be_visible()


def time_passes(activity: Activity) -> None:
    """The meeting was yesterday."""
    begun = timezone.now() - timedelta(days=1)
    moved = Activity.objects.filter(pk=activity.pk)
    moved.update(starts_at=begun, ends_at=begun + timedelta(hours=2))


def write_the_record(dong: Page, activity: Activity, examine: Examine) -> None:
    dong.goto(f"/activities/{activity.pk}/")
    dong.get_by_role("link", name="写服务记录").click()
    dong.get_by_label("怎么办的").fill("讲了对称分段退焊和反变形垫板，各家现场试焊。")
    dong.get_by_role("button", name="下一步").click()
    dong.get_by_text("解决了", exact=True).click()
    dong.get_by_role("button", name="交给企业确认").click()
    expect(dong.get_by_role("heading", name="服务记录")).to_be_visible()
    examine(dong)


def say_yes(contact: Page, need: Need, examine: Examine) -> None:
    contact.goto(f"/needs/{need.pk}/confirm/")
    contact.get_by_text("解决了", exact=True).click()
    contact.get_by_text("很满意").click()
    contact.get_by_role("button", name="确认", exact=True).click()
    expect(contact.locator(".need-h .eye")).to_contain_text("企业已确认")
    examine(contact)


def say_no_by_code(stranger: Page, need: Need, examine: Examine) -> None:
    """The firm without an account answers on the page of its tracking code."""
    stranger.goto(f"/track/{need.tracking_code}/")
    expect(stranger.locator(".tl")).to_contain_text("在交流会上解答")
    stranger.get_by_role("link", name="去确认").click()
    stranger.get_by_text("没有", exact=True).click()
    stranger.get_by_text("一般", exact=True).click()
    stranger.get_by_label("想对师傅说").fill("我们的罐体更厚，还是变形")
    stranger.get_by_role("button", name="确认", exact=True).click()
    expect(stranger.locator(".tl")).to_contain_text("我们的罐体更厚，还是变形")
    examine(stranger)


def read_the_answers(xu: Page, activity: Activity, examine: Examine) -> None:
    xu.goto(f"/activities/{activity.pk}/")
    expect(xu.get_by_text("1件说解决了，1件说没有，1件还没说")).to_be_visible()
    expect(xu.get_by_text("我们的罐体更厚，还是变形").first).to_be_visible()
    examine(xu)
    xu.set_viewport_size({"width": 390, "height": 844})
    title = xu.get_by_role("heading", name=TITLES[2]).bounding_box()
    assert title
    assert title["height"] < 60, "what the asker said leaves room for the title"
