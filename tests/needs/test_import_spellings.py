"""What people write into a file of needs is read in every usual spelling, or asked about."""

from datetime import date
from typing import Any

import pytest
from django.utils import translation

from hongmajia.core.import_reports import _as_stored
from hongmajia.core.imports import Checked, check
from hongmajia.core.spreadsheets import read_table
from hongmajia.needs.imports import NeedImport
from hongmajia.unions.models import Enterprise
from tests.actors import Province, credit_code
from tests.core.workbooks import uploaded, workbook

TWINS = "同名甲机械有限公司"


def checked(province: Province, **cells: Any) -> Checked:
    """One row as the liaison's file has it, with the usual problem unless ``cells`` has one."""
    row = {"企业": province.mogan.name, "问题": "压铸件气孔多，抛光以后露出针眼", **cells}
    table = read_table(uploaded(workbook(list(row), list(row.values()))))
    return check(NeedImport(), table, province.lu)


def facts(found: Checked) -> dict[str, Any]:
    assert found.faults == []
    ((_row, form),) = found.forms
    return form.cleaned_data


def said(found: Checked) -> str:
    (fault,) = found.faults
    return fault.message


@pytest.fixture
def twins(province: Province) -> list[Enterprise]:
    """Two enterprises of one name, in Deqing and in Wuxing."""
    common = {"name": TWINS, "section": "C", "union": province.mogan_union}
    return [
        Enterprise.objects.create(credit_code=credit_code(900 + n), region_id=region, **common)
        for n, region in enumerate(("330521", "330502"))
    ]


# --- numbers and days -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "number",
    ["\u202d13911112222\u202c", "139 1111 2222", "１３９１１１１２２２２", "+86 13911112222"],
)
def test_a_telephone_number_is_read_as_people_paste_it(province: Province, number: str) -> None:
    assert facts(checked(province, 手机号=number))["contact_phone"] == "13911112222"


@pytest.mark.parametrize(
    "day",
    ["2026.12.20", "2026年12月20日", "20261220", "2026-12-20 09:30:00", "2026/12/20", "20/12/2026"],
)
def test_the_preview_shows_the_day_that_will_be_stored(province: Province, day: str) -> None:
    found = checked(province, 希望几时前解决=day)
    assert facts(found)["wanted_by"] == date(2026, 12, 20)
    assert _as_stored(found, *found.forms[0])[-1] == "2026年12月20日"


def test_a_day_that_could_be_two_is_asked_about_on_the_english_page_too(province: Province) -> None:
    with translation.override("en"):
        found = checked(province, 希望几时前解决="10/12/2026")
        assert said(found).startswith("“10/12/2026” may be 12 Oct 2026, or perhaps 10 Dec 2026.")
    assert "2026年10月12日，也可能是2026年12月10日" in said(
        checked(province, 希望几时前解决="10/12/2026")
    )


# --- enterprises ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["某某厂(演示)", "某某厂（演示） ", "某某 厂〔演示〕", "\u200e某某厂（演示）"]
)
def test_an_enterprise_is_found_however_its_name_is_written(province: Province, name: str) -> None:
    Enterprise.objects.filter(pk=province.mogan.pk).delete()
    enterprise = Enterprise.objects.create(
        name="某某厂（演示）", credit_code=credit_code(77), section="C", region_id="330521",
        union=province.mogan_union,
    )  # fmt: skip
    found = checked(province, 企业=name, 联系人="王工", 手机号="13800001234")
    assert facts(found)["enterprise"] == enterprise
    assert _as_stored(found, *found.forms[0])[0] == "某某厂（演示）"


def test_a_code_is_read_in_small_letters_with_blanks(province: Province) -> None:
    code = province.mogan.credit_code.lower()
    found = checked(province, 企业=f"{code[:8]} {code[8:]}")
    assert facts(found)["enterprise"] == province.mogan


@pytest.mark.parametrize(
    "name",
    ["德清县莫干精工机械公司", "德清莫干精工机械有限公司", "莫干精功机械有限公司"],
)
def test_a_name_that_is_nearly_right_gets_the_right_one_suggested(
    province: Province, name: str
) -> None:
    assert said(checked(province, 企业=name)) == (
        f"没有找到“{name}”。是不是“德清县莫干精工机械有限公司”？"
    )


def test_of_two_enterprises_of_one_name_none_is_taken_silently(
    province: Province, twins: list[Enterprise]
) -> None:
    contact = {"联系人": "王工", "手机号": "13800001234"}
    deqing, wuxing = twins
    assert said(checked(province, 企业=TWINS, **contact)) == (
        f"有2个“{TWINS}”，请写明是哪一个："
        f"{deqing.credit_code}（德清县）、{wuxing.credit_code}（吴兴区）。"
    )
    for words in (wuxing.credit_code, f"{wuxing.credit_code}（吴兴区）", f"{TWINS}(吴兴区)"):
        assert facts(checked(province, 企业=words, **contact))["enterprise"] == wuxing
    by_county = checked(province, 企业=TWINS, 地区="德清县", **contact)
    assert facts(by_county)["enterprise"] == deqing


# --- words ----------------------------------------------------------------------------------


def test_a_text_that_is_too_short_is_told_in_our_words(province: Province) -> None:
    assert said(checked(province, 问题="坏了")) == "至少写6个字，现在是2个字。"


def test_the_problem_keeps_its_own_characters(province: Province) -> None:
    text = "CO₂焊机（10⁶次）：“气孔”  很多①"
    assert facts(checked(province, 问题=text))["text"] == text
