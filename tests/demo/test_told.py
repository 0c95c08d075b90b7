"""The demonstration tells what the press page tells: each number stands in its records."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from pytest_django import DjangoDbBlocker

from hongmajia.campaigns.models import Campaign
from hongmajia.cases.models import Quota
from hongmajia.events.queries import heads_by_group, total_of
from hongmajia.insights.measures import BY_NAME
from hongmajia.insights.models import ReportedTotal
from hongmajia.insights.queries import Tally
from hongmajia.insights.scope import Scope
from hongmajia.meetings.models import Meeting
from hongmajia.meetings.queries import answers_of, tally
from hongmajia.needs.models import Need
from hongmajia.people.models import Team
from hongmajia.publicity.models import Project
from hongmajia.services.models import Activity
from hongmajia.unions.models import Season, Union

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def told(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The demonstration, loaded once."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("demo", verbosity=0)
        yield
        transaction.set_rollback(True)


def counted(union: str, name: str) -> int:
    """An indicator of the present season for a union and those below it."""
    season: Any = Season.objects.current()
    scope = Scope(season, Union.objects.get(name=union))
    return int(Tally(scope, [BY_NAME[name]]).value(BY_NAME[name]) or 0)


@pytest.mark.usefixtures("told")
class TestTold:
    def test_the_province_has_five_projects_and_teams_sent_by_its_association(self) -> None:
        projects = Project.objects.filter(level=1).prefetch_related("hosts")
        assert projects.count() == 5
        assert Team.objects.filter(sent_by="浙江省劳模协会").count() == 4
        assert all("（演示）" in one.name for one in projects)

    @pytest.mark.parametrize(
        ("union", "name", "number"),
        [
            ("湖州市总工会", "flags", 6),
            ("衢州市总工会", "flags", 9),
            ("衢州市总工会", "sealed", 20),
            ("建德市总工会", "heads_delegate", 63),
            ("建德市总工会", "heads_public", 125),
            ("浙能集团工会", "recruited", 47),
            ("浙能集团工会", "flags", 4),
            ("浙能集团工会", "needs_collected", 62),
            ("浙能集团工会", "firms_asked", 29),
        ],
    )
    def test_a_number_of_the_page_is_counted(self, union: str, name: str, number: int) -> None:
        assert counted(union, name) == number

    def test_more_than_160_people_came_to_the_opening_of_quzhou(self) -> None:
        opening = Activity.objects.get(title="让劳模精神传递下去（演示）")
        assert total_of(heads_by_group(opening)).came > 160

    def test_what_was_before_stands_as_reported_totals(self) -> None:
        rows = ReportedTotal.objects.values_list("union__name", "indicator", "amount")
        found = {(union, name): int(amount) for union, name, amount in rows}
        assert found == {
            ("湖州市总工会", "sessions"): 5315,
            ("湖州市总工会", "suggestions"): 50_000,
            ("婺城区总工会", "sessions"): 90,
            ("婺城区总工会", "visits"): 500,
            ("婺城区总工会", "needs_solved"): 100,
        }

    def test_wucheng_has_two_teams_since_2019_each_with_its_leader(self) -> None:
        teams = Team.objects.filter(helper__union__name="婺城区总工会", founded_on__year=2019)
        assert teams.count() == 2
        assert all(team.memberships.filter(role="leader").exists() for team in teams)

    def test_a_meeting_for_many_has_all_three_answers(self) -> None:
        meeting = Meeting.objects.get()
        found = tally(answers_of(meeting))
        assert (found.asked, found.helped, found.not_helped, found.waiting) == (4, 2, 1, 1)
        assert meeting.listeners.count() == 1
        asked = Need.objects.filter(engagements__activities=meeting.activity)
        states = Counter(asked.values_list("state", flat=True))
        assert states == {"confirmed": 2, "reopened": 1, "solved": 1}

    def test_the_cities_may_nominate_fifty_cases(self) -> None:
        amounts = Quota.objects.values_list("amount", flat=True)
        assert (len(amounts), sum(amounts)) == (11, 50)

    def test_campaigns_keep_their_names(self) -> None:
        names = set(Campaign.objects.values_list("name", flat=True))
        assert "“劳动创造幸福”主题宣传月（演示）" in names
        assert {name for name in names if "×" in name} == set()
        assert len(names) == 7
