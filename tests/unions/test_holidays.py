"""The calendar from a file: what may stand in it, and that the clocks under way move with it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hongmajia.core.clocks import closing_of, forget_special_days
from hongmajia.core.enums import ImportState
from hongmajia.core.importers import importer_of
from hongmajia.core.imports import check
from hongmajia.core.models import Event, Holiday, ImportJob
from hongmajia.core.spreadsheets import read_table
from hongmajia.needs.actions import submit_need
from hongmajia.needs.models import Need
from hongmajia.portal.calendar_reminder import missing_year
from hongmajia.unions import actions
from tests.actors import Province
from tests.core.workbooks import uploaded, workbook

HEADINGS = ["日期", "休或班", "名称"]
BACKEND = "django.contrib.auth.backends.ModelBackend"


def checked(actor: Any, *lines: list[Any]) -> list[tuple[int, str, str]]:
    """Row, column and message of each fault."""
    table = read_table(uploaded(workbook(HEADINGS, *lines)))
    found = check(importer_of("holidays"), table, actor)
    return [(fault.row, fault.column, fault.message) for fault in found.faults]


def imported(client: Client, lines: list[list[Any]], work: Any, commits: Any) -> ImportJob:
    """The file is uploaded, checked, confirmed and written."""
    content = workbook(HEADINGS, *lines)
    with commits(execute=True):
        client.post(reverse("import_upload", args=["holidays"]), {"file": uploaded(content)})
    work()
    job = ImportJob.objects.get()
    assert job.state == ImportState.READY, job.report
    with commits(execute=True):
        client.post(reverse("import_confirm", args=[job.pk]))
    work()
    job.refresh_from_db()
    return job


def test_a_year_comes_in_and_replaces_what_was_there(
    province: Province,
    client: Client,
    work: Callable[[], None],
    django_capture_on_commit_callbacks: Any,
) -> None:
    client.force_login(province.fang, backend=BACKEND)
    actions.set_holiday(actor=province.fang, day=date(2027, 2, 8), is_workday=True, name="值班")
    lines = [
        ["2027年2月8日", "休", "春节"],
        ["2027-02-20", "班", "春节调休"],
        ["2027/5/3", "放假", ""],
    ]
    imported(client, lines, work, django_capture_on_commit_callbacks)
    stored = list(Holiday.objects.values_list("date", "is_workday", "name"))
    assert stored == [
        (date(2027, 2, 8), False, "春节"),
        (date(2027, 2, 20), True, "春节调休"),
        (date(2027, 5, 3), False, ""),
    ]
    event = Event.objects.get(verb="holiday.set_many")
    assert event.data == {"year": 2027, "n": 3}
    page = client.get(reverse("holidays") + "?year=2027").content.decode()
    assert "春节调休" in page
    assert reverse("import_upload", args=["holidays"]) in page


def test_clocks_under_way_move_when_the_file_declares_a_holiday(
    province: Province,
    client: Client,
    work: Callable[[], None],
    django_capture_on_commit_callbacks: Any,
) -> None:
    """A need that is due on a day which turns out to be free is due on the next working day."""
    client.force_login(province.fang, backend=BACKEND)
    need = a_need(province)
    due = timezone.localdate(need.due_at)
    imported(client, [[due, "休", "放假"]], work, django_capture_on_commit_callbacks)
    need.refresh_from_db()
    assert need.due_at == closing_of(next_weekday(due))


def a_need(province: Province) -> Need:
    """A need that waits for its verification."""
    return submit_need(
        actor=province.contact, text="焊不锈钢罐体时变形厉害，校平很费时间。",
        enterprise=province.mogan, region=province.mogan.region, contact_name="沈女士",
        contact_phone="13812341234",
    )  # fmt: skip


def next_weekday(day: date) -> date:
    day += timedelta(days=1)
    while day.weekday() >= 5:
        day += timedelta(days=1)
    return day


@pytest.mark.parametrize(
    ("line", "column", "says"),
    [
        (["", "休", ""], "日期", "不能空"),
        (["春节", "休", ""], "日期", "日期请写明年、月、日"),
        (["2027-02-08", "", ""], "休或班", "不能空"),
        (["2027-02-08", "也许", ""], "休或班", "请填“休”或“班”"),
        (["2027-02-08", "班", ""], "休或班", "本来就是工作日"),
    ],
)
def test_a_fault_names_row_and_column(
    province: Province, line: list[str], column: str, says: str
) -> None:
    ((row, where, message),) = checked(province.fang, ["2027-02-09", "休", "春节"], line)
    assert (row, where) == (3, column)
    assert says in message


def test_no_day_stands_twice_in_a_file(province: Province) -> None:
    ((row, where, _said),) = checked(
        province.fang, ["2027-02-08", "休", ""], ["2027年2月8日", "休", ""]
    )
    assert (row, where) == (3, "日期")


def test_only_the_host_imports_it(province: Province) -> None:
    address = reverse("import_upload", args=["holidays"])
    for user, status in ((province.fang, 200), (province.shen, 403), (province.lu, 403)):
        client = Client()
        client.force_login(user, backend=BACKEND)
        assert client.get(address).status_code == status


# --- the reminder -------------------------------------------------------------------------------


def test_from_december_the_host_is_reminded_of_the_next_year(province: Province) -> None:
    this = date(2026, 10, 1)
    actions.set_holiday(actor=province.fang, day=this, is_workday=False, name="国庆节")
    assert missing_year(province.fang, date(2026, 11, 30)) is None
    found = missing_year(province.fang, date(2026, 12, 1))
    assert found
    assert found.year == 2027
    for other in (province.xu, province.lin, province.lu, province.dong, province.stranger):
        assert missing_year(other, date(2026, 12, 1)) is None
    actions.set_holidays(actor=province.fang, days=[Holiday(date=date(2027, 2, 8), name="春节")])
    forget_special_days()  # which the commit does
    assert missing_year(province.fang, date(2026, 12, 1)) is None


def test_in_january_the_year_that_has_begun_is_still_missing(province: Province) -> None:
    found = missing_year(province.fang, date(2099, 1, 4))
    assert found
    assert (found.year, found.is_published) == (2099, False)


def test_the_desk_has_the_reminder_with_its_buttons(
    province: Province, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(province.fang, backend=BACKEND)
    year = timezone.localdate().year
    first = date(year, 12, 1)
    monkeypatch.setattr(
        "hongmajia.portal.views.desk.missing_year", lambda user, _day: missing_year(user, first)
    )
    page = client.get(reverse("desk")).content.decode()
    assert f"{year + 1}年的放假安排还没有填" in page
    assert reverse("import_upload", args=["holidays"]) in page
    assert f"{reverse('holidays')}?year={year + 1}" in page
