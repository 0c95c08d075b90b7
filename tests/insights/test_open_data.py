"""What others take over: hours of volunteers, feeds of the lists, the season as open data."""

import csv
import io
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from lxml import etree
from python_calamine import CalamineWorkbook

from hongmajia.core.models import Event
from hongmajia.insights.open_data import TABLES
from hongmajia.needs.enums import NeedState
from hongmajia.publicity.actions import publish_news, write_news
from hongmajia.services.models import Activity, Attendance, ServiceRecord
from tests.actors import Province, make_need, make_offer
from tests.exports import HEAD, fetched

As = Callable[[str], Client]
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def lecture(province: Province) -> Activity:
    """A public lecture of Huzhou that Dong gave, with a record of two hours and a half."""
    begins = timezone.now() - timedelta(days=1)
    held = Activity.objects.create(
        season=province.season, union=province.huzhou, title="焊接讲课", state="held", is_open=True,
        starts_at=begins, ends_at=begins + timedelta(hours=3), place="二号车间",
        region=province.mogan.region, opened_by=province.shen,
    )  # fmt: skip
    ServiceRecord.objects.create(
        activity=held, done="讲了焊接变形", result="solved", hours="2.5", written_by=province.dong
    )
    Attendance.objects.create(activity=held, helper=province.dong_helper)
    Attendance.objects.create(activity=held, name="徒弟小吴")
    return held


def hours_of(client: Client, work: Callable[[], None]) -> list[list[Any]]:
    file = fetched(client, work, "/figures/hours/export/")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(file)).get_sheet_by_index(0)
    return sheet.to_python()[HEAD:]


def test_each_volunteer_on_the_roll_has_a_row_for_each_confirmed_activity(
    as_: As, lecture: Activity, work: Callable[[], None]
) -> None:
    headings, *rows = hours_of(as_("shen"), work)
    found = [dict(zip(headings, row, strict=True)) for row in rows if row[0]]
    dong = next(row for row in found if row["姓名"] == "董师傅")
    assert (dong["活动（项目）名称"], dong["服务时间（小时）"]) == ("焊接讲课", 2.5)
    assert (dong["志愿团体"], dong["活动组织单位"]) == ("湖州市总工会", "湖州市总工会")
    assert (dong["地点"], dong["证件号码"]) == ("湖州德清 二号车间", "")
    assert "小吴" not in str(rows)
    assert Event.objects.filter(verb="export.asked").exists()


def test_a_neighbour_gets_none_of_them(
    as_: As, lecture: Activity, work: Callable[[], None]
) -> None:
    assert "焊接讲课" not in str(hours_of(as_("wu"), work))
    assert as_("lin").post("/figures/hours/export/").status_code == 403


def test_feeds_hold_what_is_public(client: Client, province: Province) -> None:
    listed = make_need(province, title="减少焊接变形")
    make_need(province, title="内部的需求", visibility="unions")
    make_need(province, NeedState.SUBMITTED, title="还没核实")
    make_offer(province.dong_helper, title="焊接辅导")
    news = write_news(
        union=province.deqing,
        actor=province.xu,
        title="服务队来了",
        summary="来了。",
        text="来了。",
    )
    publish_news(item=news, actor=province.xu)
    titles = {
        path: [entry.findtext(f"{ATOM}title") for entry in feed.findall(f"{ATOM}entry")]
        for path in ("needs", "offers", "news")
        for feed in [etree.fromstring(client.get(f"/{path}/feed.atom").content)]
    }
    assert titles == {"needs": ["减少焊接变形"], "offers": ["焊接辅导"], "news": ["服务队来了"]}
    feed = client.get("/needs/feed.atom")
    assert feed.headers["Content-Type"].startswith("application/atom+xml")
    assert f"http://localhost:8000/needs/{listed.pk}/" in feed.content.decode()
    assert "沈女士" not in feed.content.decode()


def rows_of(client: Client, name: str) -> list[dict[str, Any]]:
    answer = client.get(f"/open-data/{name}.csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[arg-type]
    return list(csv.DictReader(io.StringIO(text)))


def test_the_tables_are_as_the_description_says(
    client: Client, province: Province, lecture: Activity
) -> None:
    make_need(province, industry="=1+1")
    make_offer(province.dong_helper)
    package = client.get("/open-data/datapackage.json").json()
    assert [each["name"] for each in package["resources"]] == [table.name for table in TABLES]
    for each in package["resources"]:
        names = [field["name"] for field in each["schema"]["fields"]]
        rows = rows_of(client, each["name"])
        assert rows
        assert list(rows[0]) == names
        answer = client.get(f"/open-data/{each['name']}.json")
        told = json.loads(b"".join(answer.streaming_content))  # type: ignore[arg-type]
        assert len(told) == len(rows)
        assert list(told[0]) == names
    assert rows_of(client, "needs")[0]["industry"] == "'=1+1"


def test_no_table_names_anybody(client: Client, province: Province, lecture: Activity) -> None:
    make_need(province, visibility="open")
    make_offer(province.dong_helper)
    said = str([rows_of(client, table.name) for table in TABLES])
    for name in ("董师傅", "沈女士", "莫干精工", "13812341234", "徐芳", "小吴"):
        assert name not in said


def test_what_is_not_public_is_in_no_table(client: Client, province: Province) -> None:
    make_need(province, visibility="unions")
    make_need(province, NeedState.SUBMITTED)
    assert rows_of(client, "needs") == []


def test_an_unknown_table_is_not_found(client: Client, province: Province) -> None:
    assert client.get("/open-data/people.csv").status_code == 404
