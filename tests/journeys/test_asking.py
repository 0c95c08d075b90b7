"""Asking for help on a phone: five screens, a draft that outlives the network and the tab."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from hongmajia.needs.models import Need
from tests.actors import Province, make_need
from tests.journeys.clicks import clicks, count_taps
from tests.journeys.conftest import PHONE, OpenAs

pytestmark = pytest.mark.django_db(transaction=True)

PROBLEM = "焊不锈钢罐体的时候变形厉害，焊完要花很长时间校平"


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A big one, as phones make them."""
    Image.effect_noise((3000, 2000), 60).convert("RGB").save(tmp_path / "photo.jpg")
    return tmp_path / "photo.jpg"


@pytest.fixture
def phone(province: Province, open_as: OpenAs) -> Page:
    page = open_as(None, PHONE)
    page.goto("/needs/ask/")
    return page


def on(page: Page, number: int) -> None:
    expect(page.locator("#place")).to_have_text(f"第{number}问，共5问")


def following(page: Page, number: int) -> None:
    page.locator("#next").click()
    on(page, number)


def test_five_screens_from_question_to_tracking_code(
    phone: Page, photo: Path, examine: Callable[[Page], None]
) -> None:
    on(phone, 1)
    phone.get_by_label("遇到了什么问题").fill(PROBLEM)
    examine(phone)
    following(phone, 2)
    phone.get_by_label("设备、材料").fill("304不锈钢，板厚3mm")
    examine(phone)
    following(phone, 3)
    for label, words in {"什么": "平面度", "现在": "6", "要到": "2", "单位": "mm"}.items():
        phone.get_by_label(label, exact=True).fill(words)
    phone.get_by_role("button", name="用这句").click()
    examine(phone)
    following(phone, 4)
    phone.get_by_label("在哪里").select_option("330521")
    examine(phone)
    following(phone, 5)
    phone.locator("input[type=file]").set_input_files(photo)
    expect(phone.locator("#photos img")).to_have_count(1)
    phone.get_by_label("联系人").fill("沈女士")
    phone.get_by_label("手机号").fill("1381234123")
    phone.get_by_role("button", name="提交").click()
    expect(phone.get_by_role("alert").filter(has_text="手机号少了1位")).to_be_visible()
    examine(phone)
    phone.get_by_label("手机号").fill("13812341234")
    phone.get_by_role("button", name="提交").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("已交给德清县总工会")
    examine(phone)

    need = Need.objects.get()
    assert need.tracking_code in phone.inner_text("main")
    assert need.goal == "平面度由6mm降到2mm以内"
    assert max(need.photos.get().image.width, need.photos.get().image.height) <= 1600


def test_asking_takes_at_most_11_taps(province: Province, open_as: OpenAs) -> None:
    phone = open_as(None, PHONE)
    count_taps(phone)
    phone.goto("/")
    phone.get_by_role("link", name="我要提需求").first.click()
    phone.get_by_label("遇到了什么问题").fill(PROBLEM)
    for number in (2, 3, 4):
        following(phone, number)
    phone.get_by_label("在哪里").select_option("330521")
    following(phone, 5)
    phone.get_by_label("联系人").fill("沈女士")
    phone.get_by_label("手机号").fill("13812341234")
    phone.get_by_role("button", name="提交").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("已交给")
    assert clicks(phone) <= 11


def test_a_photograph_chosen_before_its_script_has_come_is_kept(
    open_as: OpenAs, province: Province, photo: Path
) -> None:
    """On a weak line the page is there long before its scripts."""
    page, held = open_as(None, PHONE), []
    page.route("**/photos*.js", lambda route: held.append(route))
    page.goto("/needs/ask/")
    page.locator("input[type=file]").set_input_files(photo)
    for _tenth_of_a_second in range(100):
        if held:
            break
        page.wait_for_timeout(100)
    held[0].continue_()
    expect(page.locator("#photos img")).to_have_count(1)


def test_the_draft_outlives_network_and_tab(phone: Page, photo: Path) -> None:
    with phone.expect_response("**/needs/alike/"):
        phone.get_by_label("遇到了什么问题").fill(PROBLEM)
    expect(phone.locator("#kept")).to_contain_text("草稿已存在本机")
    phone.context.set_offline(True)
    for number in range(2, 5):
        following(phone, number)
    phone.get_by_label("在哪里").select_option("330521")
    following(phone, 5)
    expect(phone.locator("#offline")).to_be_visible()
    phone.locator("input[type=file]").set_input_files(photo)
    expect(phone.locator("#photos img")).to_have_count(1)
    phone.get_by_label("联系人").fill("沈女士")
    phone.get_by_label("手机号").fill("13812341234")
    phone.close()

    again = phone.context.new_page()
    phone.context.set_offline(False)
    again.goto("/needs/ask/")
    expect(again.get_by_text("已恢复您上次没发出的内容")).to_be_visible()
    expect(again.get_by_label("遇到了什么问题")).to_have_value(PROBLEM)
    for number in range(2, 6):
        following(again, number)
    expect(again.locator("#photos img")).to_have_count(1)
    expect(again.get_by_label("手机号")).to_have_value("13812341234")

    again.context.set_offline(True)
    button = again.get_by_role("button", name="没有网络，恢复后自动发送")
    button.click()
    button.click()  # twice: nothing is sent into the void, and nothing double
    on(again, 5)
    assert not Need.objects.exists()
    again.context.set_offline(False)
    expect(again.get_by_role("heading", level=1)).to_contain_text(
        "已交给德清县总工会",
        timeout=20_000,  # the first try may come before the network is back
    )
    assert Need.objects.get().photos.count() == 1
    again.goto("/needs/ask/")
    expect(again.get_by_label("遇到了什么问题")).to_have_value("")


def test_what_the_server_finds_leads_to_the_screen_it_is_on(phone: Page, photo: Path) -> None:
    phone.get_by_label("遇到了什么问题").fill(PROBLEM)
    for number in range(2, 5):
        following(phone, number)
    phone.get_by_label("企业").first.fill("91330000142917998G")
    following(phone, 5)
    phone.locator("input[type=file]").set_input_files(photo)
    expect(phone.locator("#photos img")).to_have_count(1)
    phone.get_by_label("联系人").fill("沈女士")
    phone.get_by_label("手机号").fill("13812341234")
    phone.get_by_role("button", name="提交").click()
    on(phone, 4)
    expect(phone.locator(".bad .err").first).to_be_visible()
    following(phone, 5)
    expect(phone.locator("#photos img")).to_have_count(1)


def test_the_phones_own_back_key_goes_one_question_back(phone: Page) -> None:
    phone.get_by_label("遇到了什么问题").fill(PROBLEM)
    following(phone, 2)
    following(phone, 3)
    phone.go_back()
    on(phone, 2)


def test_enter_goes_on_and_each_question_is_checked_before_the_next(phone: Page) -> None:
    phone.locator("#next").click()
    expect(phone.get_by_role("alert")).to_have_text("请先填这一项。")
    on(phone, 1)
    phone.get_by_label("遇到了什么问题").fill(PROBLEM)
    following(phone, 2)
    for number in (3, 4):
        following(phone, number)
    phone.locator("#next").click()
    on(phone, 4)  # where it is, is missing
    phone.get_by_label("在哪里").select_option("330521")
    following(phone, 5)
    phone.get_by_label("联系人").fill("沈女士")
    phone.get_by_label("联系人").press("Enter")
    expect(phone.get_by_label("手机号")).to_be_focused()
    phone.get_by_label("手机号").press("Enter")
    on(phone, 5)
    assert not Need.objects.exists()


def test_the_list_is_narrowed_in_a_sheet_that_stays_open(
    province: Province, open_as: OpenAs, examine: Callable[[Page], None]
) -> None:
    make_need(province)
    make_need(province, "matched", title="锅炉结垢", text="结垢")  # type: ignore[arg-type]
    page = open_as(None, PHONE)
    page.goto("/needs/")
    page.get_by_role("button", name="筛选").click()
    page.get_by_label(re.compile("^已对接")).check()
    expect(page.locator("article.it")).to_have_count(1)
    expect(page.get_by_label(re.compile("^待对接"))).to_be_visible()
    assert "state=matched" in page.url
    page.get_by_role("button", name="看结果").click()
    expect(page.get_by_role("heading", name="锅炉结垢")).to_be_visible()
    examine(page)


@pytest.mark.parametrize("width", [390, 1366])
def test_the_cadres_pages_pass_the_examination(
    province: Province, open_as: OpenAs, examine: Callable[[Page], None], width: int
) -> None:
    need = make_need(province, "submitted")  # type: ignore[arg-type]
    make_need(province, "listed")  # type: ignore[arg-type]
    page: Any = open_as(province.xu, {"width": width, "height": 844})
    for path in (f"{need.pk}/", f"{need.pk}/verify/", f"{need.pk}/return/", f"{need.pk}/correct/",
                 "queue/", "enter/", "", "?q=没有这个"):  # fmt: skip
        page.goto(f"/needs/{path}")
        examine(page)
