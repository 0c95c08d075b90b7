"""The demonstration has needs in every state, with events that the actions could have written."""

from collections import defaultdict
from collections.abc import Iterator

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from hongmajia.core.acts import sentence
from hongmajia.core.models import Event
from hongmajia.demo import synthetic
from hongmajia.demo.accounts import ROLES
from hongmajia.demo.facts import placed_needs, rows_of
from hongmajia.demo.tree import PASSWORD
from hongmajia.engagements.enums import OPEN
from hongmajia.engagements.models import Engagement
from hongmajia.needs.enums import NeedState
from hongmajia.needs.models import Need, need_search
from hongmajia.needs.states import TRANSITIONS
from hongmajia.people.fitness import lacking
from hongmajia.people.models import Helper, Team
from hongmajia.services.actions import issue_certificate
from hongmajia.services.certifying import certified_services
from hongmajia.unions.enums import Stage, UnionKind
from hongmajia.unions.models import Enterprise, Season, Union, User
from hongmajia.unions.validators import validate_credit_code

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="class")
def season(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The demonstration, loaded once; each test undoes what it changes, the class the rest."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("demo", verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.mark.usefixtures("season")
class TestSeason:
    def test_every_city_and_county_has_its_union(self):
        tiers = Union.objects.filter(kind__in=(UnionKind.CITY, UnionKind.COUNTY))
        assert tiers.filter(kind=UnionKind.CITY).count() == 11
        assert tiers.filter(kind=UnionKind.COUNTY).count() == 90
        assert Union.objects.filter(kind=UnionKind.GROUP).count() == 1
        assert Union.objects.filter(kind=UnionKind.INDUSTRY).count() == 1

    def test_every_state_is_shown(self):
        assert set(Need.objects.values_list("state", flat=True)) == set(NeedState.values)

    def test_some_needs_are_overdue_and_some_are_not(self):
        waiting = Need.objects.exclude(due_at=None)
        assert waiting.filter(due_at__lt=timezone.now()).exists()
        assert waiting.filter(due_at__gt=timezone.now()).exists()

    def test_the_season_is_in_the_middle_of_its_service(self):
        current = Season.objects.current()
        assert current is not None
        assert current.has_opened(Stage.COLLECT)
        assert current.has_opened(Stage.SERVE)
        assert not current.has_opened(Stage.REVIEW)

    def test_the_events_of_every_need_follow_the_table_of_transitions(self):
        steps = defaultdict(list)
        for event in Event.objects.filter(verb__startswith="need.").order_by("at", "id"):
            steps[event.subject_id].append(event)
        assert len(steps) > 40
        for need_id, events in steps.items():
            state = NeedState.DRAFT
            for event in events:
                assert event.from_state == state
                assert state in TRANSITIONS[event.verb].sources, event.verb
                assert event.to_state == TRANSITIONS[event.verb].target
                state = event.to_state
            assert Need.objects.get(pk=need_id).state == state

    def test_whoever_is_asked_on_site_has_the_licences_that_the_place_takes(self):
        engagements = Engagement.objects.filter(state__in=OPEN).select_related("need", "helper")
        dangerous = [one for one in engagements if one.need.licences]
        assert dangerous
        today = timezone.localdate()
        assert not [one for one in dangerous if lacking(one.helper, one.need.licences, today)]

    def test_certificates_can_be_issued_to_those_who_served(self):
        current = Season.objects.current()
        served = Helper.objects.filter(kind="artisan", attendances__activity__season=current)
        clear = [one for one in served.distinct() if certified_services(one, current)]
        assert clear
        for helper in clear:
            issue_certificate(
                helper=helper, season=current, actor=User.objects.get(username="city")
            )

    def test_every_event_can_be_put_into_words(self):
        for event in Event.objects.select_related("actor"):
            words = sentence(event)
            assert words
            assert "%(" not in words

    def test_a_merged_need_names_the_earlier_one(self):
        merged = Need.objects.get(state=NeedState.MERGED)
        assert merged.merged_into is not None
        assert merged.merged_into.title == merged.title

    def test_a_served_need_has_exactly_one_agreed_helper(self):
        served = Need.objects.filter(state__in=("matched", "in_service", "solved", "confirmed"))
        for need in served:
            assert Engagement.objects.agreed().filter(need=need).count() == 1

    def test_people_are_known_by_surname_only(self):
        for helper in Helper.objects.artisans():
            assert helper.name.endswith("师傅")
            assert len(helper.name) <= 4
        for user in User.objects.all():
            assert user.name[1:] in ("同志", "师傅", "先生", "女士")

    def test_enterprises_are_marked_as_demonstration_and_have_sound_codes(self):
        for enterprise in Enterprise.objects.all():
            assert "（演示）" in enterprise.name
            validate_credit_code(enterprise.credit_code)

    def test_a_team_with_a_flag_says_who_awarded_it(self):
        flagged = Team.objects.exclude(flag_awarded_on=None)
        assert flagged.count() == 18  # three teams, and fifteen at two ceremonies
        assert all(team.flag_awarded_by for team in flagged)

    def test_needs_can_be_found(self):
        found = Need.objects.filter(pk__in=need_search.matching("焊接变形"))
        assert "减少不锈钢焊接变形" in set(found.values_list("title", flat=True))

    def test_every_account_signs_in(self, client):
        for username, _, _ in ROLES:
            form = {"login": username, "password": PASSWORD}
            assert client.post("/login/", form).headers["Location"] == "/start/"

    def test_a_second_load_is_refused_and_changes_nothing(self):
        before = Need.objects.count()
        with pytest.raises(CommandError):
            call_command("demo")
        call_command("demo", if_empty=True)
        assert Need.objects.count() == before


def test_every_fact_of_the_season_is_in_the_data():
    helpers = {row["id"] for row in rows_of("helpers")}
    for placed in placed_needs():
        assert placed.state in NeedState.values
        assert {helper for helper, _ in placed.asked_helpers} <= helpers


class TestProvince:
    def test_scale_one_is_a_thousand_needs_and_two_hundred_helpers(self, season):
        needs, helpers = Need.objects.count(), Helper.objects.count()
        call_command("demo", scale=1)
        assert Need.objects.count() == needs + 1000
        assert Helper.objects.count() == helpers + 200

    @pytest.mark.one_database("texts are drawn in Python; that they are stored is tested above")
    def test_the_same_seed_gives_the_same_province(self, season, monkeypatch):
        sizes = {"NEEDS": 100, "HELPERS": 20, "ENTERPRISES": 30}
        for name, number in sizes.items():
            monkeypatch.setattr(synthetic, name, number)
        call_command("demo", scale=1, seed=7)
        first = _texts(100)
        call_command("demo", scale=1, seed=7)
        assert _texts(100) == first
        call_command("demo", scale=1, seed=8)
        assert _texts(100) != first


def _texts(count: int) -> list[str]:
    """The titles and texts of the newest needs, in the order of their writing."""
    newest = Need.objects.order_by("-pk")[:count]
    return [f"{need.title} {need.text}" for need in newest]
