"""The rolls as spreadsheets: full names for who keeps them, numbers only when asked for."""

import io
from collections.abc import Callable

import pytest
from django.test import Client

from hongmajia.core.importers import importer_of
from hongmajia.core.imports import check
from hongmajia.core.models import Event
from hongmajia.core.spreadsheets import Table, read_table
from hongmajia.people.enums import HelperVerb, HonourLevel
from hongmajia.people.models import Helper
from tests.actors import Province, artisan
from tests.exports import fetched

Work = Callable[[], None]


@pytest.fixture
def li(province: Province) -> Helper:
    """李明 of Deqing, with a number and an honour, who keeps their name to the union."""
    found = artisan("李明", "焊工", province.deqing, "330521", specialities=["薄板", "管道"])
    found.artisan.phone = "13700000003"
    found.artisan.save()
    found.honours.create(
        title="浙江工匠", level=HonourLevel.PROVINCE_MEDAL, awarded_by="浙江省总工会", year=2021
    )
    return found


@pytest.fixture
def roll(client: Client, province: Province, work: Work) -> Callable[[str], Table]:
    """The roll that the cadre of Deqing exports, read as its import reads it."""
    client.force_login(province.xu)

    def read(address: str) -> Table:
        kind = address.split("/")[1]
        content = io.BytesIO(fetched(client, work, address))
        return read_table(content, wanted=importer_of(kind).wanted)

    return read


def test_the_roll_has_full_names_and_no_numbers(
    roll: Callable[[str], Table], li: Helper, province: Province
) -> None:
    (row,) = roll("/artisans/export/").rows
    assert (row.cells["姓名"], row.cells["专长"]) == ("李明", "薄板、管道")
    assert row.cells["荣誉"] == "浙江工匠（浙江省总工会，2021年）"
    assert "手机号" not in row.cells
    assert not Event.objects.filter(verb=HelperVerb.REVEALED).exists()


def test_taking_numbers_away_is_logged_one_by_one(
    roll: Callable[[str], Table], li: Helper, province: Province
) -> None:
    (row,) = roll("/artisans/export/?phones=1").rows
    assert row.cells["手机号"] == "13700000003"
    event = Event.objects.get(verb=HelperVerb.REVEALED)
    assert (event.actor, event.story) == (province.xu, li.story)


def test_a_roll_that_comes_back_unchanged_changes_nothing(
    roll: Callable[[str], Table], li: Helper, province: Province
) -> None:
    found = check(importer_of("artisans"), roll("/artisans/export/?phones=1"), province.xu)
    assert (found.faults, found.ignored) == ([], [])
    ((_row, form),) = found.forms
    assert (form.existing, form.changes()) == (li, [])


def test_the_roll_of_teams_names_leader_and_members(
    client: Client, province: Province, work: Work
) -> None:
    client.force_login(province.fang)
    content = io.BytesIO(fetched(client, work, "/teams/export/"))
    rows = read_table(content, wanted=importer_of("teams").wanted).rows
    (row,) = [row for row in rows if row.cells["队名"] == province.team.name]
    assert row.cells["队长"] == province.team.team.leader.helper.name
