"""Who went to a service: chosen from the roll, or written by the helper."""

from collections.abc import Callable

import pytest
from django.test import Client

from hongmajia.engagements.actions import accept, propose
from hongmajia.needs.models import Need
from hongmajia.people.models import Team, TeamMembership
from hongmajia.services.models import Activity
from tests.actors import Province

from .conftest import arrange

WRITTEN = {
    "done": "带着焊了3件。", "result": "solved", "visitors": "2", "learners": "1", "length": "4",
    "s-TOTAL_FORMS": "0", "s-INITIAL_FORMS": "0", "t-TOTAL_FORMS": "0", "t-INITIAL_FORMS": "0",
}  # fmt: skip


@pytest.fixture
def team_visit(province: Province, need: Need) -> Activity:
    """A visit of a team of whose members nobody is on the roll, which Wu writes down for it."""
    TeamMembership.objects.all().delete()
    Team.objects.update(leader=None)
    asked = propose(need=need, helper=province.team, actor=province.xu, overrule="说好了")
    return arrange(province, accept(engagement=asked, actor=province.wu))


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("王师傅、李师傅", ["王师傅", "李师傅"]),
        ("3人", ["队员3人"]),
        ("王师傅，2", ["王师傅", "队员2人"]),
        ("３位", ["队员3人"]),
    ],
)
def test_a_team_with_nobody_on_the_roll_writes_its_record(
    as_: Callable[[str], Client], team_visit: Activity, typed: str, stored: list[str]
) -> None:
    page = as_("wu").get(f"/activities/{team_visit.pk}/record/").content.decode()
    assert 'name="helpers"' not in page
    assert "谁去了" in page

    as_("wu").post(f"/activities/{team_visit.pk}/record/", {**WRITTEN, "companions": typed})

    assert [seat.name for seat in team_visit.attendances.all()] == stored
    assert not team_visit.attendances.filter(helper__isnull=False).exists(), "counts no 服务人次"


@pytest.mark.parametrize("typed", ["", "、", "0"])
def test_somebody_went(as_: Callable[[str], Client], team_visit: Activity, typed: str) -> None:
    answer = as_("wu").post(
        f"/activities/{team_visit.pk}/record/", {**WRITTEN, "companions": typed}
    )
    assert answer.status_code == 422
    assert "请写谁去了，至少一位" in answer.content.decode()
    assert not team_visit.attendances.exists()
