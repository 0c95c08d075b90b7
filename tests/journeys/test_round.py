"""A round at the desk, from start to sent; the board and the shortlist on a phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from hongmajia.engagements.models import Engagement
from tests.actors import Province, artisan, make_need
from tests.journeys.clicks import clicks, count_clicks
from tests.journeys.conftest import PHONE, OpenAs

pytestmark = pytest.mark.django_db(transaction=True)

Examine = Callable[[Page], None]


@pytest.fixture
def busy(province: Province) -> Province:
    """Two welding problems, two welders, and a problem that nobody here knows."""
    artisan("丁建国", "焊工", province.deqing, "330521", specialities=["不锈钢焊接"])
    make_need(province)
    make_need(province, title="储罐环缝焊接收缩不匀")
    make_need(
        province, title="双极膜处理高盐废水", text="双极膜电渗析怎么选？", industry="", category=2
    )
    return province


def test_a_round_from_start_to_sent(
    busy: Province, open_as: OpenAs, examine: Examine, work: Callable[[], None]
) -> None:
    page = open_as(busy.xu)
    count_clicks(page)
    page.goto("/rounds/")
    examine(page)
    page.get_by_role("link", name="开始第一轮").click()
    examine(page)
    page.get_by_role("button", name="开始算").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("正在算请谁去")

    work()
    expect(page.get_by_role("heading", level=1)).to_have_text("3件需求，请谁去")  # by itself
    examine(page)
    rows = page.locator("table.plan tbody tr")
    before = rows.count()
    first = rows.first
    first.locator("summary[title=禁配]").click()
    first.get_by_label("为什么不请").fill("同村，请回避")
    first.get_by_role("button", name="禁配", exact=True).click()
    expect(first).to_contain_text("待重算")
    expect(page.get_by_role("button", name=f"发出{before - 1}份邀请")).to_be_visible()
    rows.last.get_by_role("button", name="锁定：").click()
    expect(rows.last.get_by_role("button", name="取消锁定：")).to_be_visible()
    expect(page.locator("#mine")).to_contain_text("锁定1对 · 禁配1对")
    examine(page)

    page.get_by_role("button", name="按我的调整重算").click()
    work()
    expect(page.locator(".cmp")).to_contain_text("和上一次")
    examine(page)
    page.get_by_role("link", name="逐件对照").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("逐件对照")
    examine(page)
    page.get_by_role("link", name="第2轮").click()
    page.locator("#send button.btn-primary").click()
    work()
    expect(page.locator("#send")).to_contain_text("份邀请。")
    assert clicks(page) <= 9
    examine(page)
    assert Engagement.objects.exists()


def test_the_board_and_the_shortlist_on_a_phone(
    busy: Province, open_as: OpenAs, examine: Examine, work: Callable[[], None]
) -> None:
    page = open_as(busy.xu, PHONE)
    page.goto("/rounds/new/")
    page.get_by_role("button", name="开始算").click()
    work()
    expect(page.get_by_role("heading", level=1)).to_have_text("3件需求，请谁去")
    examine(page)
    page.get_by_role("link", name="换人").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("自己选人")
    examine(page)

    need = busy.mogan.needs.first()
    page.goto(f"/needs/{need.pk}/shortlist/")
    page.get_by_label("师傅姓名或队名").fill("周")
    page.get_by_role("button", name="问一问").click()
    expect(page.locator("#why-not")).to_contain_text("他不在这件需求的合适师傅里")
    examine(page)
    page.get_by_role("button", name="发出邀请").first.click()
    expect(page.get_by_role("status")).to_contain_text("个工作日内答复")
    assert Engagement.objects.filter(need=need).count() == 1
    page.wait_for_load_state("networkidle")  # its parts still come, and the tables are emptied next
