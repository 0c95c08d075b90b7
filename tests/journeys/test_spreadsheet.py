"""Needs gathered in a spreadsheet: one mistake and nothing is taken in; mended, everything is."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from hongmajia.needs.models import Need
from tests.actors import Province
from tests.core.workbooks import workbook
from tests.journeys.conftest import OpenAs

pytestmark = pytest.mark.django_db(transaction=True)

HEADINGS = ["*企业", "*问题", "急不急", "手机号"]
MOGAN = "德清县莫干精工机械有限公司"
WELDING = [MOGAN, "焊不锈钢罐体的时候变形厉害", "比较急", ""]
BOILER = [MOGAN, "锅炉结垢严重，三个月要停一次", "", ""]
BROKEN = [MOGAN, "锅炉结垢严重，三个月要停一次", "马上", "1381234"]


def test_a_liaison_brings_a_spreadsheet(
    province: Province,
    open_as: OpenAs,
    examine: Callable[[Page], None],
    work: Callable[[], None],
    tmp_path: Path,
) -> None:
    page = open_as(province.lu)
    page.goto("/needs/enter/")
    examine(page)
    page.get_by_role("link", name="从表格导入").click()
    examine(page)
    with page.expect_download() as template:
        page.get_by_role("link", name="下载模板").click()
    assert template.value.suggested_filename.endswith(".xlsx")

    upload(page, tmp_path / "需求.pdf", b"%PDF-1.7")
    expect(page.locator(".err")).to_be_visible()
    examine(page)

    upload(page, tmp_path / "需求.xlsx", workbook(HEADINGS, WELDING, BROKEN))
    work()
    expect(page.get_by_role("heading", level=2)).to_contain_text("1行要改，共2处")
    faults = page.get_by_role("region", name="要改的地方")
    expect(faults).to_contain_text("没有“马上”这一项")
    expect(faults).to_contain_text("手机号少了4位")
    examine(page)
    with page.expect_download() as report:
        page.get_by_role("link", name="下载要改的地方").click()
    assert report.value.suggested_filename.endswith(".xlsx")
    assert not Need.objects.exists()

    page.get_by_role("link", name="改好了，重新上传").click()
    upload(page, tmp_path / "需求.xlsx", workbook(HEADINGS, WELDING, BOILER))
    work()
    expect(page.get_by_role("heading", name="2行都没有问题")).to_be_visible()
    examine(page)
    assert not Need.objects.exists()  # not before it is confirmed
    page.get_by_role("button", name="导入2件").click()
    work()
    expect(page.get_by_role("heading", level=2)).to_contain_text("导入了2件需求")
    examine(page)

    assert {need.union for need in Need.objects.all()} == {province.deqing}
    assert list(map(str, province.xu.notices.all())) == ["表格里导入了新需求，等您核实"]
    xu = open_as(province.xu)
    xu.goto("/desk/")
    expect(xu.get_by_role("heading", level=1)).to_have_text("有2件等您办")
    examine(xu)


def upload(page: Page, file: Path, content: bytes) -> None:
    file.write_bytes(content)
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="上传并核对").click()
