"""Enterprises from a spreadsheet, by the same action as from the form."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from hongmajia.core.enums import ImportState
from hongmajia.core.import_templates import template_of
from hongmajia.core.importers import importer_of
from hongmajia.core.imports import check
from hongmajia.core.models import Event, ImportJob
from hongmajia.core.spreadsheets import read_table
from hongmajia.unions.models import Enterprise
from tests.actors import Province, credit_code
from tests.core.workbooks import uploaded, workbook

HEADINGS = [
    "企业名称",
    "统一社会信用代码",
    "行业",
    "规模",
    "职工人数",
    "专精特新",
    "地区",
    "所属工会",
]


def line(number: int, **changes: Any) -> list[Any]:
    known: dict[str, Any] = {
        "name": f"德清第{number}机械厂", "code": credit_code(number), "industry": "专用设备制造业",
        "scale": "中型", "employees": 120, "special": "是", "region": "德清县",
        "union": "德清县总工会",
    }  # fmt: skip
    return list({**known, **changes}.values())


def checked(actor: Any, *lines: list[Any]) -> list[tuple[int, str, str]]:
    """Row, column and message of each fault."""
    table = read_table(uploaded(workbook(HEADINGS, *lines)))
    found = check(importer_of("enterprises"), table, actor)
    return [(fault.row, fault.column, fault.message) for fault in found.faults]


def test_a_cadre_imports_into_their_county(
    client: Client,
    province: Province,
    work: Callable[[], None],
    django_capture_on_commit_callbacks: Any,
) -> None:
    client.force_login(province.xu, backend="django.contrib.auth.backends.ModelBackend")
    content = workbook(HEADINGS, line(2), line(3, industry="C", region="330521", employees=""))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("import_upload", args=["enterprises"]), {"file": uploaded(content)})
    work()
    job = ImportJob.objects.get()
    assert job.state == ImportState.READY, job.report
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("import_confirm", args=[job.pk]))
    work()
    second, third = Enterprise.objects.filter(union=province.deqing).order_by("pk")
    assert (second.division, second.scale, second.employees) == ("35", "medium", 120)
    assert second.is_specialised
    assert (third.section, third.division, third.employees) == ("C", "", None)
    assert Event.objects.filter(verb="enterprise.added", actor=province.xu).count() == 2
    result = client.get(reverse("import_job", args=[job.pk])).content.decode()
    for made in (second, third):  # the result leads to each of them
        assert f'href="{reverse("enterprise", args=[made.pk])}">{made.name}</a>' in result


def test_the_template_lists_all_industries_to_choose_from(province: Province) -> None:
    content = template_of(importer_of("enterprises"), province.shen)
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    unions = [row[0] for row in book.get_sheet_by_name("所属工会可填的词").to_python()]
    assert unions[:2] == ["所属工会", "湖州市总工会"]
    assert "婺城区总工会" not in unions
    assert ["湖州德清"] in book.get_sheet_by_name("地区可填的词").to_python()
    words = [row[0] for row in book.get_sheet_by_name("行业可填的词").to_python()]
    assert len(words) == 1 + 20 + 97
    assert "专用设备制造业" in words


def test_only_into_unions_of_the_importer(province: Province) -> None:
    ((row, column, message),) = checked(province.xu, line(2, union="婺城区总工会"))
    assert (row, column) == (2, "所属工会")
    assert message.startswith("没有找到“婺城区总工会”。")
    assert checked(province.fang, line(2, union="婺城区总工会")) == []


@pytest.mark.parametrize(
    ("changes", "column", "said"),
    [
        ({"code": "91330521MA00000010"}, "统一社会信用代码", "校验位不对"),
        ({"code": credit_code(1)}, "统一社会信用代码", "已经登记过了"),
        ({"code": 913305210000000010}, "统一社会信用代码", "Excel已经改掉了末几位"),
        ({"industry": "造飞船"}, "行业", "没有“造飞船”这一项"),
        ({"scale": "特大"}, "规模", "只能填：大型、中型、小型、微型"),
        ({"employees": "很多"}, "职工人数", "整数"),
        ({"region": "德清线"}, "地区", "是不是“德清”"),
        ({"name": ""}, "企业名称", "这一格不能空"),
    ],
)
def test_each_fault_is_reported_in_its_cell(
    province: Province, changes: dict[str, Any], column: str, said: str
) -> None:
    ((row, where, message),) = checked(province.xu, line(2, **changes))
    assert (row, where) == (2, column)
    assert said in message


def test_the_same_code_twice_in_one_file(province: Province) -> None:
    ((row, _column, message),) = checked(province.xu, line(2), line(3), line(2, name="又一家"))
    assert (row, message) == (4, "和第2行重复，请留一行。")


def test_checking_takes_the_same_queries_for_one_row_and_for_fifty(
    province: Province, django_assert_num_queries: Any
) -> None:
    for count in (1, 50):
        table = read_table(uploaded(workbook(HEADINGS, *(line(n + 2) for n in range(count)))))
        with django_assert_num_queries(8 if count == 1 else 7):  # the roles are read once
            assert check(importer_of("enterprises"), table, province.xu).faults == []
