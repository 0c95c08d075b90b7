"""Courses on order (你来点课、我来讲): ordered, accepted, held as a lecture, rated."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hongmajia.engagements.actions import accept, order_offer
from hongmajia.engagements.models import Engagement
from hongmajia.insights.measures import SATISFACTION
from hongmajia.insights.queries import Tally
from hongmajia.insights.scope import Scope
from hongmajia.needs.actions import list_need
from hongmajia.needs.models import Need
from hongmajia.offers.models import Offer
from hongmajia.services.actions import confirm_service, record_service, schedule_visit
from hongmajia.services.models import Confirmation
from tests.actors import AT_ANY_TIME, Province, make_offer


@pytest.fixture
def course(province: Province) -> Offer:
    return make_offer(province.dong_helper, kind="course", title="焊接变形怎么控制", text="两小时")


def hold(province: Province, course: Offer, satisfaction: int, number: int = 0) -> Any:
    """A course that was ordered, accepted, held yesterday and rated."""
    ordered = order_offer(
        offer=course, actor=None, text="给20名焊工讲讲", region=province.mogan.region,
        contact_name="李先生", contact_phone=f"138123400{number:02d}",
    )  # fmt: skip
    list_need(need=ordered.need, actor=province.xu, category=5)
    taught = accept(engagement=ordered, actor=province.dong)
    begun = timezone.now() - timedelta(days=1)
    Need.objects.filter(pk=ordered.need_id).update(submitted_at=begun - timedelta(days=1))
    taught = Engagement.objects.get(pk=taught.pk)
    when = {"starts_at": begun, "ends_at": begun + timedelta(hours=2)}
    lecture = schedule_visit(engagement=taught, actor=province.dong, word=AT_ANY_TIME, **when)
    record_service(
        activity=lecture, actor=province.dong,
        party={"helpers": [province.dong_helper], "companions": []},
        done="讲了对称分段焊", result="solved", visitors=22, learners=20,
    )  # fmt: skip
    said = {"outcome": "solved", "satisfaction": satisfaction}
    taught.refresh_from_db()
    confirm_service(engagement=taught, actor=None, name="李先生", **said)
    return lecture


def test_a_course_is_held_as_a_lecture_and_rated(
    province: Province, course: Offer, client: Client
) -> None:
    assert hold(province, course, satisfaction=4).form == "lecture"
    part = reverse("offer_held", args=[course.pk])
    assert part in client.get(reverse("offer", args=[course.pk])).content.decode()
    shown = client.get(part).content.decode()
    assert "办过1场，20人跟着学；1家评价，1家满意" in shown
    assert "李先生" not in shown


def test_what_a_union_confirmed_for_the_firm_is_no_answer_of_the_firm(
    province: Province, course: Offer, client: Client
) -> None:
    """As in the figure 满意度, which counts the firms' own answers only."""
    hold(province, course, satisfaction=4)
    hold(province, course, satisfaction=4, number=1)
    Confirmation.objects.filter(pk=Confirmation.objects.first().pk).update(on_behalf=True)
    shown = client.get(reverse("offer_held", args=[course.pk])).text
    assert "办过2场，40人跟着学；1家评价，1家满意" in shown
    season = Scope(season=province.season, union=province.province)
    assert Tally(season, [SATISFACTION]).sums(SATISFACTION) == (1, 1)


def test_a_course_never_ordered_shows_no_figures(course: Offer, client: Client) -> None:
    address = reverse("offer_held", args=[course.pk])
    assert client.get(address, headers={"HX-Request": "true"}).content.strip() == b""


def test_the_list_of_courses_has_its_title(course: Offer, client: Client) -> None:
    shown = client.get(reverse("offer_list"), {"kind": "course"}).content.decode()
    assert "您来点课、我来讲" in shown
    assert "怎么点" in client.get(reverse("offer", args=[course.pk])).content.decode()


def test_the_part_of_an_offer_costs_the_same_with_many_sessions(
    province: Province, course: Offer, client: Client,
    django_assert_max_num_queries: Callable[..., Any],
) -> None:  # fmt: skip
    for number in range(8):
        hold(province, course, satisfaction=1 + number % 4, number=number)
    with django_assert_max_num_queries(6):
        shown = client.get(reverse("offer_held", args=[course.pk])).content.decode()
    assert "办过8场，160人跟着学；8家评价，4家满意" in shown
