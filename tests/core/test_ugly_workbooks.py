"""Ugly workbooks come in right, or are refused with a sentence that says where and what to do."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hongmajia.core.models import ImportJob
from hongmajia.needs.models import Need
from tests.actors import Province
from tests.core import ugly
from tests.core.ugly import MOGAN, PINHOLES, SHRINKS
from tests.core.workbooks import uploaded

Send = Callable[..., str]


@pytest.fixture
def send(
    client: Client,
    province: Province,
    work: Callable[[], None],
    django_capture_on_commit_callbacks: Any,
) -> Send:
    """Sends a form as Lu, the liaison of Mogan; returns the page after it."""
    client.force_login(province.lu)

    def go(name: str, **sent: Any) -> str:
        to = "needs" if name == "import_upload" else ImportJob.objects.get().pk
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post(reverse(name, args=[to]), sent)
        if answer.status_code == 302:
            with django_capture_on_commit_callbacks(execute=True):
                work()
            answer = client.get(answer["Location"])
        return answer.content.decode()

    return go


RIGHT = [
    (ugly.three_lines_of_headings, "表头在第1到3行", [PINHOLES]),
    (ugly.groups_of_one_column, "表头在第1到3行", [PINHOLES]),
    (ugly.breaks_and_blanks, "表头在第1行", [PINHOLES]),
    (ugly.sums_between, "第3、6行是合计，没有算进来", [PINHOLES, SHRINKS]),
    (ugly.lines_of_the_form, "第4行“填表人：徐 审核人：沈”、第5行“填报日期”、第6行", [PINHOLES]),
    (
        ugly.merged_rows,
        "每一行都当作有这个值：B2:B4“德清县莫干精工机械有限公司”",
        [PINHOLES, SHRINKS],
    ),
    (ugly.numbers_as_numbers, "这几列系统里没有，不会导入：领导批示", [PINHOLES]),
]


@pytest.mark.parametrize(("fill", "said", "texts"), RIGHT, ids=[one[0].__name__ for one in RIGHT])
def test_it_comes_in_right(send: Send, fill: Any, said: str, texts: list[str]) -> None:
    page = send("import_upload", file=uploaded(ugly.book_of(fill)))
    assert "读的是“汇总”这张表" in page
    assert "没有读：“填表说明”、“去年”（隐藏的）" in page
    assert said in page
    send("import_confirm")
    assert sorted(Need.objects.values_list("text", flat=True)) == sorted(texts)
    assert {need.enterprise.name for need in Need.objects.all()} == {MOGAN}


def test_a_number_over_several_rows_may_be_their_sum(send: Send) -> None:
    page = send("import_upload", file=uploaded(ugly.book_of(ugly.merged_rows)))
    assert "每一行都算了一次：D2:D4“13911112222”。如果是这几行一共的数，会重复计算" in page
    assert "A2:A4" not in page  # 序号 is not read
    send("import_confirm")
    phones = Need.objects.values_list("contact_phone", flat=True)
    assert [*phones] == ["13911112222", "13911112222"]


def test_what_cannot_be_used_is_a_fault_of_each_row_that_shares_it(send: Send) -> None:
    send("import_upload", file=uploaded(ugly.book_of(ugly.merged_firm_that_failed)))
    faults = ImportJob.objects.get().report["faults"]
    assert [(one["row"], one["column"]) for one in faults] == [(2, "企业"), (3, "企业")]


def test_columns_of_other_names_are_asked_for_and_then_right(send: Send) -> None:
    page = send("import_upload", file=uploaded(ugly.book_of(ugly.two_lines_of_headings)))
    assert "有几列没有认出来" in page
    assert "表头在第3到4行" in page
    assert "1行都没有问题" in send("import_columns")
    send("import_confirm")
    need = Need.objects.get()
    assert (need.text, need.goal, need.contact_phone) == (PINHOLES, "抛光后无针眼", "13911112222")


REFUSED = [
    (ugly.merged_rectangle, "“汇总”里有跨列合并的单元格（A2:B3）。请取消合并，每格填全，再上传。"),
    (ugly.merged_columns, "“汇总”里有跨列合并的单元格（B1:C1）。请取消合并，每格填全，再上传。"),
    (
        ugly.merged_below_groups,
        "“汇总”里有跨列合并的单元格（C2:D2）。请取消合并，每格填全，再上传。",
    ),
    (ugly.same_heading_twice, "“汇总”第1行的表头里“问题”出现了两次。请删掉一列，再上传。"),
    (ugly.ledger_of_another_kind, "的表头里缺这几列：企业、问题。"),
]


@pytest.mark.parametrize(("fill", "said"), REFUSED, ids=[one[0].__name__ for one in REFUSED])
def test_it_is_refused_with_where_and_what_to_do(send: Send, fill: Any, said: str) -> None:
    assert said in send("import_upload", file=uploaded(ugly.book_of(fill)))
    assert not ImportJob.objects.exists()


def test_a_cell_without_a_value_is_named_by_row_and_column(send: Send) -> None:
    page = send("import_upload", file=uploaded(ugly.book_of(ugly.formula_that_failed)))
    assert "1行要改" in page
    fault = ImportJob.objects.get().report["faults"][0]
    assert (fault["row"], fault["column"]) == (2, "问题")
    assert fault["message"] == "这一格的公式算错了。请改成填数值。"
