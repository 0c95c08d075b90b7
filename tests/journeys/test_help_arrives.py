"""From a question to a helper: one need, walked by all who have a part in it."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from hongmajia.core.models import Event
from hongmajia.needs.enums import NeedVerb
from hongmajia.needs.models import Need
from tests.actors import Province
from tests.journeys.conftest import PHONE, OpenAs

pytestmark = pytest.mark.django_db(transaction=True)

PROBLEM = "焊不锈钢罐体的时候变形厉害，焊完要花很长时间校平"
GPS = 0x8825


@pytest.fixture
def snapshot(tmp_path: Path) -> Path:
    """A photograph that tells where it was taken, already so small that the phone sends it as
    it is: only the house itself can take the place out."""
    picture = Image.linear_gradient("L").resize((640, 480)).convert("RGB")
    place = Image.Exif()
    place[GPS] = {1: "N", 2: (30.0, 32.0, 24.0), 3: "E", 4: (119.0, 57.0, 36.0)}
    picture.save(tmp_path / "IMG_0001.jpg", quality=8, exif=place)
    with Image.open(tmp_path / "IMG_0001.jpg") as taken:
        assert GPS in taken.getexif()
    return tmp_path / "IMG_0001.jpg"


def test_from_a_question_to_a_helper_who_comes(
    province: Province,
    open_as: OpenAs,
    examine: Callable[[Page], None],
    work: Callable[[], None],
    snapshot: Path,
) -> None:
    contact, xu = open_as(province.contact, PHONE), open_as(province.xu)
    stranger, dong = open_as(), open_as(province.dong, PHONE)

    code = ask(contact, snapshot, examine)
    work()  # the engine reads the need and suggests a category
    verify_and_list(xu, examine)
    find_it_masked(stranger, examine)
    invite_dong(xu, examine)
    dong_accepts(dong, examine)
    dong_calls(dong, province, examine)
    hear_who_comes(contact, code, examine)


# ---- the enterprise's contact, on his phone ----


def ask(page: Page, snapshot: Path, examine: Callable[[Page], None]) -> str:
    """Five questions, interrupted after the second; the tracking code they end in."""
    page.goto("/needs/ask/")
    page.get_by_label("遇到了什么问题").fill(PROBLEM)
    examine(page)
    page.get_by_role("button", name="下一问").click()
    page.get_by_label("设备、材料").fill("304不锈钢，板厚3mm")

    page.reload()
    expect(page.get_by_label("遇到了什么问题")).to_have_value(PROBLEM)
    page.get_by_role("button", name="下一问").click()
    expect(page.get_by_label("设备、材料")).to_have_value("304不锈钢，板厚3mm")
    examine(page)
    page.get_by_role("button", name="下一问").click()
    page.get_by_label("做到什么样算解决").fill("平面度2mm以内")
    examine(page)
    page.get_by_role("button", name="下一问").click()
    expect(page.get_by_label("企业", exact=False).first).to_have_value("德清县莫干精工机械有限公司")
    examine(page)
    page.get_by_role("button", name="下一问").click()
    page.locator("input[type=file]").set_input_files(snapshot)
    expect(page.locator("#photos img")).to_have_count(1)
    expect(page.get_by_label("手机号")).to_have_value("13812341234")
    examine(page)
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("已交给德清县总工会")
    examine(page)
    return page.locator(".code .big").inner_text()


def hear_who_comes(page: Page, code: str, examine: Callable[[Page], None]) -> None:
    """A notice says so, and the tracking page, with nothing but the code."""
    page.goto("/notices/")
    expect(page.get_by_role("link", name="董师傅接单了，会主动联系")).to_be_visible()
    examine(page)
    page.get_by_role("link", name="董师傅接单了，会主动联系").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("不锈钢")
    examine(page)

    page.goto("/track/")
    page.get_by_label("追踪码").fill(code)
    examine(page)
    page.get_by_role("button", name="看办到哪一步").click()
    expect(page.locator(".hold")).to_contain_text("董师傅")
    expect(page.locator(".tl")).to_contain_text("董师傅已和企业联系")
    expect(page.locator(".tl")).to_contain_text("周四上午到车间看工装")
    examine(page)


# ---- the county's cadre, at her desk ----


def verify_and_list(page: Page, examine: Callable[[Page], None]) -> None:
    """She sees what was said and the photograph; the engine is not sure, so she chooses."""
    page.goto("/desk/")
    examine(page)
    page.get_by_role("link", name="核实").click()
    expect(page.locator(".quote")).to_have_text(PROBLEM)
    assert GPS not in shown_photograph(page).getexif()
    expect(page.get_by_text("按文字看，像是“")).to_be_visible()
    categories = page.get_by_role("group", name="问题类别")
    expect(categories.get_by_role("radio", checked=True)).to_have_count(0)
    categories.get_by_label("生产工艺、产品设计").check()
    examine(page)
    page.get_by_role("button", name="列入清单").click()
    expect(page.locator(".need-h .eye")).to_contain_text("待对接")


def shown_photograph(page: Page) -> Any:
    address = page.locator(".pics img").get_attribute("src")
    return Image.open(BytesIO(page.request.get(str(address)).body()))


def invite_dong(page: Page, examine: Callable[[Page], None]) -> None:
    page.goto("/desk/")
    page.get_by_role("link", name="选师傅").click()
    expect(page.locator("#shortlist .cand").first).to_contain_text("董师傅")
    examine(page)
    page.get_by_role("link", name="看全部").click()
    examine(page)
    page.get_by_role("button", name="发出邀请 董师傅").click()
    expect(page.get_by_role("status")).to_contain_text("董师傅")
    examine(page)


# ---- a stranger who only looks ----


def find_it_masked(page: Page, examine: Callable[[Page], None]) -> None:
    """Everybody finds the problem; nobody learns whose it is."""
    page.goto("/needs/")
    page.get_by_role("searchbox", name="搜索问题").fill("不锈钢 变形")
    page.get_by_role("searchbox", name="搜索问题").press("Enter")
    page.wait_for_url("**/needs/?*q=*")
    examine(page)
    says_nothing_of_whom(page)
    page.locator("article.it h2 a").click()
    expect(page.locator(".quote")).to_have_text(PROBLEM)
    examine(page)
    says_nothing_of_whom(page)


def says_nothing_of_whom(page: Page) -> None:
    for private in ("莫干", "沈女士", "1381234", "138****1234"):
        assert private not in page.content()


# ---- the artisan, on his phone ----


def dong_accepts(page: Page, examine: Callable[[Page], None]) -> None:
    """It waits on his desk; he reads why it is he who is asked, and takes it."""
    page.goto("/desk/")
    expect(page.get_by_role("heading", level=1)).to_have_text("有1件等您办")
    examine(page)
    page.get_by_role("link", name="答复").click()
    expect(page.get_by_role("heading", name="为什么请您")).to_be_visible()
    expect(page.locator("ul.reason")).to_contain_text("焊接")
    expect(page.get_by_text("接单以后，这里能看到企业的电话")).to_be_visible()
    examine(page)
    page.get_by_role("button", name="我来接单").click()
    expect(page.locator(".need-h .eye")).to_contain_text("已接单")
    examine(page)


def dong_calls(page: Page, province: Province, examine: Callable[[Page], None]) -> None:
    """The number shows only when he asks for it, and that he looked is on record."""
    looks = Event.objects.filter(verb=NeedVerb.REVEALED, actor=province.dong)
    assert "13812341234" not in page.content()
    assert not looks.exists()
    page.get_by_role("button", name="显示并拨打").click()
    expect(page.get_by_role("link", name="13812341234")).to_be_visible()
    assert looks.get().subject_id == Need.objects.get().pk
    examine(page)
    page.get_by_label("说好了什么").fill("周四上午到车间看工装")
    page.get_by_role("button", name="联系好了，记下").click()
    expect(page.locator(".hold")).to_contain_text("约好时间，去服务")
    examine(page)
