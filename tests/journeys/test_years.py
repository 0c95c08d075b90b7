"""The second year: last year's ledger comes in, two firms become one, a new season begins."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.utils import timezone
from openpyxl import Workbook
from playwright.sync_api import Locator, Page, expect

from hongmajia.engagements.actions import accept, propose
from hongmajia.needs.actions import submit_need
from hongmajia.needs.models import Need
from hongmajia.services.actions import record_service, schedule_visit
from hongmajia.unions.doubling import find_doubles
from hongmajia.unions.enums import Indicator
from hongmajia.unions.models import Enterprise, Season, Target
from tests.actors import AT_ANY_TIME, Province, credit_code, make_need
from tests.journeys.conftest import Examine, OpenAs

pytestmark = pytest.mark.django_db(transaction=True)

MOGAN = "德清县莫干精工机械有限公司"
WEEKS = timedelta(weeks=52)
PROBLEM = "焊不锈钢罐体的时候变形厉害，焊完要花很长时间校平"


@pytest.fixture
def last(province: Province) -> Season:
    """The only season: last year's, with one need that the system has seen, of a firm's twin."""
    cache.clear()
    now = timezone.localdate().year
    season = province.season
    season.year, season.number_prefix = now - 1, f"浙{now - 1}"
    season.name = f"{now - 1}年劳模工匠志愿服务月"
    season.save()
    for stage in season.stages.all():
        stage.starts, stage.ends = stage.starts - WEEKS, stage.ends - WEEKS
        stage.save()
    Target.objects.create(
        season=season, union=province.province, indicator=Indicator.SESSIONS, amount=1800
    )
    make_need(
        province, "confirmed", enterprise=a_twin(province), title="锅炉三个月结一次垢",
        submitted_at=timezone.now() - WEEKS, listed_at=timezone.now() - WEEKS,
    )  # fmt: skip
    return season


def a_twin(province: Province) -> Enterprise:
    """莫干精工 as somebody registered it once more, by another code and without its county."""
    return Enterprise.objects.create(
        name="莫干精工机械公司", credit_code=credit_code(7), section="C", division="35",
        region_id="330521", union=province.deqing, address="莫干山镇工业路1号",
    )  # fmt: skip


def test_the_second_year(
    province: Province,
    last: Season,
    open_as: OpenAs,
    examine: Examine,
    work: Callable[[], None],
    tmp_path: Path,
) -> None:
    xu, fang = open_as(province.xu), open_as(province.fang)
    import_the_ledger(xu, ledger(tmp_path, last.year), work, examine)
    merge_the_twin(xu, examine)
    copy_the_season(fang, last.year, examine)
    carry_a_need_through(province, xu, open_as(province.contact), work)
    see_the_years(xu, last.year, examine)


# ---- last year's ledger ----


def ledger(folder: Path, year: int) -> Path:
    """As Deqing kept it: a guide sheet first, a title, headings in groups, sums at the end."""
    book = Workbook()
    book.worksheets[0].title = "填表说明"
    book.worksheets[0].append(["请各镇街3月底前报送"])
    sheet = book.create_sheet("汇总")
    sheet.append([f"{year}年服务月台账"])
    sheet.append(["填报单位：德清县总工会"])
    sheet.append(["序号", "服务企业", "干了什么", "服务\n时间", "成效", None, None, "备注"])
    sheet.append([None, None, None, None, "活动\n场次", "参加人数", "合理化 建议", None])
    sheet.append(["1", "德清某机械厂", "讲解数控机床保养", "3月5日", "1", "24人", "3", "有照片"])
    sheet.append(["2", "德清某纺织厂", "调试织机，联系13911112222", "5.12", 2, "6", "/", None])
    sheet.append(["合计", None, None, None, 3, 30, 3, None])
    for place in ("A1:H1", "A3:A4", "B3:B4", "C3:C4", "D3:D4", "E3:G3", "H3:H4"):
        sheet.merge_cells(place)
    path = folder / f"{year}年台账（最终版）.xlsx"
    book.save(path)
    return path


def import_the_ledger(page: Page, file: Path, work: Callable[[], None], examine: Examine) -> None:
    """One column has a name that nobody knows: Xu says what it is, and the rows are as written."""
    page.goto("/figures/years/")
    examine(page)
    page.get_by_role("link", name="导入往年台账").click()
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="上传并核对").click()
    work()
    expect(page.get_by_role("heading", name="有几列没有认出来")).to_be_visible()
    expect(page.locator("#main")).to_contain_text("“填表说明”")
    examine(page)
    page.get_by_role("link", name="对列").click()
    expect(page.locator("#main")).to_contain_text("139****2222")
    page.get_by_label("干了什么").select_option(label="内容·必填")
    examine(page)
    page.get_by_role("button", name="照这样核对").click()
    work()
    expect(page.get_by_role("heading", name="2行都没有问题")).to_be_visible()
    expect(page.locator("#main")).to_contain_text("第7行是合计，没有算进来")
    examine(page)
    page.get_by_role("button", name="导入2条").click()
    work()
    expect(page.get_by_role("heading", level=2)).to_contain_text("导入了2条往年台账")
    examine(page)


# ---- one firm, registered twice ----


def merge_the_twin(page: Page, examine: Examine) -> None:
    """Found by the task of the night, it waits on the desk; what the twin asked goes along."""
    find_doubles.func()
    page.goto("/desk/")
    page.get_by_role("link", name="去核对").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("是不是同一家")
    examine(page)
    page.get_by_label(MOGAN).check()
    for fact in ("scale", "is_specialised"):  # asked where the two differ
        if (choices := page.locator(f"input[name={fact}]")).count():
            choices.first.check()
    page.get_by_label("凭什么").fill("打电话问过，是一家")
    page.get_by_role("button", name="并成一家").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(MOGAN)
    expect(page.locator("#main")).to_contain_text("莫干精工机械公司")
    examine(page)
    assert Need.objects.get().enterprise.name == MOGAN


# ---- the new season ----


def copy_the_season(page: Page, year: int, examine: Examine) -> None:
    """Both years stand side by side; nothing is made before Fang says so."""
    page.goto("/season/")
    page.get_by_role("link", name="设立新一年的活动").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"照{year}年，做{year + 1}年的服务月")
    expect(page.get_by_label("年度", exact=True)).to_have_value(str(year + 1))
    examine(page)
    assert Season.objects.count() == 1
    page.get_by_role("button", name="设立").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{year + 1}年劳模工匠志愿服务月")
    expect(page.locator("#main")).to_contain_text("1,800")
    examine(page)


# ---- a need of the new season ----


def carry_a_need_through(
    province: Province, xu: Page, contact: Page, work: Callable[[], None]
) -> None:
    """Asked, listed, helped with and confirmed: Xu and the firm on their pages, Dong by actions."""
    need = submit_need(
        actor=province.contact, text=PROBLEM, enterprise=province.mogan,
        region=province.mogan.region, contact_name="沈女士", contact_phone="13812341234",
    )  # fmt: skip
    work()
    xu.goto(f"/needs/{need.pk}/verify/")
    categories = xu.get_by_role("group", name="问题类别")
    categories.get_by_label("生产工艺、产品设计").check()
    xu.get_by_role("button", name="列入清单").click()
    expect(xu.locator(".need-h .eye")).to_contain_text("待对接")
    dong_helps(province, Need.objects.get(pk=need.pk))
    contact.goto("/desk/")
    contact.get_by_role("link", name="确认").last.click()
    contact.get_by_text("很满意").click()
    contact.get_by_text("解决了", exact=True).click()
    contact.get_by_role("button", name="确认", exact=True).click()
    expect(contact.locator(".need-h .eye")).to_contain_text("企业已确认")


def dong_helps(province: Province, need: Need) -> None:
    """Dong was there from five hours ago to one hour ago, with eight people and one suggestion."""
    asked = propose(need=need, helper=province.dong_helper, actor=province.xu)
    begun = timezone.now() - timedelta(hours=5)
    visit = schedule_visit(
        engagement=accept(engagement=asked, actor=province.dong), actor=province.dong,
        word=AT_ANY_TIME, starts_at=begun, ends_at=begun + timedelta(hours=4), kind="tackling",
    )  # fmt: skip
    record_service(
        activity=visit, actor=province.dong, done="改对称分段退焊。", result="solved", visitors=8,
        learners=3, party={"helpers": [province.dong_helper], "companions": []},
        suggestions=[{"text": "做反变形垫板", "adoption": "adopted"}], trainings=[],
    )  # fmt: skip


# ---- the figures of both years ----


def see_the_years(page: Page, last: int, examine: Examine) -> None:
    """What was counted and what was imported stand apart; each number opens to its rows."""
    page.goto("/figures/years/")
    examine(page)
    bars = {"征集需求": [(f"{last}", "1"), (f"{last + 1}", "1")]}
    bars["活动场次"] = [(f"{last}导入", "3"), (f"{last}", "0"), (f"{last + 1}", "1")]
    for name, expected in bars.items():
        assert bars_of(page, name) == expected, name
    expect(card(page, "活动场次")).to_contain_text("另有往年台账导入的3，没有加进来；加上共4")
    expect(card(page, "提出需求的企业")).to_contain_text("去重；各年相加是2")

    opens(page, "征集需求", "2", ["锅炉三个月结一次垢", "变形"], examine)
    imported = card(page, "活动场次").locator(".cols a").first
    imported.click()
    expect(page.get_by_role("status")).to_contain_text("2条")
    rows = page.locator(".recs li")
    expect(rows).to_have_count(2)
    expect(rows.filter(has_text="讲解数控机床保养")).to_contain_text("（最终版）.xlsx”第5行")
    expect(page.locator("#main")).not_to_contain_text("13911112222")
    examine(page)


def card(page: Page, name: str) -> Locator:
    return page.locator(".years-of > li").filter(
        has=page.get_by_role("heading", name=name, exact=True)
    )


def bars_of(page: Page, name: str) -> list[tuple[str, str]]:
    """Year and number of each bar, as they are read."""
    found = []
    for bar in card(page, name).locator(".cols li").all():
        number, year = bar.locator("> span").all()
        found.append((year.inner_text(), re.sub(r"\D", "", number.inner_text())))
    return found


def opens(page: Page, name: str, number: str, titles: list[str], examine: Examine) -> None:
    """The sum opens to as many records."""
    card(page, name).locator(".whole-of a").click()
    expect(page.locator("[data-figure]")).to_have_text(number)
    for title in titles:
        expect(page.locator(".recs")).to_contain_text(title)
    examine(page)
    page.go_back()
