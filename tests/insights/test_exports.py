"""Summaries (汇总表) and ledgers (台账): their content, and who may have them."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from python_calamine import CalamineWorkbook

from hongmajia.core import progress
from hongmajia.core.models import Event
from hongmajia.insights import tasks
from hongmajia.insights.actions import fail_ledger, start_ledger, store_ledger
from hongmajia.insights.enums import LedgerState
from hongmajia.insights.exporting import LEDGER
from hongmajia.insights.models import Ledger
from hongmajia.services.models import Activity
from hongmajia.unions.models import Target
from tests.actors import Province, make_need
from tests.exports import HEAD
from tests.insights.conftest import confirmed, served

AsUser = Callable[[Any], Client]
Work = Callable[[], None]


@pytest.fixture
def season(province: Province) -> Province:
    """One need with a confirmed service, and one waiting in Wucheng."""
    confirmed(province, served(province))
    wucheng = {"union": province.wucheng, "home_union": province.wucheng, "region_id": "330702"}
    make_need(province, region=None, title="对齿传感器故障", **wucheng)
    return province


def head_in(content: bytes) -> list[str]:
    """Title and facts above the first sheet."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [row[0] for row in book.get_sheet_by_index(0).to_python()[:HEAD]]


def sheets_in(content: bytes) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python()[HEAD:] for name in book.sheet_names}


def ledger_of(client: Client, work: Work, query: str = "") -> dict[str, list[list[Any]]]:
    """Request a ledger, let the worker write it, and open it."""
    page = client.post(f"/figures/ledgers/{query}").headers["Location"]
    work()
    return sheets_in(client.get(f"{page}file/").content)


# --- the summary ----------------------------------------------------------------------------


def test_the_summary_has_the_figures_of_the_page(season: Province, as_user: AsUser) -> None:
    Target.objects.create(
        season=season.season, union=season.province, indicator="sessions", amount=31
    )
    sheets = sheets_in(as_user(season.fang).get("/figures/summary/").content)
    summary = {row[0]: row[1:5] for row in sheets["汇总"]}
    assert summary["征集需求"] == [2, "件", "", ""]
    assert summary["活动场次"] == [1, "场", 31, 15]
    assert summary["经济效益"][:2] == [12.5, "万元"]
    assert summary["满意度"][:2] == ["100%", "%"]
    places = {row[0]: row[1] for row in sheets["各地"]}
    assert (places["全省"], places["湖州"], places["金华"]) == (2, 1, 1)
    assert ["技术攻关", 1] in sheets["四类活动"]


def test_the_summary_is_narrowed_as_the_page_is(season: Province, as_user: AsUser) -> None:
    answer = as_user(season.fang).get("/figures/summary/?place=3307")
    sheets = sheets_in(answer.content)
    assert next(row[1] for row in sheets["汇总"] if row[0] == "征集需求") == 1
    assert ["只看", "金华市"] in sheets["范围"]


def test_the_summary_says_whose_figures_it_has_and_who_made_it(
    season: Province, as_user: AsUser
) -> None:
    content = as_user(season.shen).get("/figures/summary/?since=2026-05-01").content
    title, facts = head_in(content)
    assert title == f"湖州市总工会{season.season.name}汇总"
    assert facts.startswith("填报单位：湖州市总工会    统计时间：2026-05-01 –    制表人：沈")


def test_the_summary_has_a_row_for_each_union_below(season: Province, as_user: AsUser) -> None:
    sheets = sheets_in(as_user(season.shen).get("/figures/summary/").content)
    needs = {row[0]: row[1] for row in sheets["各级工会"][1:]}
    assert needs.pop("合计") == sum(needs.values()) == 1
    assert (needs["湖州市总工会本级"], needs["德清县总工会"]) == (0, 1)
    sheets = sheets_in(as_user(season.xu).get("/figures/summary/").content)
    assert [row[0] for row in sheets["各级工会"][1:]] == ["合计"], "no office below a county"


def test_a_summary_of_another_union_is_not_found(season: Province, as_user: AsUser) -> None:
    client = as_user(season.shen)
    assert client.get(f"/figures/summary/?union={season.wucheng.pk}").status_code == 404


# --- the ledger -----------------------------------------------------------------------------


@pytest.mark.tasks_run_twice
def test_the_ledger_has_every_record(season: Province, as_user: AsUser, work: Work) -> None:
    sheets = ledger_of(as_user(season.fang), work)
    rows = {name: len(lines) - 1 for name, lines in sheets.items()}
    assert rows == {"需求": 2, "活动": 1, "服务人次": 1, "服务企业": 1, "培训": 1,
                    "合理化建议": 2, "企业确认": 1, "师徒结对": 0, "案例": 0}  # fmt: skip
    assert len(rows) == len(LEDGER)
    heading, activity = sheets["活动"]
    said = dict(zip(heading, activity, strict=True))
    assert said["师傅"] == "董师傅、徒弟小吴"
    assert said["企业"] == season.mogan.name
    named = {row[3]: row[4] for row in sheets["需求"][1:]}
    assert named[season.mogan.name] == season.mogan.credit_code
    assert (said["企业来了几个人"], said["培训人次"], said["采纳建议"]) == (8, 20, 1)
    begun = Activity.objects.get().starts_at
    assert said["日期"] == timezone.localdate(begun).isoformat()


def test_a_ledger_is_narrowed_as_the_page_is(season: Province, as_user: AsUser, work: Work) -> None:
    sheets = ledger_of(as_user(season.fang), work, f"?union={season.wucheng.pk}")
    assert [row[1] for row in sheets["需求"][1:]] == ["对齿传感器故障"]
    assert len(sheets["活动"]) == 1


def test_the_records_of_one_indicator_are_a_ledger_of_their_own(
    season: Province, as_user: AsUser, work: Work
) -> None:
    sheets = ledger_of(as_user(season.fang), work, "?measure=adopted")
    assert list(sheets) == ["合理化建议"]
    assert [row[0] for row in sheets["合理化建议"][1:]] == ["做反变形垫板"]


def test_a_ledger_shows_names_according_to_its_owners_rights(
    season: Province, as_user: AsUser, work: Work
) -> None:
    served(season, union=season.wucheng, home_union=season.wucheng)
    sheets = ledger_of(as_user(season.wu), work)
    assert [row[:2] for row in sheets["服务企业"][1:]] == [["湖州德清一家企业（制造业）", ""]]


def test_text_that_looks_like_a_formula_stays_text(
    season: Province, as_user: AsUser, work: Work
) -> None:
    make_need(season, title='=HYPERLINK("http://x")')
    sheets = ledger_of(as_user(season.fang), work, "?measure=needs_collected")
    assert '=HYPERLINK("http://x")' in [row[1] for row in sheets["需求"]]


def test_its_page_waits_and_then_offers_the_file(
    season: Province, as_user: AsUser, work: Work
) -> None:
    client = as_user(season.fang)
    page = client.post("/figures/ledgers/").headers["Location"]
    assert 'hx-trigger="every 1s"' in client.get(page).content.decode()
    assert client.get(f"{page}file/").status_code == 404
    work()
    said = client.get(page, headers={"HX-Request": "true"}).content.decode()
    assert "写好了，共9条记录" in said
    assert f'href="{page}file/"' in said
    ledger = Ledger.objects.get()
    assert progress.of(ledger.work) == (9, 9)


def test_a_ledger_that_kills_its_workers_has_failed(
    season: Province, as_user: AsUser, kill_workers_of: Callable[[str], None]
) -> None:
    client = as_user(season.fang)
    page = client.post("/figures/ledgers/").headers["Location"]
    kill_workers_of("write_ledger")
    assert "系统出了问题" in client.get(page).content.decode()


def test_only_the_owner_may_download_a_ledger(
    season: Province, as_user: AsUser, work: Work
) -> None:
    page = as_user(season.fang).post("/figures/ledgers/").headers["Location"]
    work()
    for other in (season.shen, season.ren, season.wu):
        assert as_user(other).get(page).status_code == 404
        assert as_user(other).get(f"{page}file/").status_code == 404


def test_an_export_is_logged(season: Province, as_user: AsUser) -> None:
    as_user(season.fang).post("/figures/ledgers/?category=1&measure=sessions")
    event = Event.objects.get(verb="ledger.asked")
    assert event.actor == season.fang
    assert event.data["measure"] == "sessions"
    assert "category=1" in event.data["query"]


def test_an_owner_without_role_by_then_gets_nothing(season: Province, work: Work) -> None:
    ledger = start_ledger(actor=season.shen, query=f"union={season.huzhou.pk}")
    season.shen.memberships.all().delete()
    with pytest.raises(Exception, match=r"insights\.read"):
        tasks.write_ledger.call(ledger.pk)
    ledger.refresh_from_db()
    assert (ledger.state, bool(ledger.file)) == (LedgerState.FAILED, False)


def test_a_file_written_by_a_late_second_run_replaces_nothing(season: Province) -> None:
    """Its worker had counted as dead, and the ledger was given up."""
    ledger = start_ledger(actor=season.fang, query="")
    fail_ledger(ledger=ledger)
    store_ledger(ledger=ledger, content=b"late", total=1)
    ledger.refresh_from_db()
    assert (ledger.state, bool(ledger.file)) == (LedgerState.FAILED, False)


def test_an_unknown_indicator_is_not_found(season: Province, as_user: AsUser) -> None:
    assert as_user(season.fang).post("/figures/ledgers/?measure=luck").status_code == 404


@pytest.mark.tasks_run_twice
def test_files_are_deleted_after_a_month(season: Province, as_user: AsUser, work: Work) -> None:
    client = as_user(season.fang)
    page = client.post("/figures/ledgers/").headers["Location"]
    work()
    month_ago = timezone.now() - timedelta(days=31)
    Ledger.objects.update(started_at=month_ago)
    tasks.forget_ledgers.call()
    assert client.get(f"{page}file/").status_code == 404
    assert "只保留30天" in client.get(page).content.decode()
