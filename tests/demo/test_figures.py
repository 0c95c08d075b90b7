"""Every place that shows a figure of the demonstration season shows the same one."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone, translation
from docx import Document
from pytest_django import DjangoDbBlocker, Settings

from hongmajia.cases.appendices import IN_BOOK
from hongmajia.cases.appendices import figures as figures_of_book
from hongmajia.cases.enums import BookletState
from hongmajia.cases.models import Booklet, Case
from hongmajia.cases.printing import BookFiles
from hongmajia.core.models import Event
from hongmajia.demo.tasks import print_book
from hongmajia.insights.bulletin import render_bulletin
from hongmajia.insights.counting import count_helper, count_season
from hongmajia.insights.measures import BY_NAME
from hongmajia.insights.models import Bulletin
from hongmajia.insights.templatetags.figures import words
from hongmajia.people.models import Helper
from hongmajia.services.models import Activity, ServiceRecord
from hongmajia.unions.enums import Indicator
from hongmajia.unions.models import Season, Union, User

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_database("the queries are compared on both in tests/insights"),
]


@pytest.fixture(scope="module")
def season(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Season]:
    """The demonstration, loaded once; no test changes it."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("demo", verbosity=0)
        cache.clear()
        yield Season.objects.select_related("union").latest("year")
        transaction.set_rollback(True)
        cache.clear()


@pytest.fixture(scope="module")
def right(season: Season) -> dict[str, str]:
    """The figures by the indicator's name, as the measures count them."""
    return {name: figure.words for name, figure in count_season(season, season.union).items()}


def test_the_season_has_something_to_compare(right: dict[str, str]) -> None:
    assert len({value for value in right.values() if value not in ("0", "—")}) > 8


def test_front_page_wall_and_definitions(client: Client, right: dict[str, str]) -> None:
    for address in ("/", "/figures/about/"):
        shown = client.get(address).context["figures"]
        assert {name: words(figure) for name, figure in shown.items()} == {
            name: right[name] for name in shown
        }, address
    wall = client.get("/wall/").context["wall"].figures
    assert {name: words(figure) for name, figure in wall.items()} == {n: right[n] for n in wall}
    front, screen = client.get("/").text, client.get("/wall/").text
    needs = f"征集需求{right['needs_collected']}件、对接{right['needs_matched']}件"
    assert f"{needs}、解决{right['needs_solved']}件" in front
    assert f"<b>{right['needs_collected']}</b>" in screen
    assert f"服务{right['visits']}人次" in screen


def test_the_list_on_the_front_page_is_the_public_list_and_says_so(
    client: Client, season: Season
) -> None:
    front = client.get("/")
    listed = client.get("/needs/").context["counts"].total
    assert front.context["counts"].total == listed == season.needs.public().count()
    names = re.findall(r'class="stat" href[^>]*>.*?</b><span>([^<]*)</span>', front.text)
    assert names[:3] == ["清单上的需求", "清单上已对接", "清单上已解决"]


def test_the_api_lists_what_the_front_page_counts(client: Client, season: Season) -> None:
    found, after = [], ""
    while True:
        page = client.get("/api/needs", {"year": season.year, "cursor": after}).json()
        found += [item["number"] for item in page["rows"]]
        after = page.get("next") or ""
        if not after:
            break
    assert len(set(found)) == client.get("/").context["counts"].total


def test_the_pages_of_figures_and_the_desk_of_a_leader(
    client: Client, season: Season, right: dict[str, str]
) -> None:
    leader = User.objects.filter(
        memberships__role="leader", memberships__union=season.union
    ).first()
    cadre = User.objects.filter(memberships__role="cadre", memberships__union=season.union).first()
    for person in filter(None, (leader, cadre)):
        client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[-1])
        shown = client.get("/figures/").context["figures"]
        assert {f.measure.name: words(f) for f in shown} == {
            f.measure.name: right[f.measure.name] for f in shown
        }
        desk = client.get("/desk/")
        assert desk.status_code == 200
        tally = desk.context["tally"]
        assert sum(tally.kinds.values()) == tally.waiting


def test_the_bulletin(season: Season, right: dict[str, str]) -> None:
    bulletin = Bulletin(season=season, union=season.union, number=1, title="进展")
    paper = Document(io.BytesIO(render_bulletin(bulletin, timezone.localdate())))
    text = "".join(paragraph.text for paragraph in paper.paragraphs)
    said = {
        "needs_collected": "征集需求", "needs_matched": "已对接", "needs_solved": "已解决",
        "sessions": "举办活动", "enterprises": "服务企业", "benefit": "经济效益",
    }  # fmt: skip
    for name, lead in said.items():
        assert right[name] == "0" or f"{lead}{right[name]}" in text, name


def test_the_book(season: Season, right: dict[str, str]) -> None:
    book = Booklet(season=season, union=season.union)
    with translation.override("zh-hans"):
        shown = {row["name"]: row["number"] for row in figures_of_book(book)}
        counted = count_season(season, season.union)
    assert shown == {counted[name].label: right[name] for name in IN_BOOK if counted[name].value}
    assert shown["征集需求"] == right["needs_collected"]
    assert shown["经济效益"] == right["benefit"]


def test_the_page_of_a_team_counts_by_the_same_measures(client: Client, season: Season) -> None:
    teams = [team for team in Helper.objects.teams() if count_helper(team)["sessions"].value]
    assert teams
    for team in teams:
        held = Activity.objects.of_helper(team).held()
        learners = sum(
            ServiceRecord.objects.filter(activity__in=held).values_list("learners", flat=True)
        )
        figures = count_helper(team)
        assert figures["sessions"].value == held.count()
        assert figures["skilled"].value == learners
        shown = client.get(f"/helpers/{team.pk}/figures/").text
        for figure in figures.values():
            assert f"<dt>{figure.label}</dt><dd><b>{figure.words}<small>{figure.unit}" in shown


def test_the_page_of_the_season_names_the_indicators_as_the_figures_do(
    client: Client, season: Season
) -> None:
    page = client.get("/season/").text
    for indicator in Indicator:
        measure = BY_NAME[indicator]
        assert str(indicator.label).startswith(str(measure.label))
        assert f"{indicator.label}</th>" in page
    with translation.override("en"):
        for indicator in Indicator:
            assert str(indicator.label) == str(BY_NAME[indicator].label)


def test_the_maps_count_artisans_and_leave_out_teams(client: Client, season: Season) -> None:
    artisans = Helper.objects.artisans().filter(is_active=True).exclude(region=None).count()
    tiles = client.get("/", {"map": "city"}).context["tiles"]
    assert sum(tile.helpers for tile in tiles) == artisans


def test_the_targets_of_the_tiers_add_up_and_do_not_contradict_each_other(season: Season) -> None:
    huzhou = Union.objects.get(name="湖州市总工会")
    of = {season.union: targets_of(season, season.union), huzhou: targets_of(season, huzhou)}
    for union, own in of.items():
        below = [targets_of(season, child) for child in Union.objects.get_children(union)]
        for indicator, amount in own.items():
            assert sum(targets.get(indicator, 0) for targets in below) == amount, indicator
        assert own["needs_collected"] >= own["needs_matched"] >= own["needs_solved"] >= own["cases"]
        assert own["suggestions"] >= own["adopted"]
        assert own["trained"] >= own["skilled"]


def targets_of(season: Season, union: Union) -> dict[str, int]:
    return dict(season.targets.filter(union=union).values_list("indicator", "amount"))


def test_the_city_has_a_case_in_each_state_and_one_to_draft(client: Client, season: Season) -> None:
    city = User.objects.get(username="city")
    huzhou = city.memberships.get().union
    own = Case.objects.filter(home_union__path__startswith=huzhou.path)
    assert {case.union.kind for case in own.filter(state="nominated")} == {"city", "province"}
    assert own.filter(state="draft", union=huzhou).exists()
    assert own.published().exists()
    client.force_login(city, backend=settings.AUTHENTICATION_BACKENDS[-1])
    assert "起草" in client.get("/cases/work/").text
    shown = {f.measure.name: f for f in client.get("/figures/").context["figures"]}
    assert all(shown[name].count for name in ("needs_solved", "sessions", "visits", "cases"))
    assert all(shown[indicator].target for indicator in Indicator)


def test_each_case_came_its_way_one_day_after_the_other(season: Season) -> None:
    reviewer = User.objects.get(username="reviewer")
    assert Case.objects.filter(reviews__reviewer=reviewer, reviews__given_at=None).exists()
    for case in Case.objects.select_related("notice", "engagement__confirmation"):
        days = [event.at for event in Event.objects.filter(story=case.story).order_by("pk")]
        assert days == sorted(days)
        assert case.engagement.confirmation.confirmed_at <= days[0] <= days[-1] < timezone.now()
        assert case.state == "draft" or len({day.date() for day in days}) > 1
        if case.state == "published":
            assert case.notice.closes_on < timezone.localdate(case.published_at)


def test_the_worker_prints_the_book_and_makes_it_public(
    client: Client, season: Season, monkeypatch: pytest.MonkeyPatch, settings: Settings,
    tmp_path: Path,
) -> None:  # fmt: skip
    """The typesetting itself is tested with the cases."""
    settings.MEDIA_ROOT = tmp_path
    book = Booklet.objects.get()
    assert book.state == BookletState.TYPESETTING
    printed = BookFiles(pdf=b"%PDF", docx=b"PK", pages=16, unprinted=[])
    monkeypatch.setattr("hongmajia.cases.tasks.print_booklet", lambda *_: printed)
    for _time in range(2):
        print_book.call(book.pk)
    released = client.get("/booklets/").text
    assert str(book) in released
    assert f"{Case.objects.published().count()}个案例" in released


def test_no_team_says_that_it_has_nobody(client: Client, season: Season) -> None:
    for team in Helper.objects.teams():
        page = client.get(f"/helpers/{team.pk}/").text
        assert "队员0人" not in page
        assert ("队员" in page) == team.team.members.exists()
