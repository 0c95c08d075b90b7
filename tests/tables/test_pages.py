"""Pages of the tables of the superior: from the upload to the file, and where it comes from."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from hongmajia.core.errors import Refused
from hongmajia.core.models import Event
from hongmajia.services.models import Activity
from hongmajia.tables.actions import map_cells, start_filling
from hongmajia.tables.enums import TableVerb
from hongmajia.tables.models import BlankTable, Filling
from hongmajia.tables.suggesting import Suggestion
from hongmajia.tables.tasks import fill_table, forget_fillings
from hongmajia.unions.enums import Stage, UnionKind
from hongmajia.unions.models import Season, SeasonStage
from tests.actors import Province, below
from tests.tables import blanks
from tests.tables.conftest import Add, fill

SignIn = Callable[[Any], Client]
SHEET = "汇总表"


def page_of(browser: Client, name: str, *keys: Any, query: str = "") -> str:
    answer = browser.get(reverse(name, args=keys) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_fang_uploads_a_table_and_has_it_filled(
    province: Province, visit: Activity, as_user: SignIn
) -> None:
    """The journey: upload, take what the headings say, fill, download, open a number."""
    browser = as_user(province.fang)
    sent = {
        "name": "助企行统计表", "asked_by": "全国总工会", "union": province.province.pk,
        "file": SimpleUploadedFile("统计表.xlsx", blanks.by_city()),
    }  # fmt: skip
    address = browser.post(reverse("table_add"), sent)["Location"]
    table = BlankTable.objects.get()
    assert "还有10格认得出该填什么" in browser.get(address).content.decode()
    browser.post(reverse("table_suggest", args=[table.pk]))
    shown = page_of(browser, "blank_table", table.pk)
    assert "对好了10格" in shown
    assert 'rowspan="2"' in shown
    assert 'colspan="7"' in shown
    there = browser.post(reverse("table_fill", args=[table.pk]), {"season": province.season.pk})
    filling = Filling.objects.get()
    fill_table.func(filling.pk)
    told = browser.get(there["Location"]).content.decode()
    assert "填好了10格" in told
    assert f"/figures/sessions/?season={province.season.pk}&amp;union={province.huzhou.pk}" in told
    file = browser.get(reverse("filling_file", args=[filling.pk]))
    assert load_workbook(io.BytesIO(file.content))[SHEET]["B5"].value == 1
    verbs = set(Event.objects.filter(story=table.story).values_list("verb", flat=True))
    assert verbs == {TableVerb.ADDED, TableVerb.MAPPED, TableVerb.FILLED}


def test_a_cell_is_mapped_and_emptied_by_hand(
    province: Province, add: Add, as_user: SignIn
) -> None:
    table, browser = add(blanks.by_city(), "a.xlsx"), as_user(province.fang)
    address = reverse("table_cell", args=[table.pk]) + f"?sheet={SHEET}&place=B5"
    said = {"content": "sessions", "of": province.huzhou.pk, "period": "all"}
    browser.post(address, said)
    cell = table.cells.get()
    assert (cell.place, cell.content, cell.of, cell.period) == (
        "B5", "sessions", province.huzhou, "all",
    )  # fmt: skip
    browser.post(address, {"content": ""})
    assert not table.cells.exists()
    assert browser.get(address.replace("B5", "B7")).status_code == 404  # a formula


def test_a_report_of_days_asks_for_both(province: Province, add: Add, as_user: SignIn) -> None:
    """In this order; a table without such numbers does not ask."""
    table, browser = add(blanks.by_city(), "a.xlsx"), as_user(province.fang)
    cell = Suggestion(SHEET, "B5", "sessions", period="days")
    map_cells(actor=province.fang, table=table, cells=[cell])
    address, season = reverse("table_fill", args=[table.pk]), province.season.pk
    assert "起止日期" in browser.post(address, {"season": season}).content.decode()
    turned = {"season": season, "since": "2026-05-09", "until": "2026-05-01"}
    assert "比结束晚" in browser.post(address, turned).content.decode()
    assert not Filling.objects.exists()


def test_a_year_of_another_province_is_neither_offered_nor_taken(
    province: Province, add: Add, as_user: SignIn
) -> None:
    """Its season began later, so that it is the latest of all."""
    table, browser = add(blanks.by_city(), "a.xlsx"), as_user(province.fang)
    map_cells(actor=province.fang, table=table, cells=[Suggestion(SHEET, "B5", "sessions")])
    anhui = below(province.national, "安徽省总工会", UnionKind.PROVINCE)
    other = Season.objects.create(name="皖", year=2027, union=anhui, number_prefix="皖")
    today = timezone.localdate()
    SeasonStage.objects.create(season=other, stage=Stage.COLLECT, starts=today, ends=today)
    for form in (
        browser.get(reverse("blank_table", args=[table.pk])).context["fill"],
        browser.get(reverse("table_fill", args=[table.pk])).context["form"],
    ):
        assert list(form.fields["season"].queryset) == [province.season]
        assert form.fields["season"].initial == province.season
    answer = browser.post(reverse("table_fill", args=[table.pk]), {"season": other.pk})
    assert answer.status_code == 422
    with pytest.raises(Refused, match="别处的年度"):
        start_filling(actor=province.fang, table=table, season=other)
    assert not Filling.objects.exists()


def test_which_table_takes_which_number(province: Province, add: Add, as_user: SignIn) -> None:
    table = add(blanks.by_city(), "a.xlsx")
    cells = [Suggestion(SHEET, place, "sessions", province.huzhou) for place in ("B5", "B6")]
    map_cells(actor=province.fang, table=table, cells=cells)
    shown = page_of(as_user(province.fang), "table_sources")
    assert "汇总表 B5（湖州市总工会）" in shown
    assert "助企行统计表" in shown


def test_others_see_no_table_of_the_province(province: Province, add: Add, as_user: SignIn) -> None:
    """A city does not; a leader reads and fills, but does not map; an artisan has no tables."""
    table = add(blanks.by_city(), "a.xlsx")
    assert as_user(province.shen).get(reverse("blank_table", args=[table.pk])).status_code == 404
    assert as_user(province.dong).get(reverse("blank_tables")).status_code == 403
    BlankTable.objects.update(union=province.huzhou)
    browser = as_user(province.lin)
    assert "填什么" not in page_of(browser, "blank_table", table.pk)
    refused = browser.post(reverse("table_suggest", args=[table.pk]))
    assert refused.status_code == 403


def test_a_filled_table_is_its_owners(province: Province, add: Add, as_user: SignIn) -> None:
    table = add(blanks.by_city(), "a.xlsx")
    map_cells(actor=province.fang, table=table, cells=[Suggestion(SHEET, "B5", "sessions")])
    filling = fill(province, table)
    answer = as_user(province.shen).get(reverse("filling_file", args=[filling.pk]))
    assert answer.status_code == 404


def test_a_table_that_is_given_up_is_gone(province: Province, add: Add, as_user: SignIn) -> None:
    table, browser = add(blanks.by_city(), "a.xlsx"), as_user(province.fang)
    browser.post(reverse("table_give_up", args=[table.pk]))
    assert "助企行统计表" not in page_of(browser, "blank_tables")
    assert browser.get(reverse("blank_table", args=[table.pk])).status_code == 404


@pytest.mark.parametrize(
    ("name", "said"), [("a.xls", "先另存"), ("a.pdf", "请上传"), ("a.xlsx", "不是能读的")]
)
def test_another_file_is_refused_at_the_form(
    province: Province, as_user: SignIn, name: str, said: str
) -> None:
    sent = {"name": "表", "union": province.province.pk, "file": SimpleUploadedFile(name, b"x")}
    answer = as_user(province.fang).post(reverse("table_add"), sent)
    assert (answer.status_code, said in answer.content.decode()) == (422, True)


def test_a_filled_file_goes_after_thirty_days(province: Province, add: Add) -> None:
    table = add(blanks.by_city(), "a.xlsx")
    map_cells(actor=province.fang, table=table, cells=[Suggestion(SHEET, "B5", "sessions")])
    filling = fill(province, table)
    Filling.objects.update(started_at=filling.started_at - timedelta(days=31))
    forget_fillings.func()
    assert not Filling.objects.get().file


def test_lists_take_few_queries(
    province: Province, add: Add, as_user: SignIn, django_assert_max_num_queries: Any
) -> None:
    """With one table and with fifty, each with a cell."""
    browser, table = as_user(province.fang), add(blanks.by_city(), "a.xlsx")
    for times in (1, 49):
        made = BlankTable.objects.bulk_create(
            BlankTable(union=province.province, name="表", kind="xlsx", file=table.file.name)
            for _ in range(times)
        )
        for one in made:
            one.cells.create(sheet=SHEET, place="B5", content="sessions", of=province.huzhou)
        for name in ("blank_tables", "table_sources"):
            with django_assert_max_num_queries(12):
                page_of(browser, name)
