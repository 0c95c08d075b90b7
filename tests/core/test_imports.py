"""An import from upload to writing, with holidays as rows."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django import forms
from django.core.cache import caches
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hongmajia.core import importers, progress
from hongmajia.core.cells import RowForm, YesNo
from hongmajia.core.enums import ImportState
from hongmajia.core.errors import Refused, WrongState
from hongmajia.core.import_choices import discard_import
from hongmajia.core.import_templates import template_of
from hongmajia.core.importers import Importer, register_importer
from hongmajia.core.importing import (
    check_job,
    confirm_import,
    forget_files,
    start_import,
    write_job,
)
from hongmajia.core.models import Event, Holiday, ImportJob
from hongmajia.core.spreadsheets import UnreadableFile, read_table
from tests.actors import Province
from tests.core.workbooks import uploaded, workbook, zip_bomb

BACKEND = "django.contrib.auth.backends.ModelBackend"
HEADINGS = ["日期", "上班", "名称"]
GOOD = [HEADINGS, ["2026-10-01", "否", "国庆节"], ["2026-10-10", "是", "调休"]]
Work = Callable[[], None]


class HolidayRow(RowForm):
    date = forms.DateField(label="日期", help_text="年-月-日")
    is_workday = YesNo(label="上班")
    name = forms.CharField(label="名称", max_length=40, required=False)


class HolidayImport(Importer):
    kind = "test-holidays"
    title = "放假安排"
    measure = "天"
    right = "unions.manage_any"
    form = HolidayRow
    unique = (("date",),)
    most_rows = 50
    examples = {"date": "2026-10-01"}

    def apply(self, row: Any, actor: Any) -> None:
        if row.cleaned_data["name"] == "愚人节":
            raise Refused("愚人节不放假。")
        Holiday.objects.create(**row.cleaned_data)


@pytest.fixture(autouse=True)
def importer() -> Iterator[Importer]:
    importer = HolidayImport()
    register_importer(importer)
    yield importer
    del importers._importers[importer.kind]


@pytest.fixture
def bring(
    importer: Importer, province: Province, work: Work, django_capture_on_commit_callbacks: Any
) -> Callable[..., ImportJob]:
    """Upload rows as the county cadre and have them checked."""

    def start(*rows: Any) -> ImportJob:
        with django_capture_on_commit_callbacks(execute=True):
            job = start_import(importer=importer, file=uploaded(workbook(*rows)), actor=province.xu)
        work()
        job.refresh_from_db()
        return job

    return start


@pytest.fixture
def confirm(
    work: Work, django_capture_on_commit_callbacks: Any
) -> Callable[[ImportJob], ImportJob]:
    def go(job: ImportJob) -> ImportJob:
        with django_capture_on_commit_callbacks(execute=True):
            confirm_import(job=job)
        with django_capture_on_commit_callbacks(execute=True):
            work()
        job.refresh_from_db()
        return job

    return go


Bring = Callable[..., ImportJob]
Confirm = Callable[[ImportJob], ImportJob]


def faults(job: ImportJob) -> list[tuple[int, str, str, str]]:
    return [(f["row"], f["column"], f["value"], f["message"]) for f in job.report["faults"]]


# --- from file to rows ----------------------------------------------------------------------


def test_a_good_file_waits_for_a_yes(bring: Bring) -> None:
    job = bring(*GOOD)
    assert job.state == ImportState.READY
    assert job.total == 2
    assert job.report["sample"][0] == ["2026-10-01", "否", "国庆节"]
    assert not Holiday.objects.exists()


@pytest.mark.tasks_run_twice
def test_after_the_yes_all_rows_are_there(
    bring: Bring, confirm: Confirm, province: Province
) -> None:
    job = confirm(bring(*GOOD))
    assert job.state == ImportState.DONE
    assert Holiday.objects.count() == 2
    event = Event.objects.get(verb="import.done")
    assert event.actor == province.xu
    assert event.data["total"] == 2
    assert progress.of(job.work) == (2, 2)


def test_the_file_is_not_kept_longer_than_needed(bring: Bring, confirm: Confirm) -> None:
    job = bring(*GOOD)
    storage, name = job.file.storage, job.file.name
    assert storage.exists(name)
    confirm(job)
    assert not storage.exists(name)


@pytest.mark.tasks_run_twice
def test_a_worker_killed_after_the_commit_leaves_no_file_for_ever(
    bring: Bring, confirm: Confirm, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The task runs again; where it does not, the daily cleaning deletes the file."""
    for again in (lambda job: write_job.func(job.pk), lambda _job: forget_files.func()):
        job = bring(HEADINGS, [str(date(2026, 10, 1 + Holiday.objects.count()))])
        storage, name = job.file.storage, job.file.name
        with monkeypatch.context() as killed:
            killed.setattr("hongmajia.core.importing.delete_files", lambda _jobs: None)
            assert confirm(job).state == ImportState.DONE
        assert storage.exists(name)
        again(job)
        job.refresh_from_db()
        assert not job.file
        assert not storage.exists(name)


def test_a_file_never_imported_is_forgotten_after_a_month(bring: Bring) -> None:
    old, new = bring(*GOOD), bring(*GOOD)
    ImportJob.objects.filter(pk=old.pk).update(started_at=timezone.now() - timedelta(days=31))
    forget_files.func()
    old.refresh_from_db()
    assert not old.file
    assert old.state == ImportState.DISCARDED
    assert new.file.storage.exists(new.file.name)


def test_a_file_that_is_not_wanted_leaves_the_desk(
    bring: Bring, client: Client, province: Province, django_capture_on_commit_callbacks: Any
) -> None:
    job = bring(*GOOD)
    client.force_login(province.xu, backend="django.contrib.auth.backends.ModelBackend")
    discard = reverse("import_discard", args=[job.pk])
    assert discard in client.get(reverse("desk")).content.decode()
    assert discard in client.get(reverse("import_job", args=[job.pk])).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        page = client.post(discard, follow=True).content.decode()
    assert "不导入了，文件已删掉。一行也没有导入。" in page
    assert discard not in page
    job.refresh_from_db()
    assert not job.file
    assert Holiday.objects.count() == 0
    page = client.get(reverse("import_job", args=[job.pk])).content.decode()
    assert "这份表没有导入" in page
    with pytest.raises(WrongState):
        discard_import(job=job)


def test_two_clicks_import_once(bring: Bring, confirm: Confirm) -> None:
    job = confirm(bring(*GOOD))
    with pytest.raises(WrongState, match="已经在导入"):
        confirm_import(job=job)
    assert Holiday.objects.count() == 2


def test_each_fault_names_row_column_value_and_remedy(bring: Bring) -> None:
    job = bring(HEADINGS, ["明天", "否", "节"], ["", "也许", "节"])
    assert job.state == ImportState.FAULTY
    assert [(row, column, value) for row, column, value, _message in faults(job)] == [
        (2, "日期", "明天"),
        (3, "日期", ""),
        (3, "上班", "也许"),
    ]
    assert faults(job)[1][3] == "这一格不能空，请填写。"
    assert faults(job)[2][3] == "没有“也许”这一项，只能填：是、否。"
    assert job.report["faulty_rows"] == 2


def test_what_comes_twice_in_one_file_is_found(bring: Bring) -> None:
    job = bring(HEADINGS, ["2026-10-01"], ["2026-10-02"], ["2026-10-01"])
    assert faults(job) == [(4, "日期", "2026-10-01", "和第2行重复，请留一行。")]


def test_columns_in_another_order_and_of_other_matters(bring: Bring) -> None:
    job = bring(["备注", "名称", "日期"], ["随手", "国庆节", "2026-10-01"])
    assert job.state == ImportState.READY
    assert job.report["ignored"] == ["备注"]


def test_one_refused_row_leaves_nothing_behind(bring: Bring, confirm: Confirm) -> None:
    job = confirm(bring(HEADINGS, ["2026-03-31", "否", "假"], ["2026-04-01", "否", "愚人节"]))
    assert job.state == ImportState.FAULTY
    assert faults(job) == [(3, "", "", "愚人节不放假。")]
    assert not Holiday.objects.exists()


def test_what_changed_between_check_and_yes_is_found(
    bring: Bring, confirm: Confirm, importer: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = bring(*GOOD)

    def stricter(self: Any) -> Any:
        raise forms.ValidationError("名称要写全。")

    monkeypatch.setattr(HolidayRow, "clean_name", stricter, raising=False)
    assert confirm(job).state == ImportState.FAULTY
    assert not Holiday.objects.exists()


def test_an_accident_writes_nothing_and_says_so(
    bring: Bring, importer: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = bring(*GOOD)
    confirm_import(job=job)

    def crash(self: Any, row: Any, actor: Any) -> None:
        Holiday.objects.create(date=date(2026, 1, 1))
        raise ZeroDivisionError

    monkeypatch.setattr(HolidayImport, "apply", crash)
    with pytest.raises(ZeroDivisionError):
        write_job.func(job.pk)
    job.refresh_from_db()
    assert job.state == ImportState.FAILED
    assert not Holiday.objects.exists()


def test_an_import_that_kills_its_workers_has_failed(
    bring: Bring,
    kill_workers_of: Callable[[str], None],
    django_capture_on_commit_callbacks: Any,
) -> None:
    job = bring(*GOOD)
    with django_capture_on_commit_callbacks(execute=True):
        confirm_import(job=job)
    kill_workers_of("write_job")
    job.refresh_from_db()
    assert job.state == ImportState.FAILED


def test_a_late_second_check_does_not_turn_an_import_back(bring: Bring, confirm: Confirm) -> None:
    job = confirm(bring(*GOOD))
    check_job.func(job.pk)
    job.refresh_from_db()
    assert job.state == ImportState.DONE


def test_a_job_cut_off_long_ago_says_so(client: Client, bring: Bring, province: Province) -> None:
    job = bring(*GOOD)
    confirm_import(job=job)
    client.force_login(province.xu, backend=BACKEND)
    page = reverse("import_job", args=[job.pk])
    assert "可能中途断了" not in client.get(page).content.decode()
    long_ago = timezone.now() - timedelta(minutes=11)
    ImportJob.objects.filter(pk=job.pk).update(started_at=long_ago)
    caches["progress"].clear()  # nothing has been heard of it since
    assert "可能中途断了" in client.get(page).content.decode()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (workbook(["名称"], ["国庆节"]), "表头里缺这几列：日期。"),
        (b"%PDF-1.7", "这不是表格文件"),
        (workbook(HEADINGS, *([["2026-01-01"]] * 51)), "一次最多导入50行"),
    ],
)
def test_a_file_that_is_none_of_ours_is_refused_at_once(
    content: bytes, said: str, importer: Importer, province: Province
) -> None:
    with pytest.raises(UnreadableFile, match=said):
        start_import(importer=importer, file=uploaded(content), actor=province.xu)
    assert not ImportJob.objects.exists()


# --- the template ---------------------------------------------------------------------------


def test_the_template_can_be_filled_and_brought_back(
    importer: Importer, province: Province
) -> None:
    import io

    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(template_of(importer, province.shen)))
    assert book.sheet_names == ["放假安排", "填写说明"]
    assert book.get_sheet_by_index(0).to_python() == [["*日期", "上班", "名称"]]
    explained = book.get_sheet_by_name("填写说明").to_python()
    assert explained[1] == ["日期", "必填", "年-月-日", "2026-10-01"]
    assert explained[2][:3] == ["上班", "选填", "只能填：是、否"]
    with pytest.raises(UnreadableFile, match="只有表头"):
        read_table(io.BytesIO(template_of(importer, province.shen)), wanted=importer.wanted)


# --- the pages ------------------------------------------------------------------------------


def upload(client: Client, content: bytes, name: str = "表格.xlsx") -> Any:
    url = reverse("import_upload", args=["test-holidays"])
    return client.post(url, {"file": uploaded(content, name)})


def test_the_whole_way_through_the_pages(
    client: Client, province: Province, work: Work, django_capture_on_commit_callbacks: Any
) -> None:
    client.force_login(province.xu, backend=BACKEND)
    with django_capture_on_commit_callbacks(execute=True):
        response = upload(client, workbook(*GOOD), "安排.xlsx")
    page = response["Location"]
    assert "正在核对" in client.get(page).content.decode()
    work()
    assert "2行都没有问题" in client.get(page).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{page}confirm/")
    assert "正在导入" in client.get(page, headers={"HX-Request": "true"}).content.decode()
    work()
    assert "导入了2天放假安排" in client.get(page).content.decode()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (zip_bomb(), "解压后太大"),
        (b"%PDF-1.7 renamed", "这不是表格文件"),
        (b"", "这个文件是空的"),
    ],
)
def test_a_bad_file_is_answered_beside_its_field(
    client: Client, province: Province, content: bytes, said: str
) -> None:
    client.force_login(province.xu, backend=BACKEND)
    response = upload(client, content)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not ImportJob.objects.exists()


def test_the_faults_come_as_a_spreadsheet(client: Client, bring: Bring, province: Province) -> None:
    import io

    job = bring(HEADINGS, ["明天", "否", "=HYPERLINK(1)"])
    client.force_login(province.xu, backend=BACKEND)
    response = client.get(reverse("import_report", args=[job.pk]))
    (row,) = read_table(io.BytesIO(response.content)).rows
    assert row.cells["行"] == "2"
    assert row.cells["填的内容"] == "明天"


def test_only_those_with_the_right_may_import(client: Client, province: Province) -> None:
    url = reverse("import_upload", args=["test-holidays"])
    template = reverse("import_template", args=["test-holidays"])
    for actor, expected in {"xu": 200, "fang": 200, "lin": 403, "lu": 403, "stranger": 403}.items():
        client.force_login(getattr(province, actor), backend=BACKEND)
        assert client.get(url).status_code == expected, actor
        assert client.get(template).status_code == expected, actor
    client.logout()
    assert client.get(url).status_code == 302


def test_a_file_is_seen_by_whom_it_belongs_to(
    client: Client, bring: Bring, province: Province
) -> None:
    job = bring(*GOOD)
    client.force_login(province.fang, backend=BACKEND)
    for name in ("import_job", "import_report"):
        assert client.get(reverse(name, args=[job.pk])).status_code == 404
    assert client.post(reverse("import_confirm", args=[job.pk])).status_code == 404


def test_no_such_import_does_not_exist(client: Client, province: Province) -> None:
    client.force_login(province.xu, backend=BACKEND)
    assert client.get("/import/nothing/").status_code == 404
