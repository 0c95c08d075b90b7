"""A class of three evenings: opened at the desk, ticked on a phone, certified, counted."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from hongmajia.classes.models import ClassCertificate, Learner, Session
from hongmajia.services.models import Activity
from tests.actors import Province
from tests.journeys.conftest import PHONE, Examine, OpenAs

pytestmark = pytest.mark.django_db(transaction=True)

TITLE = "专业技术人才知识更新班"


def test_a_class_of_three_evenings(province: Province, open_as: OpenAs, examine: Examine) -> None:
    xu, phone = open_as(province.xu), open_as(province.xu, PHONE)
    open_the_class(xu, examine)
    enroll_a_worker_and_a_pupil(xu, examine)
    for evening in range(3):
        plan_an_evening(xu, evening, examine)
        evening_comes()
        tick(phone, ["王强", "小陈"] if evening < 2 else ["王强"], examine)
    note_the_grade(xu, examine)
    hand_out_certificates(xu, examine)
    verify(open_as(None, PHONE), examine)
    read_the_figures(xu, examine)


def open_the_class(xu: Page, examine: Examine) -> None:
    xu.goto("/activities/")
    xu.get_by_role("link", name="培训班").click()
    xu.get_by_role("link", name="开培训班").click()
    xu.get_by_label("班名").fill(TITLE)
    xu.get_by_label("谁来教").fill("林老师")
    xu.get_by_label("在哪里").select_option("330521")
    xu.get_by_label("地点").fill("职工之家")
    xu.get_by_label("满多少学时发证明").fill("5")
    examine(xu)
    xu.get_by_role("button", name="开班").click()
    expect(xu.get_by_role("heading", level=1)).to_have_text(TITLE)
    examine(xu)


def enroll_a_worker_and_a_pupil(xu: Page, examine: Examine) -> None:
    xu.get_by_role("link", name="登记学员").click()
    xu.locator("#id_name").fill("王强")
    xu.get_by_label("单位、学校").fill("莫干精工")
    xu.locator("#id_phone").fill("13700000001")
    xu.get_by_label("原来的技能等级").select_option(label="中级工")
    examine(xu)
    xu.get_by_role("button", name="登记").click()
    expect(xu.get_by_text("137****0001")).to_be_visible()

    xu.get_by_role("link", name="登记学员").click()
    xu.locator("#id_name").fill("小陈")
    xu.get_by_label("未满18周岁").check()
    xu.get_by_role("button", name="登记").click()
    expect(xu.locator(".err").first).to_contain_text("监护人")
    examine(xu)
    xu.get_by_label("监护人姓名").fill("陈先生")
    xu.get_by_label("监护人手机号").fill("13700000002")
    xu.get_by_label("监护人哪天同意的").fill(str(timezone.localdate()))
    xu.get_by_role("button", name="登记").click()
    expect(xu.get_by_text("未成年，监护人已同意")).to_be_visible()
    examine(xu)


def plan_an_evening(xu: Page, evening: int, examine: Examine) -> None:
    xu.get_by_role("link", name="安排一次课").click()
    day = timezone.localdate() + timedelta(days=2)
    xu.get_by_label("哪一天").fill(str(day))
    examine(xu)
    xu.get_by_role("button", name="安排").click()
    again = xu.get_by_label("就定这一天")
    expect(again.or_(xu.get_by_role("status"))).to_be_visible()
    if again.count():
        again.check()
        xu.get_by_role("button", name="安排").click()
    expect(xu.get_by_role("status")).to_contain_text("这次课安排好了")
    assert Session.objects.count() == evening + 1


def evening_comes() -> None:
    """The evening that was planned last was yesterday."""
    session = Session.objects.latest("pk")
    begun = timezone.now() - timedelta(days=1)
    moved = Activity.objects.filter(pk=session.activity_id)
    moved.update(starts_at=begun, ends_at=begun + timedelta(hours=2))


def tick(phone: Page, names: list[str], examine: Examine) -> None:
    phone.goto(f"/class-sessions/{Session.objects.latest('pk').pk}/attendance/")
    for name in names:
        phone.get_by_role("checkbox", name=name).check()
    phone.get_by_label("王强到了几个学时").fill("1.5")
    phone.get_by_label("讲了什么").fill("不锈钢薄板分段退焊。")
    examine(phone)
    phone.get_by_role("button", name="存好").click()
    expect(phone.get_by_role("status")).to_contain_text("点名存好了")
    examine(phone)


def note_the_grade(xu: Page, examine: Examine) -> None:
    xu.reload()
    expect(xu.get_by_text("已上6学时")).to_be_visible()
    xu.get_by_role("link", name="记技能等级").first.click()
    xu.get_by_label("达到的技能等级").select_option(label="高级工")
    xu.get_by_label("哪天评上的").fill(str(timezone.localdate()))
    examine(xu)
    xu.get_by_role("button", name="记下").click()
    expect(xu.get_by_text("中级工 → 高级工")).to_be_visible()


def hand_out_certificates(xu: Page, examine: Examine) -> None:
    """王强 was there for 4.5 hours and 小陈 for 4; five were needed until today."""
    expect(xu.get_by_role("button", name="发证明")).to_have_count(0)
    xu.get_by_role("link", name="修改").click()
    xu.get_by_label("满多少学时发证明").fill("4.5")
    xu.get_by_role("button", name="保存").click()
    xu.get_by_role("button", name="给1人发证明").click()
    expect(xu.get_by_role("status")).to_contain_text("发了1份结业证明")
    examine(xu)
    paper = xu.request.get(xu.get_by_role("link", name="下载全部证明").get_attribute("href") or "")
    words = PdfReader(BytesIO(paper.body())).pages[0].extract_text()
    assert "王强" in words
    assert "4.5" in words


def verify(stranger: Page, examine: Examine) -> None:
    stranger.goto(f"/class-certificates/{ClassCertificate.objects.get().token}/")
    expect(stranger.get_by_text("王**")).to_be_visible()
    expect(stranger.get_by_text("4.5学时")).to_be_visible()
    examine(stranger)


def read_the_figures(xu: Page, examine: Examine) -> None:
    xu.goto("/figures/")
    expect(xu.get_by_role("link", name=re.compile("^2 ?培训班人数"))).to_be_visible()
    expect(xu.get_by_role("link", name=re.compile("^8[.]5 ?培训班学时"))).to_be_visible()
    expect(xu.get_by_role("link", name=re.compile("^1 ?升级人数"))).to_be_visible()
    examine(xu)
    xu.get_by_role("link", name=re.compile("^2 ?培训班人数")).click()
    assert Learner.objects.count() == 2
    expect(xu.get_by_role("link", name="小陈")).to_be_visible()
    examine(xu)
