"""Needs from a spreadsheet: all of them or none."""

from io import BytesIO
from typing import Any

import pytest

from hongmajia.core.imports import Checked, check, no_progress, write
from hongmajia.core.spreadsheets import Sheet, read_table, write_xlsx
from hongmajia.needs.enums import Category, Channel, NeedState, Urgency
from hongmajia.needs.imports import NeedImport
from hongmajia.needs.models import Need
from hongmajia.needs.suggesting import sure_category
from hongmajia.notices.models import Notice
from hongmajia.unions.models import Season
from tests.actors import Province, make_need

HEADINGS = ["企业", "问题", "目标", "急不急", "联系人", "手机号"]
MOGAN = "德清县莫干精工机械有限公司"


def checked(actor: Any, *rows: list[Any]) -> Checked:
    table = read_table(BytesIO(write_xlsx(Sheet("需求", HEADINGS, rows))))
    return check(NeedImport(), table, actor)


def row(**changes: str) -> list[str]:
    cells = {"企业": MOGAN, "问题": "焊不锈钢罐体变形厉害", "目标": "2mm以内"}
    return [{**cells, **changes}.get(heading, "") for heading in HEADINGS]


def test_what_the_enterprises_file_tells_need_not_be_written(province: Province) -> None:
    found = checked(province.lu, row(), row(问题="锅炉结垢严重怎么办", 急不急="比较急"))
    assert found.faults == []
    assert write(NeedImport(), found.table, province.lu, no_progress).faults == []

    first, second = Need.objects.order_by("pk")
    assert (first.contact_name, first.contact_phone) == ("沈女士", "13812341234")
    assert (first.asker, first.channel) == (province.contact, Channel.IMPORT)
    assert (first.union, first.region) == (province.deqing, province.mogan.region)
    assert second.urgency == Urgency.SOON


def test_a_category_in_the_file_is_chosen_beforehand_and_a_cadre_confirms_it(
    province: Province,
) -> None:
    table = write_xlsx(Sheet("需求", [*HEADINGS, "问题类别"], [[*row(), "节能降耗"]]))
    found = check(NeedImport(), read_table(BytesIO(table)), province.lu)
    assert [fault.message for fault in found.faults] == []
    write(NeedImport(), found.table, province.lu, no_progress)
    need = Need.objects.get()
    assert (need.category, sure_category(need)) == (None, Category.GREEN)


def test_cadres_hear_of_a_whole_file_once(province: Province) -> None:
    found = checked(province.lu, row(), row(问题="锅炉结垢严重怎么办"))
    write(NeedImport(), found.table, province.lu, no_progress)
    assert [n.text for n in Notice.objects.filter(recipient=province.xu)] == [
        "表格里导入了新需求，等您核实"
    ]


def test_the_same_need_twice_in_one_file_is_told_when_it_is_checked(province: Province) -> None:
    found = checked(
        province.lu, row(), row(问题="锅炉结垢严重怎么办"), row(问题="焊不锈钢罐体 变形厉害")
    )
    assert [(f.row, f.column, f.message) for f in found.faults] == [
        (4, "问题", "和第2行重复，请留一行。")
    ]


@pytest.mark.parametrize(
    "text", ["焊不锈钢罐体变形厉害。", "焊不锈钢罐体 变形厉害！", "焊不锈钢罐体变形厉害……"]
)
def test_a_mark_at_the_end_makes_no_other_need(province: Province, text: str) -> None:
    (fault,) = checked(province.lu, row(), row(问题=text)).faults
    assert fault.message == "和第2行重复，请留一行。"
    make_need(province, NeedState.LISTED, text="焊不锈钢罐体变形厉害")
    (fault,) = checked(province.lu, row(问题=text)).faults
    assert "已经提过" in fault.message


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"企业": "别家的厂"}, "没有找到“别家的厂”"),
        ({"问题": "坏了"}, "6"),
        ({"急不急": "马上"}, "没有“马上”这一项"),
        ({"手机号": "1381234"}, "手机号少了4位"),
    ],
)
def test_each_row_says_what_to_mend(province: Province, changes: dict[str, str], said: str) -> None:
    other = row(问题="锅炉结垢严重怎么办")
    (fault,) = checked(province.lu, other, row(**changes)).faults
    assert fault.row == 3
    assert fault.column in changes
    assert said in fault.message


def test_only_for_enterprises_of_ones_own(province: Province) -> None:
    assert "没有找到" in checked(province.wu, row()).faults[0].message


def test_the_same_need_is_not_imported_twice(province: Province) -> None:
    make_need(province, NeedState.LISTED, text="焊不锈钢罐体变形厉害")
    (fault,) = checked(province.lu, row()).faults
    assert "已经提过" in fault.message


def test_what_was_solved_may_come_again(province: Province) -> None:
    make_need(province, NeedState.CONFIRMED, text="焊不锈钢罐体变形厉害")
    assert checked(province.lu, row()).faults == []


def test_without_any_contact_the_row_says_so(province: Province) -> None:
    province.mogan.contacts.clear()
    columns = {fault.column for fault in checked(province.lu, row()).faults}
    assert columns == {"联系人", "手机号"}


def test_a_refusal_stops_the_file(province: Province) -> None:
    found = checked(province.lu, row())
    Season.objects.all().delete()
    (fault,) = write(NeedImport(), found.table, province.lu, no_progress).faults
    assert "征集期" in fault.message
    assert not Need.objects.exists()
