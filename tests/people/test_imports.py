"""Artisans and teams from a spreadsheet, by the same actions as from the forms."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from hongmajia.core.enums import ImportState
from hongmajia.core.importers import importer_of
from hongmajia.core.imports import check
from hongmajia.core.models import Event, ImportJob
from hongmajia.core.spreadsheets import read_table
from hongmajia.people.enums import HelperVerb, HonourLevel, SkillGrade, TeamRole
from hongmajia.people.honours import level_of, read_honours
from hongmajia.people.models import Helper
from hongmajia.people.rosters import read_roster
from tests.actors import Province, artisan
from tests.core.workbooks import uploaded, workbook

Bring = Callable[..., ImportJob]

DING = {
    "姓名": "丁建国", "手机号": "13700000003", "所属工会": "湖州市总工会", "工种、专业": "焊工",
    "技能等级": "高级技师", "入行年份": 1995, "专长": "排水管道焊接、薄板", "荣誉": "",
    "地区": "吴兴区", "每周最多接几单": "",
}  # fmt: skip

TEAM = {
    "队名": "湖州市工会金牌技术服务队（焊接）", "所属工会": "湖州市总工会", "工种、专业": "焊接",
    "队长": "董师傅", "队员": "", "授旗日期": "", "授旗单位": "",
}  # fmt: skip


def sheet(*rows: dict[str, Any]) -> bytes:
    return workbook(list(rows[0]), *(list(row.values()) for row in rows))


def faults(kind: str, actor: Any, *rows: dict[str, Any]) -> list[tuple[int, str, str]]:
    """Row, column and message of each fault."""
    found = check(importer_of(kind), read_table(uploaded(sheet(*rows))), actor)
    return [(fault.row, fault.column, fault.message) for fault in found.faults]


@pytest.fixture
def bring(
    client: Client,
    province: Province,
    work: Callable[[], None],
    django_capture_on_commit_callbacks: Any,
) -> Bring:
    """Upload as the city's cadre, and say yes to the preview."""

    def go(kind: str, *rows: dict[str, Any]) -> ImportJob:
        client.force_login(province.shen, backend="django.contrib.auth.backends.ModelBackend")
        with django_capture_on_commit_callbacks(execute=True):
            file = {"file": uploaded(sheet(*rows))}
            client.post(reverse("import_upload", args=[kind]), file)
        work()
        job = ImportJob.objects.get()
        with django_capture_on_commit_callbacks(execute=True):
            client.post(reverse("import_confirm", args=[job.pk]))
        work()
        job.refresh_from_db()
        return job

    return go


# ---- artisans ----


def test_a_city_brings_in_its_artisans(bring: Bring, province: Province) -> None:
    honours = "浙江工匠（浙江省总工会，2021年）；湖州市劳动模范"
    other = {**DING, "姓名": "李明", "手机号": "", "荣誉": honours, "每周最多接几单": 5}
    assert bring("artisans", DING, other).state == ImportState.DONE

    ding, li = Helper.objects.filter(union=province.huzhou, pk__gt=province.team.pk).order_by("pk")
    assert (ding.name, str(ding)) == ("丁建国", "丁师傅")
    assert (ding.artisan.phone, ding.artisan.trade_since) == ("13700000003", 1995)
    assert ding.artisan.skill_grade == SkillGrade.SENIOR_TECHNICIAN
    assert (ding.specialities, ding.region_id) == (["排水管道焊接", "薄板"], "330502")
    assert (ding.weekly_capacity, li.weekly_capacity) == (2, 5)
    assert [(h.title, h.level, h.awarded_by, h.year) for h in li.honours.all()] == [
        ("浙江工匠", HonourLevel.PROVINCE_MEDAL, "浙江省总工会", 2021),
        ("湖州市劳动模范", HonourLevel.CITY_MODEL, "", None),
    ]
    assert Event.objects.filter(verb=HelperVerb.REGISTERED, actor=province.shen).count() == 2


def test_a_new_artisan_without_a_place_is_where_their_union_is(
    bring: Bring, province: Province
) -> None:
    elsewhere = {**DING, "姓名": "李明", "手机号": "", "地区": "", "所在地": "福建泉州"}
    nowhere = {**DING, "地区": "", "所在地": ""}
    assert bring("artisans", nowhere, elsewhere).state == ImportState.DONE
    places = Helper.objects.filter(name__in=["丁建国", "李明"]).order_by("pk")
    assert [one.region_id for one in places] == [province.huzhou.region_id, None]


def test_a_table_without_a_union_is_of_the_union_of_whoever_imports_it(
    bring: Bring, client: Client, province: Province
) -> None:
    row = {name: cell for name, cell in DING.items() if name != "所属工会"}
    job = bring("artisans", row)
    assert job.state == ImportState.DONE
    assert Helper.objects.get(name="丁建国").union == province.huzhou
    page = client.get(reverse("import_job", args=[job.pk])).content.decode()
    assert "每一行都按您自己的工会算：湖州市总工会" in page


@pytest.mark.parametrize("written", ["137 0000 0003", "１３７００００００３３", "+86 13700000003"])
def test_a_number_is_read_as_people_write_it(province: Province, written: str) -> None:
    assert faults("artisans", province.shen, {**DING, "手机号": written}) == []


@pytest.mark.parametrize(
    ("changes", "column", "said"),
    [
        ({"姓名": ""}, "姓名", "这一格不能空"),
        ({"手机号": "1370000000"}, "手机号", "手机号少了1位"),
        ({"所属工会": "婺城区总工会"}, "所属工会", "没有找到“婺城区总工会”"),
        ({"技能等级": "八级工"}, "技能等级", "没有“八级工”这一项"),
        ({"入行年份": 1900}, "入行年份", "1930"),
        ({"专长": "焊" * 21}, "专长", "最多20个字"),
        ({"荣誉": "（2021年）"}, "荣誉", "没看懂“（2021年）”"),
        ({"地区": "吴兴曲"}, "地区", "是不是“吴兴”"),
        ({"每周最多接几单": 21}, "每周最多接几单", "20"),
    ],
)
def test_each_fault_of_an_artisan_is_reported_in_its_cell(
    province: Province, changes: dict[str, Any], column: str, said: str
) -> None:
    ((row, where, message),) = faults("artisans", province.shen, {**DING, **changes})
    assert (row, where) == (2, column)
    assert said in message


def test_the_same_number_twice_in_one_file(province: Province) -> None:
    ((row, _column, message),) = faults("artisans", province.shen, DING, {**DING, "姓名": "丁"})
    assert (row, message) == (3, "和第2行重复，请留一行。")


def test_the_same_person_twice_in_one_file_is_told_when_it_is_checked(province: Province) -> None:
    without_number = {**DING, "手机号": ""}
    ((row, column, message),) = faults("artisans", province.shen, without_number, without_number)
    assert (row, column, message) == (3, "姓名", "和第2行重复，请留一行。")
    padded = {**DING, "姓名": "丁 建国"}
    assert [row for row, *_ in faults("artisans", province.shen, without_number, padded)] == [3]
    other_trade = {**without_number, "工种、专业": "车工"}
    assert faults("artisans", province.shen, without_number, other_trade) == []


def test_checking_takes_the_same_queries_for_one_row_and_for_fifty(
    province: Province, django_assert_max_num_queries: Any
) -> None:
    for count in (1, 50):
        rows = [{**DING, "姓名": f"丁{n}", "手机号": str(13700000000 + n)} for n in range(count)]
        with django_assert_max_num_queries(5):
            assert faults("artisans", province.shen, *rows) == []


# ---- artisans who are on the roll already ----


@pytest.fixture
def ding(province: Province) -> Helper:
    """丁建国, welder of Huzhou, with a number, a firm and an honour."""
    found = artisan("丁建国", "焊工", province.huzhou, "330502", workplace="湖州容器厂")
    found.specialities = ["薄板"]
    found.save()
    found.artisan.phone = "13700000003"
    found.artisan.save()
    found.honours.create(title="浙江工匠", level=HonourLevel.PROVINCE_MEDAL, year=2021)
    return found


def test_an_artisan_on_the_roll_is_changed_and_nothing_is_emptied(
    bring: Bring, ding: Helper, client: Client
) -> None:
    row = {
        **DING,
        "专长": "",
        "荣誉": "浙江工匠；湖州市劳动模范",
        "工种、专业": "氩弧焊",
        "入行年份": "",
    }
    job = bring("artisans", row, {**DING, "姓名": "李明", "手机号": ""})
    assert (job.report["new"], job.report["changed"], job.report["unchanged"]) == (1, 1, 0)
    ((change),) = job.report["changes"]
    assert (change["row"], change["name"]) == (2, "丁建国")
    assert change["what"] == [
        ["工种、专业", "焊工", "氩弧焊"],
        ["荣誉", "浙江工匠", "浙江工匠；湖州市劳动模范"],
    ]
    ding = Helper.objects.get(pk=ding.pk)
    assert (ding.trade, ding.specialities, ding.workplace) == ("氩弧焊", ["薄板"], "湖州容器厂")
    kept, added = ding.honours.all()
    assert (kept.title, kept.year, added.title) == ("浙江工匠", 2021, "湖州市劳动模范")
    assert Event.objects.get(verb=HelperVerb.CHANGED).data["fields"] == "工种、专业、荣誉"


def test_the_preview_says_what_a_row_changes(
    client: Client, ding: Helper, province: Province, work: Callable[[], None],
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    client.force_login(province.shen, backend="django.contrib.auth.backends.ModelBackend")
    row = {**DING, "手机号": "13700000099", "单位": "湖州容器厂", "专长": "薄板、管道"}
    row |= {"技能等级": "技师", "入行年份": ""}
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("import_upload", args=["artisans"]), {"file": uploaded(sheet(row))})
    work()
    page = client.get(reverse("import_job", args=[ImportJob.objects.get().pk])).content.decode()
    assert "新登记0，更新1，没有变化0" in page
    assert "<td>137****0003</td><td>137****0099</td>" in page
    assert "<td>薄板</td><td>薄板、管道</td>" in page
    assert "<td>高级技师</td><td>技师</td>" in page


def test_a_number_of_somebody_else_is_no_reason_to_rename_them(
    province: Province, ding: Helper
) -> None:
    ((_row, column, said),) = faults("artisans", province.shen, {**DING, "姓名": "丁卫东"})
    assert (column, said) == ("姓名", "这个手机号在名册上是丁建国的，姓名对不上，请核对。")


def test_a_namesake_of_another_firm_is_somebody_else(province: Province, ding: Helper) -> None:
    row = {**DING, "手机号": "13700000088", "单位": "德清轴承厂"}
    found = check(importer_of("artisans"), read_table(uploaded(sheet(row))), province.shen)
    assert [form.existing for _row, form in found.forms] == [None]


def test_who_cannot_be_told_from_a_namesake_is_asked_about(
    province: Province, ding: Helper
) -> None:
    row = {**DING, "手机号": "", "工种、专业": "车工"}
    ((_row, column, said),) = faults("artisans", province.shen, row)
    assert (column, said[:13]) == ("姓名", "名册上已有丁建国（焊工）。")


def test_a_missing_firm_is_filled_in(province: Province) -> None:
    li = artisan("李明", "焊工", province.huzhou, "330502")
    row = {**DING, "姓名": "李明", "手机号": "", "单位": "湖州容器厂"}
    found = check(importer_of("artisans"), read_table(uploaded(sheet(row))), province.shen)
    assert [form.existing for _row, form in found.forms] == [li]


def test_two_rows_about_one_person_are_a_fault(province: Province, ding: Helper) -> None:
    by_firm = {**DING, "手机号": "", "单位": "湖州容器厂"}
    ((row, _column, said),) = faults("artisans", province.shen, DING | {"单位": ""}, by_firm)
    assert (row, said) == (3, "和第2行是同一条记录，请留一行。")


# ---- teams ----


def test_a_team_comes_with_leader_groups_and_flag(bring: Bring, province: Province) -> None:
    for name in ("丁卫东", "陈平"):
        artisan(name, "焊工", province.huzhou, "330502")
    row = {
        **TEAM,
        "队员": "焊接工艺组：董师傅、丁卫东；检测组：陈平",
        "授旗日期": "2026-05-01",
        "授旗单位": "湖州市总工会",
    }
    assert bring("teams", row).state == ImportState.DONE
    team = Helper.objects.get(name="湖州市工会金牌技术服务队（焊接）").team
    assert team.leader == province.dong_helper.artisan
    assert (team.flag_awarded_on, team.flag_awarded_by) == (date(2026, 5, 1), province.huzhou)
    seats = team.memberships.order_by("pk")
    assert [(s.artisan.helper.name, s.group.name, s.role) for s in seats] == [
        ("董师傅", "焊接工艺组", TeamRole.LEADER),
        ("丁卫东", "焊接工艺组", TeamRole.MEMBER),
        ("陈平", "检测组", TeamRole.MEMBER),
    ]


@pytest.mark.parametrize(
    ("changes", "column", "said"),
    [
        ({"队长": "周师傅"}, "队长", "名册上没有“周师傅”"),
        ({"队员": "焊接组：丁卫东"}, "队员", "名册上没有“丁卫东”"),
        ({"授旗日期": "2026-05-01"}, "授旗日期", "要么都填，要么都空着"),
        ({"授旗日期": "五一", "授旗单位": "湖州市总工会"}, "授旗日期", "日期"),
        ({"授旗日期": "2199-05-01", "授旗单位": "湖州市总工会"}, "授旗日期", "还没到"),
        ({"授旗日期": "2999-05-01", "授旗单位": "湖州市总工会"}, "授旗日期", "年份"),
        ({"授旗日期": "2026-05-01", "授旗单位": "德清县总工会"}, "授旗单位", "它的上级"),
        ({"授旗日期": "2026-05-01", "授旗单位": "浙江省总工会"}, "授旗单位", "没有找到"),
    ],
)
def test_each_fault_of_a_team_is_reported_in_its_cell(
    province: Province, changes: dict[str, Any], column: str, said: str
) -> None:
    ((row, where, message),) = faults("teams", province.shen, {**TEAM, **changes})
    assert (row, where) == (2, column)
    assert said in message


def test_a_phone_number_tells_artisans_of_the_same_name_apart(province: Province) -> None:
    twins = [artisan("李明", "焊工", province.huzhou, "330502") for _twin in range(2)]
    twins[0].artisan.phone = "13700000009"
    twins[0].artisan.save()
    ((_row, _column, message),) = faults("teams", province.shen, {**TEAM, "队长": "李明"})
    assert message == "有2位“李明”，请改写手机号。"
    for known_by in ("13700000009", "137 0000 0009", "0009"):
        assert faults("teams", province.shen, {**TEAM, "队长": known_by}) == []


# ---- who may, and what cells mean ----


@pytest.mark.parametrize(
    ("kind", "first"),
    [("artisans", ["姓名", "手机号", "所属工会"]), ("teams", ["队名", "所属工会", "工种、专业"])],
)
def test_the_template_begins_with_who_it_is(kind: str, first: list[str]) -> None:
    columns = list(importer_of(kind).columns.values())
    assert [str(column.label) for column in columns][:3] == first
    assert len(columns) == len(importer_of(kind).form.base_fields)


@pytest.mark.one_database("rights are predicates in Python")
def test_those_who_keep_a_roll_may_import(client: Client, province: Province) -> None:
    for kind in ("artisans", "teams"):
        allowed = set()
        for name, user in province.actors.items():
            client.logout()
            if user:
                client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
            status = client.get(reverse("import_upload", args=[kind])).status_code
            allowed |= {name} if status == 200 else set()
        assert allowed == {"fang", "shen", "xu", "wu", "lu"}


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("全国劳动模范", HonourLevel.NATIONAL_MODEL),
        ("全国先进工作者", HonourLevel.NATIONAL_MODEL),
        ("全国五一劳动奖章", HonourLevel.NATIONAL_MEDAL),
        ("大国工匠年度人物", HonourLevel.NATIONAL_MEDAL),
        ("浙江省劳模", HonourLevel.PROVINCE_MODEL),
        ("浙江省五一劳动奖章", HonourLevel.PROVINCE_MEDAL),
        ("浙江大工匠", HonourLevel.PROVINCE_MEDAL),
        ("浙江工匠", HonourLevel.PROVINCE_MEDAL),
        ("浙江省首席技师", HonourLevel.PROVINCE_MEDAL),
        ("金华市劳模", HonourLevel.CITY_MODEL),
        ("湖州市工匠", HonourLevel.CITY_ARTISAN),
        ("德清县劳动模范", HonourLevel.COUNTY),
        ("农技站站长", HonourLevel.OTHER),
    ],
)
def test_the_level_of_a_title(title: str, level: HonourLevel) -> None:
    assert level_of(title) == level


@pytest.mark.parametrize(
    ("text", "by", "year"),
    [
        ("浙江工匠", "", None),
        ("浙江工匠（浙江省总工会，2021年）", "浙江省总工会", 2021),
        ("浙江工匠(浙江省总工会,2021)", "浙江省总工会", 2021),
        ("浙江工匠（2021年）", "", 2021),
        ("浙江工匠（浙江省总工会）", "浙江省总工会", None),
        ("2021年浙江工匠", "", 2021),
        ("2021浙江工匠", "", 2021),
        ("2021年度 浙江工匠（浙江省总工会）", "浙江省总工会", 2021),
        ("2021年5月被评为“浙江工匠”称号", "", 2021),
        ("浙江工匠 2021", "", 2021),
        ("浙江工匠２０２１年", "", 2021),
        ("浙江工匠，2021年", "", 2021),
        ("浙江工匠（2021年，浙江省总工会）", "浙江省总工会", 2021),
        ("浙江工匠、浙江工匠、无", "", None),
        ("浙江工匠(2021)", "", 2021),
        ("浙江工匠[2021]", "", 2021),
        ("荣获2021年浙江工匠", "", 2021),
        ("2021-05-01浙江工匠", "", 2021),
        ("2021年5月1日浙江工匠", "", 2021),
        ("2021年、浙江工匠。", "", 2021),
        ("浙江 工匠", "", None),
    ],
)
def test_an_honour_is_read_as_people_write_it(text: str, by: str, year: int | None) -> None:
    (honour,) = read_honours(text)
    assert (honour["title"], honour["awarded_by"], honour["year"]) == ("浙江工匠", by, year)


@pytest.mark.parametrize("text", ["无", "／", "", "——", "暂 无。"])
def test_no_honour_is_none(text: str) -> None:
    assert read_honours(text) == []


@pytest.mark.parametrize("between", ["、", "；", "，", "/", "\n", " ", "\u3000"])
def test_two_titles_are_two_honours(between: str) -> None:
    first, second = read_honours(f"2021年浙江工匠（浙江省总工会，2021年）{between}湖州市劳动模范")
    assert (first["title"], first["year"]) == ("浙江工匠", 2021)
    assert (second["title"], second["level"]) == ("湖州市劳动模范", HonourLevel.CITY_MODEL)


@pytest.mark.parametrize(
    "text",
    ["1.浙江工匠 2.湖州市劳动模范", "①浙江工匠②湖州市劳动模范", "（1）浙江工匠（2）湖州市劳动模范"],
)
def test_the_numbers_of_a_list_are_no_part_of_its_titles(text: str) -> None:
    assert [honour["title"] for honour in read_honours(text)] == ["浙江工匠", "湖州市劳动模范"]


@pytest.mark.parametrize("title", ["2019-2021年度先进班组", "第3届浙江工匠", "2035人才"])
def test_numbers_that_are_no_year_of_an_award_stay_in_the_title(title: str) -> None:
    (honour,) = read_honours(title)
    assert (honour["title"], honour["year"]) == (title, None)


@pytest.mark.parametrize(
    "text", ["（2021年）", "2021年", "浙江工匠（浙江省总工会，二〇二一年", "工" * 61]
)
def test_an_honour_that_cannot_be_read_is_named(text: str) -> None:
    with pytest.raises(ValidationError, match="没看懂"):
        read_honours(text)


def test_a_roster_is_read_group_by_group() -> None:
    assert read_roster("焊接组：丁卫东（组长）、李\u3000明；检测组: 陈平/李 明") == [
        ("焊接组", "丁卫东", True),
        ("焊接组", "李明", False),
        ("检测组", "陈平", False),
    ]
    assert read_roster("丁卫东（组长），李明") == [("", "丁卫东", False), ("", "李明", False)]
    assert read_roster("队长：丁卫东；队员：李明 陈平") == [
        ("", "丁卫东", False), ("", "李明", False), ("", "陈平", False),
    ]  # fmt: skip
    assert read_roster("") == []


@pytest.mark.parametrize(
    "text",
    [
        "队长：丁卫东，队员：李明", "组长：丁卫东 组员：李明", "组长 丁卫东 组员 李明",
        "队长丁卫东、队员李明", "丁卫东【组长】、李明[组员]", "1.丁卫东（组长） 2.李明",
    ],
)  # fmt: skip
def test_a_role_is_no_part_of_a_name(text: str) -> None:
    assert read_roster(text) == [("", "丁卫东", False), ("", "李明", False)]


# ---- spellings ----


@pytest.mark.parametrize("name", ["李\u3000明", "李 明", "李\xa0明", "\u202d李明\u202c"])
def test_a_padded_name_is_the_name(bring: Bring, province: Province, name: str) -> None:
    bring("artisans", {**DING, "姓名": name})
    assert Helper.objects.get(pk__gt=province.team.pk).name == "李明"


def test_one_person_written_in_three_ways_is_told_at_checking(province: Province) -> None:
    rows = [{**DING, "姓名": name, "手机号": ""} for name in ("李\u3000明", "李 明", "李\xa0明")]
    assert faults("artisans", province.shen, *rows) == [
        (3, "姓名", "和第2行重复，请留一行。"),
        (4, "姓名", "和第2行重复，请留一行。"),
    ]


def test_who_stands_on_the_roll_is_known_in_every_spelling(province: Province) -> None:
    li = artisan("李明", "焊工", province.huzhou, "330502")
    row = {**DING, "姓名": "李 明", "手机号": "", "单位": ""}
    found = check(importer_of("artisans"), read_table(uploaded(sheet(row))), province.shen)
    assert [form.existing for _row, form in found.forms] == [li]


def test_a_name_that_was_stored_with_blanks_is_found(province: Province) -> None:
    """Rows of earlier versions; their key is filled by the migration."""
    old = artisan("李明", "焊工", province.huzhou, "330502")
    Helper.objects.filter(pk=old.pk).update(name="李\u3000明")
    assert faults("teams", province.shen, {**TEAM, "队长": "李明"}) == []


@pytest.mark.parametrize(
    "members", ["李\u3000明、王建国", "李明/王建国", "王建国（组长） 李 明", "队员：李明，王建国"]
)
def test_a_roster_is_read_in_every_spelling(bring: Bring, province: Province, members: str) -> None:
    for name in ("李明", "王建国"):
        artisan(name, "焊工", province.huzhou, "330502")
    job = bring("teams", {**TEAM, "队长": "李 明（队长）", "队员": members})
    assert job.state == ImportState.DONE
    team = Helper.objects.teams().latest("pk").team
    assert team.leader.helper.name == "李明"
    assert {m.artisan.helper.name for m in team.memberships.all()} == {"李明", "王建国"}


def test_a_slip_in_the_name_of_a_member_gets_the_right_one_suggested(province: Province) -> None:
    artisan("王建国", "焊工", province.huzhou, "330502")
    ((_row, _column, message),) = faults("teams", province.shen, {**TEAM, "队员": "王健国"})
    assert message == "名册上没有“王健国”，请先登记这位师傅。是不是“王建国”？"


def test_a_name_is_searched_for_in_every_spelling(province: Province) -> None:
    li = artisan("李明", "焊工", province.huzhou, "330502")
    for words in ("李 明", "李\u3000明", "\u202d李明\u202c"):
        assert li in Helper.objects.searching(words, province.shen)
    assert li not in Helper.objects.searching("王 明", province.shen)
