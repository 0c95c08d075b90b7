"""What the preview says of how a file was read, and what a person can choose there."""

import io
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import xlsxwriter
from django.test import Client
from django.urls import reverse

from hongmajia.core import import_choices, importing, imports
from hongmajia.core.enums import ImportState
from hongmajia.core.errors import Refused, WrongState
from hongmajia.core.import_choices import choose_table
from hongmajia.core.import_faults import Fault
from hongmajia.core.importers import importer_of
from hongmajia.core.imports import Checked
from hongmajia.core.models import ImportJob
from hongmajia.core.spreadsheets import Choice, Row, Table
from hongmajia.needs.models import Need
from tests.actors import Province
from tests.core.workbooks import uploaded, workbook_by

BACKEND = "django.contrib.auth.backends.ModelBackend"
MOGAN = "德清县莫干精工机械有限公司"
HEADINGS = ["企业", "问题"]
Work = Callable[[], None]
Act = Callable[..., str]


def book_of(**sheets: list[list[str]]) -> bytes:
    """A workbook with these sheets; a row that begins with “藏” is hidden, as is such a sheet."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        for name, lines in sheets.items():
            page = book.add_worksheet(name)
            for number, line in enumerate(lines):
                page.write_row(number, 0, [cell.lstrip("藏") for cell in line])
                if line and line[0].startswith("藏"):
                    page.set_row(number, None, None, {"hidden": True})
            if name.startswith("藏"):
                page.hide()
        book.worksheets()[-1].activate()
    return buffer.getvalue()


@pytest.fixture
def act(
    client: Client, province: Province, work: Work, django_capture_on_commit_callbacks: Any
) -> Act:
    """Uploads a file as the liaison, or presses a button of its page; returns the page after it."""
    client.force_login(province.lu, backend=BACKEND)

    def press(button: str, **sent: Any) -> str:
        pk = {} if button == "import_upload" else {"pk": ImportJob.objects.get().pk}
        url = reverse(button, kwargs=pk or {"kind": "needs"})
        with django_capture_on_commit_callbacks(execute=True):
            page = client.post(url, sent)["Location"]
        with django_capture_on_commit_callbacks(execute=True):
            work()
        return client.get(page).content.decode()

    return press


def test_the_preview_says_where_the_headings_are_and_in_which_sheet(act: Act) -> None:
    lines = [["2026年需求汇总"], HEADINGS, [MOGAN, "压铸件气孔多，抛光以后露出针眼"]]
    page = act("import_upload", file=uploaded(book_of(说明=[["怎么填"]], 需求=lines)))
    assert "表头在第2行" in page
    assert "读的是“需求”这张表。" in page
    assert "换成" not in page


def test_a_plain_file_has_nothing_to_be_told(act: Act) -> None:
    page = act("import_upload", file=uploaded(f"企业,问题\n{MOGAN},压铸件气孔多\n".encode()))
    assert "1行都没有问题" in page
    assert not any(word in page for word in ("表头在", "读的是", "隐藏"))


def test_a_hidden_sheet_is_never_read_without_a_word(act: Act) -> None:
    hidden = [HEADINGS, [MOGAN, "压铸件气孔多，抛光以后露出针眼"]]
    page = act("import_upload", file=uploaded(book_of(藏起来=hidden, 说明=[["怎么填"]])))
    assert "读的是“藏起来”这张表，它在文件里是隐藏的" in page


def test_another_sheet_can_be_chosen(act: Act) -> None:
    east = [HEADINGS, [MOGAN, "压铸件气孔多，抛光以后露出针眼"]]
    west = [HEADINGS, [MOGAN, "注塑件缩水变形，尺寸不稳"], [MOGAN, "锅炉结垢严重怎么办"]]
    page = act("import_upload", file=uploaded(book_of(东区=east, 西区=west)))
    assert "读的是“东区”这张表" in page
    assert 'value="西区"' in page

    page = act("import_choose", sheet="西区")
    assert "读的是“西区”这张表" in page
    assert "2行都没有问题" in page
    act("import_confirm")
    assert set(Need.objects.values_list("text", flat=True)) == {row[1] for row in west[1:]}


def test_hidden_rows_are_told_and_can_be_left_out(act: Act) -> None:
    seen, hidden = "压铸件气孔多，抛光以后露出针眼", "注塑件缩水变形，尺寸不稳"
    lines = [HEADINGS, [f"藏{MOGAN}", hidden], [MOGAN, seen]]
    page = act("import_upload", file=uploaded(book_of(需求=lines)))
    assert "里面有1行是隐藏的（最上面的是第2行），也算进来了" in page
    assert "2行都没有问题" in page

    assert "表里隐藏的1行没有算进来" in act("import_choose", without_hidden="1")
    assert "2行都没有问题" in act("import_choose")
    page = act("import_choose", without_hidden="1")
    assert "1行都没有问题" in page
    act("import_confirm")
    assert [need.text for need in Need.objects.all()] == [seen]


def test_rows_that_are_all_hidden_cannot_all_be_left_out(act: Act) -> None:
    lines = [HEADINGS, [f"藏{MOGAN}", "注塑件缩水变形，尺寸不稳"]]
    act("import_upload", file=uploaded(book_of(需求=lines)))
    job = ImportJob.objects.get()
    with pytest.raises(Refused, match="有内容的行都隐藏着"):
        choose_table(job=job, choice=Choice(without_hidden=True))
    job.refresh_from_db()
    assert (job.state, job.without_hidden) == (ImportState.READY, False)


def test_a_large_file_is_read_anew_by_the_task_alone(
    act: Act, province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [HEADINGS, [MOGAN, "注塑件缩水变形，尺寸不稳"], [f"藏{MOGAN}", "锅炉结垢严重怎么办"]]
    act("import_upload", file=uploaded(book_of(需求=lines)))

    def read(job: ImportJob) -> None:
        pytest.fail("read while its owner waits")

    monkeypatch.setattr(import_choices, "READ_AT_ONCE", 1)
    monkeypatch.setattr(import_choices, "read_of", read)
    assert "1行都没有问题" in act("import_choose", without_hidden="1")


class Counted(list[int]):
    """Numbers of rows that count how often they are gone through."""

    passes = 0

    def __iter__(self) -> Iterator[int]:
        self.passes += 1
        return super().__iter__()


def test_rows_with_faults_are_gone_through_once_not_for_every_row(
    province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = Table(HEADINGS, [Row(number, {}) for number in range(1, 1001)])
    faulty = Counted(range(1, 501))
    first = Checked(table, {}, [], faults=[Fault(1, "问题", "", "")], faulty=faulty)
    found = iter([first, Checked(table, {}, [])])
    monkeypatch.setattr(imports, "check", lambda *given: next(found))
    monkeypatch.setattr(importing, "read_of", lambda job: table)
    job = ImportJob(pk=1, kind="needs", owner=province.lu, without_faulty=True)
    assert importing._check(job).left_out == [*range(1, 501)]
    assert [row.number for row in table.rows] == [*range(501, 1001)]
    assert faulty.passes < 5


def test_a_sheet_that_is_not_there_cannot_be_chosen(act: Act) -> None:
    lines = [HEADINGS, [MOGAN, "注塑件缩水变形，尺寸不稳"]]
    act("import_upload", file=uploaded(book_of(需求=lines)))
    with pytest.raises(Refused, match="没有“别的”这张表"):
        choose_table(job=ImportJob.objects.get(), choice=Choice("别的"))


def test_a_name_that_no_program_gives_a_sheet_is_not_offered(act: Act) -> None:
    """It would not fit into the database."""
    lines = [HEADINGS, [MOGAN, "注塑件缩水变形，尺寸不稳"]]
    two = io.BytesIO(book_of(东区=lines, 西区=lines))
    long = io.BytesIO()
    with zipfile.ZipFile(two) as old, zipfile.ZipFile(long, "w") as new:
        for part in old.namelist():
            new.writestr(part, old.read(part).replace("西区".encode(), "西区".encode() * 100))
    page = act("import_upload", file=uploaded(long.getvalue()))
    assert "1行都没有问题" in page
    assert "换成" not in page
    with pytest.raises(Refused, match="这张表"):
        choose_table(job=ImportJob.objects.get(), choice=Choice("西区" * 100))


def test_what_is_imported_cannot_be_read_anew(act: Act) -> None:
    lines = [HEADINGS, [MOGAN, "注塑件缩水变形，尺寸不稳"]]
    act("import_upload", file=uploaded(book_of(需求=lines)))
    act("import_confirm")
    with pytest.raises(WrongState):
        choose_table(job=ImportJob.objects.get(), choice=Choice("需求"))
    assert Need.objects.count() == 1


def test_a_heading_in_other_writing_is_the_same_column(act: Act) -> None:
    lines = [["企\n业", " 问\u00a0题（必填）"], [MOGAN, "注塑件缩水变形"]]
    page = act("import_upload", file=uploaded(book_of(需求=lines)))
    assert "1行都没有问题" in page


@pytest.mark.parametrize("kind", ["enterprises", "artisans", "teams", "needs"])
def test_the_examples_of_a_template_pass_our_own_checks(kind: str, province: Province) -> None:
    """All but names of unions, regions, enterprises and people, which depend on the data."""
    importer = importer_of(kind)
    looked_up = {"union", "region", "enterprise", "leader", "members", "flag_by", "flag_on"}
    needed = {name for name, column in importer.columns.items() if column.required}
    assert needed <= importer.examples.keys()
    shared = importer.shared(province.xu, [importer.examples])
    form = importer.form(importer.examples, actor=province.xu, shared=shared)
    assert {name: said for name, said in form.errors.items() if name not in looked_up} == {}


def test_a_row_of_sums_is_left_out_and_said(act: Act) -> None:
    lines = [HEADINGS, [MOGAN, "压铸件气孔多，抛光以后露出针眼"], ["合 计", "1件"]]
    page = act("import_upload", file=uploaded(book_of(需求=lines)))
    assert "第3行是合计，没有算进来" in page
    assert "1行都没有问题" in page


def ledger_with_groups() -> bytes:
    """A table whose headings stand in groups above a line of their own, below two title lines."""

    def fill(sheet: Any) -> None:
        sheet.merge_range("A1:D1", "2026年需求汇总表")
        sheet.merge_range("A2:B2", "填报单位：德清县总工会")
        sheet.merge_range("C2:D2", "填报日期：2026年3月")
        sheet.merge_range("A3:A4", "企业")
        sheet.merge_range("B3:C3", "难题")
        sheet.merge_range("D3:D4", "备 注")
        sheet.write_row("B4", ["问题", "设备、\n材料"])
        sheet.write_row("A5", [MOGAN, "压铸件气孔多，抛光以后露出针眼", "铝合金压铸机", "急"])

    return workbook_by(fill)


def test_headings_in_two_lines_are_read_together(act: Act) -> None:
    page = act("import_upload", file=uploaded(ledger_with_groups()))
    assert "1行都没有问题" in page
    assert "表头在第3到4行，上下连起来读" in page
    assert "第1行“2026年需求汇总表”、第2行“填报单位：德清县总工会”" in page
    assert "这几列系统里没有，不会导入：备 注" in page
    act("import_confirm")
    assert Need.objects.get().equipment == "铝合金压铸机"


def test_a_second_line_of_headings_needs_no_merged_cells(act: Act) -> None:
    lines = [["企业", "难题", ""], ["", "问题", "目标"], [MOGAN, "压铸件气孔多", "不再有针眼"]]
    page = act("import_upload", file=uploaded(book_of(需求=lines)))
    assert "表头在第1到2行" in page
    act("import_confirm")
    assert Need.objects.get().goal == "不再有针眼"


def test_sheets_that_are_not_read_are_named(act: Act) -> None:
    lines = [HEADINGS, [MOGAN, "压铸件气孔多，抛光以后露出针眼"]]
    page = act(
        "import_upload", file=uploaded(book_of(说明=[["怎么填"]], 藏旧=[["甲"]], 需求=lines))
    )
    assert "文件里的这些表没有读：“说明”、“藏旧”（隐藏的）" in page


def test_a_heading_over_two_columns_of_content_is_refused(act: Act, client: Client) -> None:
    def fill(sheet: Any) -> None:
        sheet.write("A1", "企业")
        sheet.merge_range("B1:C1", "问题")
        sheet.write_row("A2", [MOGAN, "压铸件气孔多", "抛光以后露出针眼"])

    page = client.post(
        reverse("import_upload", args=["needs"]), {"file": uploaded(workbook_by(fill))}
    )
    assert "合并的单元格（B1:C1）" in page.content.decode()
