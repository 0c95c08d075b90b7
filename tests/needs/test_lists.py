"""The public list: what it finds, counts, offers instead, and costs."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils import timezone
from python_calamine import CalamineWorkbook

from hongmajia.core.limits import EXPORTED
from hongmajia.needs.enums import NeedState, Visibility
from hongmajia.needs.facets import Choice, Counts
from hongmajia.needs.models import Need
from tests.actors import Province, make_need
from tests.exports import HEAD, fetched
from tests.needs.conftest import As

Work = Callable[[], None]


def choice(address: str) -> Choice:
    return Choice.of(QueryDict(address))


def counts(address: str, group: str) -> dict[str, int]:
    """Option → count of one facet."""
    groups = {g.name: g for g in Counts(choice(address)).groups}
    return {option.label: option.count for option in groups[group].options if option.count}


def titles(client: Client, address: str = "") -> list[str]:
    return [need.title for need in client.get(f"/needs/{address}").context["page"].rows]


@pytest.fixture
def listed(province: Province) -> dict[str, Need]:
    """Four public needs and one hidden."""
    wucheng = {"region_id": "330702", "union": province.wucheng, "home_union": province.wucheng}
    return {
        "steel": make_need(province, category=1, mode="on_site"),
        "boiler": make_need(province, NeedState.MATCHED, title="锅炉结垢", text="垢", category=2),
        "pump": make_need(province, title="水泵振动", text="振动大", category=3, **wucheng),
        "done": make_need(province, NeedState.CONFIRMED, title="焊接返工", category=1, **wucheng),
        "hidden": make_need(province, title="不公开的焊接", visibility=Visibility.UNIONS),
    }


def test_newest_stands_first_and_hidden_ones_do_not(
    client: Client, listed: dict[str, Need]
) -> None:
    assert titles(client) == ["焊接返工", "水泵振动", "锅炉结垢", "不锈钢焊接变形怎么减少"]
    assert titles(client, "?sort=longest") == titles(client)[::-1]


def test_search_marks_what_it_found(client: Client, listed: dict[str, Need]) -> None:
    page = client.get("/needs/?q=焊接").content.decode()
    assert "不锈钢<mark>焊接</mark>变形怎么减少" in page
    assert "水泵" not in page


def test_what_is_searched_for_is_text_not_markup(client: Client, listed: dict[str, Need]) -> None:
    page = client.get("/needs/?q=<script>焊接").content.decode()
    assert "<script>焊接" not in page


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("?state=listed", {"水泵振动", "不锈钢焊接变形怎么减少"}),
        ("?state=listed&state=matched&city=3305", {"锅炉结垢", "不锈钢焊接变形怎么减少"}),
        ("?category=1&city=3307", {"焊接返工"}),
        ("?mode=on_site", {"不锈钢焊接变形怎么减少"}),
        ("?mode=online&state=confirmed", {"焊接返工"}),
        ("?q=焊接&city=3305", {"不锈钢焊接变形怎么减少"}),
        ("?region=330702", {"水泵振动", "焊接返工"}),
        ("?region=330702&q=焊接", {"焊接返工"}),
        ("?region=nowhere&category=3", {"水泵振动"}),
    ],
)
def test_filters_narrow(
    client: Client, listed: dict[str, Need], address: str, found: set[str]
) -> None:
    response = client.get(f"/needs/{address}")
    assert {need.title for need in response.context["page"].rows} == found
    assert response.context["counts"].total == len(found)


def test_a_facets_own_choice_does_not_narrow_its_counts(listed: dict[str, Need]) -> None:
    assert counts("", "city") == {"湖州": 2, "金华": 2}
    assert counts("city=3305", "city") == {"湖州": 2, "金华": 2}
    assert counts("city=3305", "state") == {"待对接": 1, "已对接": 1}
    assert counts("city=3305&state=listed", "city") == {"湖州": 1, "金华": 1}


def test_counts_follow_the_search(listed: dict[str, Need]) -> None:
    assert counts("q=焊接", "category") == {"工艺、设计、质量": 2}


def test_what_makes_no_sense_in_the_address_is_dropped(
    client: Client, listed: dict[str, Need]
) -> None:
    wild = "?state=draft&city=9999&category=x&mode=&sort=9&after=broken&seen=-1"
    assert len(titles(client, wild)) == 4


def test_an_empty_list_offers_ways_that_bring_something(
    client: Client, listed: dict[str, Need]
) -> None:
    response = client.get("/needs/?q=水泵&city=3305&state=listed")
    assert "年湖州没有待对接的“水泵”问题" in response.content.decode()
    ways = {way.label: way.count for way in response.context["alternatives"]}
    assert ways == {"看全省的“水泵”问题": 1, "看全省所有“水泵”问题": 1, "不搜“水泵”，只按条件看": 1}
    for way in response.context["alternatives"]:
        assert len(titles(client, way.address)) == way.count


def test_pages_follow_one_another_without_gap(province: Province, client: Client) -> None:
    now = timezone.now()
    for number in range(45):
        make_need(province, title=f"第{number}件", listed_at=now - timedelta(hours=number))
    seen, address = [], "/needs/"
    while address:
        context = client.get(address).context
        seen += [need.title for need in context["page"].rows]
        key = context["page"].next_key
        address = f"/needs/?after={key}&seen={len(seen)}" if key else ""
    assert seen == [f"第{number}件" for number in range(45)]
    assert context["range"] == {"first": 41, "last": 45}


def test_htmx_gets_a_clean_address(client: Client, listed: dict[str, Need]) -> None:
    response = client.get("/needs/?q=&state=listed&sort=newest")
    assert response["HX-Push-Url"] == "/needs/?state=listed"


def test_no_name_of_an_enterprise_is_on_the_list(client: Client, listed: dict[str, Need]) -> None:
    page = client.get("/needs/").content.decode()
    assert "莫干精工" not in page
    assert "沈女士" not in page


def test_helpers_may_claim_from_the_list(as_: As, listed: dict[str, Need]) -> None:
    claims = {actor: "我来认领" in as_(actor).get("/needs/").content.decode() for actor in
              ("dong", "zhou", "nobody", "xu", "contact")}  # fmt: skip
    assert claims == {"dong": True, "zhou": True, "nobody": True, "xu": False, "contact": False}


@pytest.mark.parametrize("rows", [1, 50])
@pytest.mark.parametrize(("actor", "queries"), [("nobody", 5), ("xu", 12)])
def test_the_list_costs_the_same_at_1_and_at_50_rows(
    as_: As, province: Province, rows: int, actor: str, queries: int,
    django_assert_max_num_queries: Any,
) -> None:  # fmt: skip
    for _ in range(rows):
        make_need(province)
    browser = as_(actor)
    browser.get("/needs/")  # cities and regions are read once
    with django_assert_max_num_queries(queries):
        browser.get("/needs/?state=listed")
    with django_assert_max_num_queries(queries + 1):
        browser.get("/needs/?q=焊接")


# ---- the spreadsheet ----


def sheet(client: Client, work: Work, address: str = "") -> list[list[Any]]:
    content = fetched(client, work, f"/needs/export/{address}")
    return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()[HEAD:]


def test_the_spreadsheet_holds_what_the_filter_shows(
    client: Client, listed: dict[str, Need], work: Work
) -> None:
    head, *rows = sheet(client, work, "?q=焊接")
    assert head[:2] == ["编号", "标题"]
    assert [row[1] for row in rows] == ["焊接返工", "不锈钢焊接变形怎么减少"]


def test_enterprises_are_named_in_it_only_where_they_agreed(
    province: Province, client: Client, work: Work
) -> None:
    make_need(province, visibility=Visibility.MASKED)
    make_need(province, visibility=Visibility.OPEN)
    assert [row[-1] for row in sheet(client, work)[1:]] == ["德清县莫干精工机械有限公司", ""]


def test_a_formula_in_it_is_only_text(province: Province, client: Client, work: Work) -> None:
    make_need(province, title='=HYPERLINK("http://example.org")')
    assert sheet(client, work)[1][1] == '=HYPERLINK("http://example.org")'


def test_nobody_takes_away_everything_at_once(
    province: Province, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_need(province)
    monkeypatch.setattr("hongmajia.needs.views.listing.MAX_EXPORTED", 0)
    response = client.post("/needs/export/")
    assert response.status_code == 409
    assert "缩小范围" in response.content.decode()


def test_the_seventh_spreadsheet_in_ten_minutes_is_refused(
    province: Province, client: Client, work: Work
) -> None:
    make_need(province)
    for number in range(EXPORTED.most):
        assert client.post(f"/needs/export/?q={number}").status_code == 302
        work()
    answer = client.post("/needs/export/?q=last")
    assert answer.status_code == 429
    assert 540 < int(answer["Retry-After"]) <= 600
    assert "请10分钟以后再来" in answer.content.decode()
    assert client.post("/needs/export/?q=last", REMOTE_ADDR="192.0.2.7").status_code == 302
    work()
    client.force_login(province.xu)  # an account has a share of its own
    assert client.post("/needs/export/?q=further").status_code == 302
