"""A person's private calendar address: what is in it, who reads it, how it ends."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from hongmajia.engagements.actions import accept, propose
from hongmajia.engagements.models import Engagement
from hongmajia.services.actions import call_off, plan_activity, schedule_visit
from hongmajia.services.models import Activity
from hongmajia.unions.models import User
from hongmajia.visits.enums import ItineraryState
from hongmajia.visits.feeds import make_feed
from hongmajia.visits.models import CalendarFeed, Itinerary, Stop
from tests.actors import AT_ANY_TIME, Province, make_need

As = Callable[[str], Client]
SOON = timedelta(days=3)


@pytest.fixture
def engagement(province: Province) -> Engagement:
    asked = propose(need=make_need(province), helper=province.dong_helper, actor=province.xu)
    return accept(engagement=asked, actor=province.dong)


@pytest.fixture
def visit(province: Province, engagement: Engagement) -> Activity:
    """Dong comes to 莫干精工 in three days."""
    begins = timezone.now() + SOON
    return schedule_visit(
        engagement=engagement, actor=province.dong, word=AT_ANY_TIME, starts_at=begins,
        ends_at=begins + timedelta(hours=3), place="二号车间",
    )  # fmt: skip


def address_of(person: User) -> str:
    return f"/calendar/{make_feed(actor=person)}.ics"


def events(client: Client, address: str) -> list[Any]:
    answer = client.get(address)
    assert answer.status_code == 200
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def test_both_sides_have_the_visit_and_a_neighbour_has_not(
    client: Client, province: Province, visit: Activity
) -> None:
    for person in (province.dong, province.contact):
        (event,) = events(client, address_of(person))
        assert event["uid"] == f"activity-{visit.pk}@hongmajia"
        assert event["location"] == "湖州德清 二号车间"
        assert event.decoded("last-modified") == event.decoded("dtstamp")
        assert "莫干" not in str(event)
    assert events(client, address_of(province.zhou)) == []


def test_a_visit_that_was_called_off_stays_as_cancelled(
    client: Client, province: Province, visit: Activity
) -> None:
    address = address_of(province.dong)
    (before,) = events(client, address)
    call_off(activity=visit, actor=province.dong, reason="台风")
    (after,) = events(client, address)
    assert (before["status"], after["status"]) == ("CONFIRMED", "CANCELLED")
    assert (before["uid"], before["sequence"] < after["sequence"]) == (after["uid"], True)
    assert after.decoded("dtstamp") >= before.decoded("dtstamp")


def test_a_proposed_time_is_tentative_until_one_is_agreed(
    client: Client, province: Province, engagement: Engagement
) -> None:
    begins = timezone.now() + SOON
    plan = Itinerary.objects.create(
        helper=province.dong_helper, month=timezone.localdate().replace(day=1),
        day_begins="08:30", day_ends="17:30", minutes_each=180, most_a_day=2,
        state=ItineraryState.READY, owner=province.dong,
    )  # fmt: skip
    Stop.objects.create(
        itinerary=plan, engagement=engagement, begins=begins, ends=begins + timedelta(hours=3)
    )
    address = address_of(province.dong)
    (event,) = events(client, address)
    assert (event["status"], event["location"]) == ("TENTATIVE", "湖州德清")
    agreed = begins + timedelta(days=1)
    schedule_visit(
        engagement=engagement, actor=province.dong, word=AT_ANY_TIME, starts_at=agreed,
        ends_at=agreed + timedelta(hours=3), place="二号车间",
    )  # fmt: skip
    (event,) = events(client, address)
    assert event["status"] == "CONFIRMED"


def test_who_organises_a_public_activity_has_it_too(client: Client, province: Province) -> None:
    begins = timezone.now() + SOON
    plan_activity(
        union=province.huzhou, actor=province.shen, word=AT_ANY_TIME, title="焊接交流会",
        starts_at=begins, ends_at=begins + timedelta(hours=2), region=province.mogan.region,
        is_open=True,
    )  # fmt: skip
    (event,) = events(client, address_of(province.shen))
    assert event["summary"] == "焊接交流会"


def test_the_address_is_shown_once_renewed_and_revoked(as_: As, client: Client) -> None:
    dong = as_("dong")
    shown = dong.post("/me/calendar/new/", follow=True)
    first = shown.context["address"].partition("/calendar/")[2]
    assert shown.context["address"] in shown.content.decode()
    again = dong.get("/me/calendar/").content.decode()
    assert first not in again
    assert "还没有日历来取过" in again
    assert CalendarFeed.objects.get().digest not in first
    assert dong.get(f"/calendar/{first}").status_code == 200
    second = (
        dong.post("/me/calendar/new/", follow=True).context["address"].partition("/calendar/")[2]
    )
    assert dong.get(f"/calendar/{first}").status_code == 404
    assert dong.get(f"/calendar/{second}").status_code == 200
    assert "原来的地址打不开了" in dong.post("/me/calendar/end/", follow=True).content.decode()
    assert dong.get(f"/calendar/{second}").status_code == 404


def test_the_feed_of_a_disabled_account_is_closed(client: Client, province: Province) -> None:
    address = address_of(province.dong)
    assert client.get(address).status_code == 200
    User.objects.filter(pk=province.dong.pk).update(is_active=False)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("n", [1, 50])
def test_many_appointments_take_no_more_queries(
    client: Client, province: Province, n: int, django_assert_max_num_queries: Any
) -> None:
    begins = timezone.now() + SOON
    for _ in range(n):
        Activity.objects.create(
            season=province.season, union=province.huzhou, title="讲课", is_open=True,
            starts_at=begins, ends_at=begins + timedelta(hours=1), region=province.mogan.region,
            opened_by=province.shen,
        )  # fmt: skip
    address = address_of(province.shen)
    with django_assert_max_num_queries(12):
        assert len(events(client, address)) == n
