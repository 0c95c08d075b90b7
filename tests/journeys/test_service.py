"""From a helper to the confirmed result: the second half of one need, by all who have a part."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Page, expect

from hongmajia.engagements.actions import accept, propose, record_contact
from hongmajia.engagements.models import Engagement
from hongmajia.services.models import Activity, ServiceRecord
from tests.journeys.conftest import PHONE, Examine, OpenAs
from tests.people import Province, make_need

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def engagement(province: Province) -> Engagement:
    """Dong has said yes and called."""
    need = make_need(province, goal="平面度2mm以内")
    asked = propose(need=need, helper=province.dong_helper, actor=province.xu)
    accepted = accept(engagement=asked, actor=province.dong)
    return record_contact(engagement=accepted, actor=province.dong)


@pytest.fixture
def snapshot(tmp_path: Path) -> Path:
    Image.linear_gradient("L").resize((640, 480)).convert("RGB").save(tmp_path / "IMG_1.jpg")
    return tmp_path / "IMG_1.jpg"


def test_from_the_appointment_to_the_confirmed_result(
    province: Province, engagement: Engagement, open_as: OpenAs, examine: Examine, snapshot: Path
) -> None:
    dong, contact = open_as(province.dong, PHONE), open_as(province.contact, PHONE)
    agree_on_a_time(dong, examine)
    time_passes()
    write_the_record(dong, snapshot, examine)
    confirm_it(contact, examine)
    hear_of_it(dong, examine)
    engagement.refresh_from_db()
    assert engagement.state == "confirmed"
    assert engagement.need.season.needs.get().state == "confirmed"


def agree_on_a_time(page: Page, examine: Examine) -> None:
    page.goto("/desk/")
    page.get_by_role("link", name="约时间").last.click()
    tomorrow = timezone.localdate() + timedelta(days=1)
    page.get_by_label("哪一天").fill(tomorrow.isoformat())
    page.get_by_label("地点").fill("二号车间")
    examine(page)
    page.get_by_role("button", name="约好了").click()
    expect(page.locator(".need-h .eye")).to_contain_text("已安排")
    expect(page.locator(".hold")).to_contain_text("二号车间")
    examine(page)


def time_passes() -> None:
    """It is the evening after."""
    now = timezone.now()
    Activity.objects.update(starts_at=now - timedelta(hours=6), ends_at=now - timedelta(hours=2))


def write_the_record(page: Page, snapshot: Path, examine: Examine) -> None:
    """Two screens, interrupted after the first; nothing typed is lost."""
    page.goto("/desk/")
    page.get_by_role("link", name="写记录").last.click()
    page.get_by_role("link", name="写服务记录").click()
    page.get_by_label("还有谁").fill("徒弟小吴")
    for _ in range(6):
        page.get_by_role("button", name="+1").first.click()
    page.get_by_label("其中跟着学的").fill("4")
    page.get_by_label("看出什么毛病").fill("焊接顺序不对，一侧连续焊，热量集中。")
    page.get_by_label("怎么办的").fill("改对称分段退焊，加2mm反变形垫板。")
    page.locator("input[type=file]").set_input_files(snapshot)
    expect(page.locator("#photos img")).to_have_count(1)
    examine(page)

    page.reload()
    expect(page.get_by_label("怎么办的")).to_have_value("改对称分段退焊，加2mm反变形垫板。")
    expect(page.get_by_label("企业来了几个人")).to_have_value("6")
    expect(page.locator("#photos img")).to_have_count(1)
    page.get_by_role("button", name="下一步").click()
    page.get_by_text("解决了", exact=True).click()
    page.get_by_label("量什么").fill("平面度")
    page.get_by_label("原来").fill("6")
    page.get_by_label("现在").fill("1.5")
    page.get_by_label("单位").fill("mm")
    page.get_by_label("建议").first.fill("焊前先点固对角，再焊长缝")
    page.get_by_role("button", name="加一条").click()
    page.get_by_label("建议").last.fill("做一副气动夹紧工装")
    page.get_by_label("教了什么").first.fill("反变形装夹")
    page.get_by_label("几个人").last.fill("4")
    examine(page)
    page.get_by_role("button", name="交给企业确认").click()
    expect(page.get_by_role("heading", name="服务记录")).to_be_visible()
    expect(page.locator("#main")).to_contain_text("平面度6mm → 1.5mm")
    examine(page)
    record = ServiceRecord.objects.get()
    assert (record.visitors, record.learners, record.suggestions.count()) == (6, 4, 2)
    assert page.evaluate("Object.keys(localStorage).filter(key => key.includes('record'))") == []


def confirm_it(page: Page, examine: Examine) -> None:
    """A notice leads there; a question left open is told beside it, and nothing is lost."""
    page.goto("/desk/")
    page.get_by_role("link", name="确认").last.click()
    expect(page.locator(".sumry")).to_contain_text("平面度6mm → 1.5mm")
    examine(page)
    page.get_by_text("很满意").click()
    page.get_by_label("大约省了多少").fill("18.5")
    page.get_by_role("button", name="确认", exact=True).click()
    expect(page.locator(".err").first).to_be_visible()
    expect(page.get_by_label("大约省了多少")).to_have_value("18.5")
    examine(page)
    page.get_by_text("解决了", exact=True).click()
    page.get_by_label("怎么算的").fill("每件少1.5小时，一年1,600件")
    page.get_by_label("想对师傅说").fill("讲得明白，徒弟们都学会了。")
    page.get_by_text("同意把这次服务写成案例").click()
    page.get_by_role("button", name="确认", exact=True).click()
    expect(page.locator(".need-h .eye")).to_contain_text("企业已确认")
    expect(page.locator("#main")).to_contain_text("讲得明白")
    examine(page)


def hear_of_it(page: Page, examine: Examine) -> None:
    page.goto("/notices/")
    page.get_by_role("link", name="企业确认了，谢谢您").click()
    expect(page.locator("#main")).to_contain_text("讲得明白，徒弟们都学会了。")
    examine(page)
