"""Setting up a house: unions by region or from a spreadsheet, proposed dates, targets as a grid."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hongmajia.core.acts import sentence
from hongmajia.core.clocks import forget_special_days
from hongmajia.core.errors import Refused
from hongmajia.core.importers import importer_of
from hongmajia.core.imports import Checked, check, no_progress, write
from hongmajia.core.models import Event, Holiday
from hongmajia.core.spreadsheets import read_table
from hongmajia.unions import actions
from hongmajia.unions.divisions import divisions_of
from hongmajia.unions.enums import Indicator, Stage, UnionKind
from hongmajia.unions.facts import StageDates
from hongmajia.unions.models import Region, Season, SeasonStage, Target, Union
from hongmajia.unions.proposing import initial_season, proposals
from tests.actors import Province, below
from tests.core.workbooks import uploaded, workbook
from tests.exports import fetched

BACKEND = "django.contrib.auth.backends.ModelBackend"


def regions(*codes: str) -> list[Region]:
    return list(Region.objects.filter(pk__in=codes))


def above(union: Union) -> str:
    return str(Union.objects.get_parent(union))


# --- unions by region -----------------------------------------------------------------------


def test_ticked_places_get_a_union_below_that_of_their_city(province: Province) -> None:
    made = actions.add_unions_of(
        actor=province.fang,
        host=province.province,
        regions=regions("330523", "330200", "330281", "330521", "331102"),
    )
    assert {str(union): above(union) for union in made} == {
        "宁波市总工会": "浙江省总工会",
        "余姚市总工会": "宁波市总工会",  # ticked together with its city
        "安吉县总工会": "湖州市总工会",  # the city has one already
        "莲都区总工会": "浙江省总工会",  # the city has none
    }
    assert not Union.objects.filter(name="德清县总工会").exclude(pk=province.deqing.pk).exists()


def test_a_city_is_offered_its_own_counties(province: Province) -> None:
    (huzhou,) = divisions_of(province.huzhou)
    assert [county.region.name for county in huzhou.counties if county.union] == ["德清县"]
    assert {county.region.parent_id for county in huzhou.counties} == {"330500"}
    assert divisions_of(province.deqing) == []
    assert len(divisions_of(province.province)) == 11


def test_the_page_of_places(client: Client, province: Province) -> None:
    client.force_login(province.fang, backend=BACKEND)
    url = reverse("union_regions", args=[province.province.pk])
    page = client.get(url).content.decode()
    assert page.count("checked") == 9  # eleven cities, of which two have a union
    nothing = client.post(url, {})
    assert (nothing.status_code, "请至少选一个地方" in nothing.content.decode()) == (422, True)
    answer = client.post(url, {"regions": ["330200", "330281"]}, follow=True)
    assert "建好了2个工会" in answer.content.decode()


# --- unions from a spreadsheet --------------------------------------------------------------

UNION_HEADINGS = ["工会名称", "层级", "上级工会", "地区"]


def read(kind: str, actor: Any, *rows: list[Any]) -> Checked:
    return check(importer_of(kind), read_table(uploaded(workbook(*rows))), actor)


def test_a_table_of_unions_may_hold_those_above(province: Province) -> None:
    found = read(
        "unions", province.fang, UNION_HEADINGS,
        ["宁波市总工会", "市", "浙江省总工会", "宁波市"],
        ["余姚市总工会", "县（市、区）", "宁波市总工会", "余姚市"],
    )  # fmt: skip
    assert found.faults == []
    written = write(importer_of("unions"), found.table, province.fang, no_progress)
    assert written.faults == []
    made = Union.objects.get(name="余姚市总工会")
    assert (above(made), made.region_id) == ("宁波市总工会", "330281")
    assert written.made[1] == ("余姚市总工会", reverse("union", args=[made.pk]))


def test_each_wrong_union_of_a_table_is_told(province: Province) -> None:
    found = read(
        "unions", province.shen, UNION_HEADINGS,
        ["德清县总工会", "县（市、区）", "湖州市总工会", "德清县"],
        ["宁波市总工会", "市", "湖州市总工会", ""],
        ["东阳市总工会", "县（市、区）", "金华市总工会", ""],
    )  # fmt: skip
    assert [(fault.row, fault.column) for fault in found.faults] == [
        (2, "工会名称"), (3, "层级"), (4, "上级工会")
    ]  # fmt: skip
    late = read(
        "unions", province.fang, UNION_HEADINGS,
        ["余姚市总工会", "县（市、区）", "宁波市总工会", ""],
        ["宁波市总工会", "市", "浙江省总工会", ""],
    )  # fmt: skip
    (fault,) = write(importer_of("unions"), late.table, province.fang, no_progress).faults
    assert "要排在这一行的前面" in fault.message


# --- the proposed season --------------------------------------------------------------------


def test_without_an_earlier_season_each_stage_is_a_month_from_march(province: Province) -> None:
    Season.objects.all().delete()
    found = proposals(province.province, 2026)
    assert (found[0].starts, found[0].ends) == (date(2026, 3, 2), date(2026, 3, 31))  # 1: a Sunday
    assert (found[4].starts, found[4].ends) == (date(2026, 7, 1), date(2026, 7, 31))
    assert initial_season(province.province, 2026)["number_prefix"] == "浙2026"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "prefix"),
    [("湖南省总工会", "湘2026"), ("内蒙古自治区总工会", "蒙2026"), ("省总工会", "2026")],
)
def test_the_proposed_prefix_is_the_sign_of_the_own_province(name: str, prefix: str) -> None:
    host = Union.objects.add_root({"name": name, "kind": UnionKind.PROVINCE})
    assert initial_season(host, 2026)["number_prefix"] == prefix


def test_dates_are_those_of_the_season_before_on_working_days(province: Province) -> None:
    Season.objects.all().delete()
    last = Season.objects.create(
        union=province.province, year=2028, name="2028年", number_prefix="浙2028", match_days=9
    )
    for n, stage in enumerate(Stage):
        SeasonStage.objects.create(
            season=last, stage=stage, starts=date(2028, 2 + n, 29), ends=date(2028, 3 + n, 20)
        )
    Holiday.objects.create(date=date(2029, 3, 20), is_workday=False, name="节")
    forget_special_days()
    first = proposals(province.province, 2029)[0]
    assert first.starts == date(2029, 2, 28)  # a Wednesday; there is no 29th
    assert first.ends == date(2029, 3, 19)  # the 20th is free
    SeasonStage.objects.filter(stage=Stage.COLLECT).update(
        starts=date(2028, 4, 3), ends=date(2028, 4, 28)
    )
    whole = proposals(province.province, 2031)[0]  # April 2028 was used whole
    assert (whole.starts, whole.ends) == (date(2031, 4, 1), date(2031, 4, 30))
    initial = initial_season(province.province, 2029)
    assert (initial["number_prefix"], initial["match_days"]) == ("浙2029", 9)
    forget_special_days()


# --- targets --------------------------------------------------------------------------------


@pytest.fixture
def next_season(province: Province) -> Season:
    """The season of the year after the present one, still without targets."""
    year = province.season.year + 1
    months: StageDates = {
        s: (date(year, 3 + n, 1), date(year, 3 + n, 28)) for n, s in enumerate(Stage)
    }
    return actions.open_season(
        actor=province.fang, union=province.province, year=year, stages=months,
        name=f"{year}年", number_prefix=f"浙{year}",
    )  # fmt: skip


def test_the_grid_saves_what_changed(client: Client, province: Province) -> None:
    client.force_login(province.fang, backend=BACKEND)
    season, host = province.season, province.province
    url = reverse("season_targets", args=[season.pk, host.pk])
    typed = {f"{province.huzhou.pk}-cases": "12", f"{host.pk}-cases": "50"}
    saved = client.post(url, typed, follow=True).content.decode()
    assert "2个工会的目标改好了" in saved
    assert 'value="12"' in saved
    assert Event.objects.filter(verb="season.targets").count() == 2
    assert "没有改动" in client.post(url, typed, follow=True).content.decode()
    wrong = client.post(url, {**typed, f"{host.pk}-cases": "-1"})
    assert (wrong.status_code, "优秀案例数：不能是负数" in wrong.content.decode()) == (422, True)
    assert Target.objects.get(union=host).amount == 50


@pytest.mark.parametrize("more", [0, 48])
def test_the_grid_takes_ten_queries(
    client: Client, province: Province, django_assert_num_queries: Any, more: int
) -> None:
    for n in range(more):
        below(province.province, f"第{n}产业工会", UnionKind.INDUSTRY)
    client.force_login(province.fang, backend=BACKEND)
    url = reverse("season_targets", args=[province.season.pk, province.province.pk])
    client.get(url)  # holidays are read once
    with django_assert_num_queries(10):
        client.get(url)


def test_unions_without_targets_take_those_of_the_year_before(
    province: Province, next_season: Season
) -> None:
    about: dict[str, Any] = {"actor": province.fang, "season": province.season}
    actions.set_targets(**about, union=province.huzhou, amounts={Indicator.CASES: 5})
    actions.set_targets(**about, union=province.deqing, amounts={Indicator.CASES: 2})
    own: dict[str, Any] = {"actor": province.fang, "season": next_season}
    actions.set_targets(**own, union=province.huzhou, amounts={Indicator.SESSIONS: 9})
    assert actions.take_last_targets(**own) == 1
    assert actions.take_last_targets(**own) == 0
    assert set(next_season.targets.values_list("union__name", "indicator", "amount")) == {
        ("湖州市总工会", "sessions", 9),  # what it had is kept
        ("德清县总工会", "cases", 2),
    }
    event = Event.objects.get(verb="season.targets_taken")
    assert sentence(event) == f"方建民照{province.season.year}年给1个工会定目标"
    with pytest.raises(Refused, match="前几年没有定过目标"):
        actions.take_last_targets(**about)


def test_exported_targets_come_back_changed(
    client: Client, province: Province, work: Callable[[], None]
) -> None:
    season = province.season
    about: dict[str, Any] = {"actor": province.fang, "season": season}
    actions.set_targets(**about, union=province.deqing, amounts={Indicator.CASES: 2})
    client.force_login(province.fang, backend=BACKEND)
    url = reverse("season_targets_export", args=[season.pk])
    file = io.BytesIO(fetched(client, work, url))
    table = read_table(file, wanted=importer_of("targets").wanted)
    found = check(importer_of("targets"), table, province.fang)
    assert (found.faults, found.ignored) == ([], [])
    changed = read(
        "targets", province.fang, ["年度", "工会", "活动场次"], [season.year, "德清县总工会", 24]
    )
    assert write(importer_of("targets"), changed.table, province.fang, no_progress).faults == []
    # The column of cases is not in this table, so they stay.
    assert dict(season.targets.values_list("indicator", "amount")) == {"cases": 2, "sessions": 24}
    foreign = read(
        "targets", province.xu, ["年度", "工会", "活动场次"], [season.year, "德清县总工会", 1]
    )
    assert [fault.column for fault in foreign.faults] == ["年度"]
