"""From a helper to the book: the second half of one need, by all who have a part in it."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from hongmajia.cases.models import Case, PublicNotice
from hongmajia.engagements.actions import accept, propose, record_contact
from hongmajia.engagements.models import Engagement
from hongmajia.services.models import Activity, ServiceRecord
from tests.actors import Province, make_need
from tests.journeys.clicks import clicks, count_taps
from tests.journeys.conftest import PHONE, Examine, OpenAs

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


def test_from_a_helper_to_the_book(
    province: Province,
    engagement: Engagement,
    open_as: OpenAs,
    examine: Examine,
    work: Callable[[], None],
    snapshot: Path,
) -> None:
    dong, contact = open_as(province.dong, PHONE), open_as(province.contact, PHONE)
    xu, shen, fang = open_as(province.xu), open_as(province.shen), open_as(province.fang)
    before = figures(fang, examine)

    agree_on_a_time(dong, examine)
    time_passes()
    write_the_record(dong, snapshot, examine)
    confirm_it(contact, snapshot, examine)
    hear_of_it(dong, examine)

    after = figures(fang, examine)
    assert {name: after[name] - before[name] for name in GROWS} == GROWS
    write_the_case(xu, examine)
    for union in (xu, shen):
        nominate(union)
    agree_to_the_case(contact, examine)
    have_it_judged(fang, open_as(province.ren), examine)
    select_and_publish(fang, examine)
    read_it(open_as(), examine)
    assert CASE_TITLE in print_the_book(fang, work, examine)


GROWS = {
    "解决需求": 1, "活动场次": 1, "服务人次": 1, "服务企业": 1, "培训人次": 1, "技能提升人次": 1,
    "合理化建议": 1, "采纳建议": 1, "经济效益": 18.5,
}  # fmt: skip
"""What one service adds to each figure."""

CASE_TITLE = "换一个顺序焊，罐体不再变形"


def figures(page: Page, examine: Examine) -> dict[str, float]:
    """Each indicator as the page of figures shows it."""
    page.goto("/figures/")
    examine(page)
    found = {}
    for row in page.locator(".inds li").all():
        name = row.locator("span").first.inner_text()
        words = row.locator("b").inner_text().splitlines()[0].removesuffix(name)
        digits = "".join(sign for sign in words if sign.isdecimal() or sign == ".")
        found[name] = float(digits or 0)
    return found


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
    """Two screens and at most 25 taps, interrupted after the first; nothing typed is lost."""
    count_taps(page)
    page.goto("/desk/")
    page.get_by_role("link", name="写记录").last.click()
    page.get_by_role("link", name="写服务记录").click()
    page.get_by_label("还有谁").fill("徒弟小吴")
    page.get_by_role("button", name="+1").first.click()
    page.get_by_label("其中跟着学的").fill("1")
    page.get_by_label("看出什么毛病").fill("焊接顺序不对，一侧连续焊，热量集中。")
    page.get_by_label("怎么办的").fill("改对称分段退焊，加2mm反变形垫板。")
    page.locator("input[type=file]").set_input_files(snapshot)
    expect(page.locator("#photos img")).to_have_count(1)
    examine(page)

    page.reload()
    expect(page.get_by_label("怎么办的")).to_have_value("改对称分段退焊，加2mm反变形垫板。")
    expect(page.get_by_label("企业来了几个人")).to_have_value("1")
    expect(page.locator("#photos img")).to_have_count(1)
    page.get_by_role("button", name="下一步").click()
    page.get_by_text("解决了", exact=True).click()
    page.get_by_label("量什么").fill("平面度")
    page.get_by_label("原来").fill("6")
    page.get_by_label("现在").fill("1.5")
    page.get_by_label("单位").fill("mm")
    page.get_by_label("建议").first.fill("焊前先点固对角，再焊长缝")
    page.get_by_label("企业反馈").first.select_option(label="企业当场采纳")
    page.get_by_role("button", name="加一条").click()
    expect(page.get_by_label("建议")).to_have_count(2)  # one more line left empty says nothing
    page.get_by_label("教了什么").first.fill("反变形装夹")
    page.get_by_label("几个人").last.fill("1")
    examine(page)
    page.get_by_role("button", name="交给企业确认").click()
    expect(page.get_by_role("heading", name="服务记录")).to_be_visible()
    assert clicks(page) <= 25
    expect(page.locator("#main")).to_contain_text("平面度6mm → 1.5mm")
    examine(page)
    record = ServiceRecord.objects.get()
    assert (record.visitors, record.learners, record.suggestions.count()) == (1, 1, 1)
    assert page.evaluate("Object.keys(localStorage).filter(key => key.includes('record'))") == []


def confirm_it(page: Page, snapshot: Path, examine: Examine) -> None:
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
    page.get_by_label("附上依据").set_input_files(snapshot)
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


# ---- the case, from the county up ----


def write_the_case(page: Page, examine: Examine) -> None:
    """The records have filled it in; the lesson is hers to write."""
    page.goto("/cases/work/")
    examine(page)
    page.get_by_role("button", name="起草").click()
    expect(page.get_by_label("主要做法")).to_have_value(re.compile("对称分段退焊"))
    page.get_by_label("标题").fill(CASE_TITLE)
    page.get_by_label("经验启示").fill("目标写成数，师傅才知道从哪里使劲。")
    examine(page)
    page.get_by_role("button", name="保存").click()
    expect(page).to_have_url(re.compile(r"/cases/\d+/$"))
    expect(page.locator("#main")).to_contain_text("平面度6mm → 1.5mm")
    examine(page)


def nominate(page: Page) -> None:
    page.goto(f"/cases/{Case.objects.get().pk}/")
    page.get_by_role("button", name="向上推荐").click()
    expect(page.get_by_role("button", name="向上推荐")).to_have_count(0)


def agree_to_the_case(page: Page, examine: Examine) -> None:
    """The enterprise reads what is written about it, and lets it be published with its name."""
    page.goto("/desk/")
    page.get_by_role("link", name="看稿、答复").click()
    expect(page.locator("#main")).to_contain_text(CASE_TITLE)
    page.get_by_label("同意公开，写明企业名").check()
    examine(page)
    page.get_by_role("button", name="答复").click()
    expect(page.get_by_role("status")).to_be_visible()


def have_it_judged(fang: Page, ren: Page, examine: Examine) -> None:
    fang.goto("/cases/judging/")
    fang.get_by_label("每个案例几位评审").fill("1")
    examine(fang)
    with fang.expect_response(lambda answer: answer.request.method == "POST"):
        fang.get_by_role("button", name="请评审").click()
    ren.goto("/desk/")
    ren.get_by_role("link", name="评审").last.click()
    examine(ren)
    for label in ("问题真实具体", "做法管用，别人学得会", "成效有数据、企业认可", "写得清楚、实在"):
        ren.get_by_label(label).fill("22")
    ren.get_by_role("main").get_by_role("button").last.click()
    expect(ren.locator("#main")).to_contain_text("88")


def select_and_publish(page: Page, examine: Examine) -> None:
    """Chosen, put up for notice; nobody objects."""
    page.goto("/cases/judging/")
    page.get_by_role("button", name="选定").first.click()
    page.get_by_role("link", name="公示1个").click()
    today = timezone.localdate()
    page.get_by_label("公示开始").fill(today.isoformat())
    page.get_by_label("公示结束").fill((today + timedelta(days=14)).isoformat())
    page.get_by_label("受理").fill("省总工会经济部")
    page.get_by_label("电话").fill("0571-12351")
    examine(page)
    page.get_by_role("main").get_by_role("button").last.click()
    expect(page.locator("#main")).to_contain_text(CASE_TITLE)
    examine(page)
    PublicNotice.objects.update(opens_on=date(2026, 6, 1), closes_on=date(2026, 6, 8))
    page.reload()
    page.get_by_role("button", name="发布").click()
    expect(page.locator("#main")).to_contain_text(CASE_TITLE)


def read_it(page: Page, examine: Examine) -> None:
    """Everybody does now, on a phone as well."""
    page.goto("/cases/")
    page.get_by_role("link", name=CASE_TITLE).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(CASE_TITLE)
    page.set_viewport_size(PHONE)
    examine(page)


def print_the_book(page: Page, work: Callable[[], None], examine: Examine) -> str:
    """All text of the book."""
    page.goto("/booklets/")
    page.get_by_role("button", name="编一本").click()
    examine(page)
    page.get_by_role("button", name="排版").click()
    work()
    page.reload()
    examine(page)
    address = page.get_by_role("link", name="PDF").get_attribute("href")
    pdf = PdfReader(BytesIO(page.request.get(str(address)).body()))
    return "".join(sheet.extract_text() for sheet in pdf.pages).replace("\n", "")
