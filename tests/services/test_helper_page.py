"""Parts of a helper's page: figures, next activities, comments of enterprises."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hongmajia.engagements.actions import accept, propose
from hongmajia.engagements.models import Engagement
from hongmajia.needs.models import Need
from hongmajia.people.models import Helper
from hongmajia.services.actions import confirm_service, plan_activity, record_service
from hongmajia.services.models import Activity
from tests.actors import AT_ANY_TIME, Province, make_need

Act = Callable[..., Any]


def part(name: str, helper: Helper, client: Client) -> str:
    """The HTML of one part of the helper's page."""
    address = reverse(name, args=[helper.pk])
    return client.get(address, headers={"HX-Request": "true"}).content.decode()


def numbers(helper: Helper, client: Client) -> list[str]:
    """The four figures shown: sessions, enterprises, solved, learners."""
    shown = part("helper_figures", helper, client)
    return [number.partition("<")[0] for number in shown.split("<b>")[1:]]


def meeting(
    province: Province, ago: timedelta, engaged: list[Engagement], **facts: Any
) -> Activity:
    """An exchange meeting ``ago`` before now; a negative value lies in the future."""
    begun = timezone.now() - ago
    return plan_activity(
        union=province.deqing, actor=province.xu, word=AT_ANY_TIME, engagements=engaged,
        title="焊接变形交流会",
        form="exchange", kind="public_good", region=province.mogan.region,
        starts_at=begun, ends_at=begun + timedelta(hours=2), **facts,
    )  # fmt: skip


def agreed(province: Province, need: Need) -> Engagement:
    asked = propose(need=need, helper=province.dong_helper, actor=province.xu)
    return accept(engagement=asked, actor=province.dong)


def test_the_pages_ask_for_their_parts(province: Province, client: Client) -> None:
    dong, team = province.dong_helper, province.team
    assert reverse("beside_helper", args=[dong.pk]) in client.get(f"/helpers/{dong.pk}/").text
    assert reverse("helper_figures", args=[team.pk]) in client.get(f"/helpers/{team.pk}/").text


class TestFigures:
    def test_nothing_is_said_of_who_did_nothing(self, province: Province, client: Client) -> None:
        assert part("helper_figures", province.dong_helper, client).strip() == ""

    def test_one_service_counts_once(
        self, province: Province, record: Act, confirm: Act, client: Client
    ) -> None:
        record(visitors=8, learners=3)
        confirm()
        assert numbers(province.dong_helper, client) == ["1", "1", "1", "3"]

    def test_a_meeting_for_two_needs_is_one_session_and_counts_its_learners_once(
        self, province: Province, client: Client
    ) -> None:
        engaged = [agreed(province, make_need(province, title=f"焊接变形{n}")) for n in range(2)]
        held = meeting(province, timedelta(hours=5), engaged)
        record_service(
            activity=held, actor=province.dong, done="讲了分段退焊", result="solved", learners=20,
            visitors=25, party={"helpers": [province.dong_helper], "companions": []},
        )  # fmt: skip
        assert numbers(province.dong_helper, client) == ["1", "1", "0", "20"]


class TestWhereNext:
    def test_an_open_meeting_is_named_with_its_day_and_place(
        self, province: Province, engagement: Engagement, client: Client
    ) -> None:
        open_one = meeting(province, -timedelta(days=2), [engagement], is_open=True)
        shown = part("beside_helper", province.dong_helper, client)
        assert f"/activities/{open_one.pk}/" in shown
        assert "湖州德清" in shown

    def test_a_visit_to_one_enterprise_is_the_business_of_its_two_sides(
        self, province: Province, engagement: Engagement, client: Client
    ) -> None:
        meeting(province, -timedelta(days=2), [engagement])
        assert "接下来去哪" not in part("beside_helper", province.dong_helper, client)
        client.force_login(province.dong)
        assert "接下来去哪" in part("beside_helper", province.dong_helper, client)


class TestWords:
    SAID = "讲得明白，徒弟们都学会了。"

    @pytest.mark.parametrize(
        ("changes", "is_told"),
        [
            ({"case_consent": True}, True),
            ({"case_consent": False}, False),
            ({"case_consent": True, "satisfaction": 2}, False),
        ],
    )
    def test_what_was_said_is_told_where_the_enterprise_lets_it(
        self,
        province: Province,
        record: Act,
        confirm: Act,
        client: Client,
        changes: dict[str, Any],
        is_told: bool,
    ) -> None:
        record()
        confirm(words=self.SAID, **changes)
        shown = part("beside_helper", province.dong_helper, client)
        assert (self.SAID in shown) is is_told
        assert province.mogan.name not in shown

    def test_not_of_a_need_that_only_unions_read(
        self, province: Province, client: Client, record: Act, confirm: Act, need: Need
    ) -> None:
        record()
        confirm(words=self.SAID, case_consent=True)
        Need.objects.filter(pk=need.pk).update(visibility="unions")
        assert self.SAID not in part("beside_helper", province.dong_helper, client)


def test_the_parts_cost_the_same_with_one_service_and_with_many(
    province: Province, client: Client, django_assert_max_num_queries: Act
) -> None:
    province.dong_helper.weekly_capacity = 20
    province.dong_helper.save()
    for number in range(6):
        engaged = [agreed(province, make_need(province, title=f"焊接变形{number}"))]
        held = meeting(province, timedelta(hours=5), engaged)
        record_service(
            activity=held, actor=province.dong, done="讲了分段退焊", result="solved",
            party={"helpers": [province.dong_helper], "companions": []},
        )  # fmt: skip
        engaged[0].refresh_from_db()
        confirm_service(
            engagement=engaged[0], actor=None, name="李先生", outcome="solved", satisfaction=4,
            words="好", case_consent=True,
        )  # fmt: skip
    with django_assert_max_num_queries(5):
        assert numbers(province.dong_helper, client) == ["6", "1", "6", "0"]
    with django_assert_max_num_queries(4):
        assert part("beside_helper", province.dong_helper, client).count("“好”") == 2
