"""A team that is on the roll already is changed by an import, and nobody is lost."""

from datetime import date
from typing import Any

import pytest

from hongmajia.core.importers import importer_of
from hongmajia.core.imports import Checked, check, no_progress, write
from hongmajia.core.models import Event
from hongmajia.core.spreadsheets import read_table
from hongmajia.people.enums import HelperVerb, TeamRole
from hongmajia.people.models import Helper
from tests.actors import Province, artisan
from tests.core.workbooks import uploaded
from tests.people.test_imports import TEAM, sheet

MORE = {**TEAM, "单位": ""}


def brought(actor: Any, row: dict[str, Any]) -> Checked:
    table = read_table(uploaded(sheet(row)))
    return write(importer_of("teams"), table, actor, no_progress)


@pytest.fixture
def team(province: Province) -> Helper:
    """Dong's team in Huzhou, with two members in groups."""
    for name in ("丁卫东", "陈平"):
        artisan(name, "焊工", province.huzhou, "330502")
    row = {**MORE, "队员": "焊接工艺组：董师傅、丁卫东；检测组：陈平", "单位": "某某容器厂"}
    assert brought(province.shen, row).faults == []
    return Helper.objects.get(name=TEAM["队名"])


def places(team: Helper) -> dict[str, tuple[str, str]]:
    seats = team.team.memberships.select_related("group", "artisan__helper")
    return {seat.artisan.helper.name: (seat.group.name, seat.role) for seat in seats}


def test_what_a_row_names_is_changed_and_all_else_stays(province: Province, team: Helper) -> None:
    seated = Event.objects.filter(verb=HelperVerb.SEATED).count()
    row = {
        **MORE, "队长": "", "队员": "检测组：丁卫东", "工种、专业": "焊接检测",
        "授旗日期": "2026-05-01", "授旗单位": "湖州市总工会",
    }  # fmt: skip
    assert brought(province.shen, row).faults == []
    (same,) = Helper.objects.filter(name=TEAM["队名"])
    assert (same.trade, same.workplace) == ("焊接检测", "某某容器厂")
    assert places(same) == {
        "董师傅": ("焊接工艺组", TeamRole.LEADER),
        "丁卫东": ("检测组", TeamRole.MEMBER),
        "陈平": ("检测组", TeamRole.MEMBER),
    }
    assert (same.team.flag_awarded_on, same.team.flag_awarded_by) == (
        date(2026, 5, 1), province.huzhou,
    )  # fmt: skip
    assert Event.objects.filter(verb=HelperVerb.SEATED).count() == seated + 1


def test_the_preview_says_what_changes_and_a_second_time_nothing_does(
    province: Province, team: Helper
) -> None:
    row = {**MORE, "队长": "陈平", "队员": "检测组：陈平"}
    table = read_table(uploaded(sheet(row)))
    found = check(importer_of("teams"), table, province.shen)
    ((_row, form),) = found.changes
    assert [tuple(change) for change in form.changes()] == [
        ("队员", "陈平 检测组 队员", "陈平 检测组 队长")
    ]
    assert brought(province.shen, row).faults == []
    assert places(team)["董师傅"] == ("焊接工艺组", TeamRole.MEMBER)
    again = check(importer_of("teams"), table, province.shen)
    assert (again.met, again.changed) == (1, 0)


def test_two_teams_of_one_name_are_asked_about(province: Province, team: Helper) -> None:
    Helper.objects.filter(pk=team.pk).update(trade="起重")
    Helper.objects.create(kind="team", name=team.name, union=province.huzhou, trade="电工")
    table = read_table(uploaded(sheet(MORE)))
    ((fault),) = check(importer_of("teams"), table, province.shen).faults
    assert (fault.column, "2支" in fault.message) == ("队名", True)
