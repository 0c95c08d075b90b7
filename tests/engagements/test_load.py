"""The workload of a week, counted for many helpers at once."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from hongmajia.engagements import actions
from hongmajia.engagements.models import Engagement
from hongmajia.engagements.queries import kilometres_between, load_this_week, this_week
from hongmajia.people.models import Helper
from hongmajia.people.queries import capacity_left
from hongmajia.unions.models import Region
from tests.actors import Province, artisan, make_need


def test_a_week_begins_on_monday_midnight() -> None:
    start = timezone.localtime(this_week())
    assert (start.isoweekday(), start.hour, start.minute) == (1, 0, 0)
    assert timezone.now() - timedelta(days=7) < start <= timezone.now()


def test_jobs_of_this_week_and_open_invitations_count(province: Province) -> None:
    dong, zhou = province.dong_helper, province.zhou_helper
    actions.claim_need(need=make_need(province), helper=dong, actor=province.dong)
    actions.propose(need=make_need(province), helper=dong, actor=province.xu)
    declined = actions.propose(need=make_need(province), helper=zhou, actor=province.xu)
    actions.decline(engagement=declined, actor=province.zhou, reason="忙")

    assert load_this_week([dong.pk, zhou.pk]) == {dong.pk: 2}
    assert capacity_left([dong, zhou]) == {dong.pk: 1, zhou.pk: 3}


def test_last_weeks_jobs_do_not_fill_this_week(province: Province) -> None:
    actions.claim_need(need=make_need(province), helper=province.dong_helper, actor=province.dong)
    Engagement.objects.update(opened_at=this_week() - timedelta(seconds=1))
    assert load_this_week([province.dong_helper.pk]) == {}


def test_an_unanswered_invitation_counts_however_old(ask: Callable[..., Any]) -> None:
    asked = ask()
    Engagement.objects.update(opened_at=this_week() - timedelta(days=9))
    assert load_this_week([asked.helper_id]) == {asked.helper_id: 1}


def test_fifty_helpers_cost_one_query(
    province: Province, django_assert_num_queries: Callable[[int], Any]
) -> None:
    for number in range(50):
        artisan(f"甲{number}", "焊工", province.huzhou, "330502")
    helpers = list(Helper.objects.all())
    with django_assert_num_queries(1):
        capacity_left(helpers)


def test_huzhou_is_some_kilometres_from_wucheng(province: Province) -> None:
    huzhou, wucheng = Region.objects.get(pk="330502"), Region.objects.get(pk="330702")
    assert 150 < kilometres_between(huzhou, wucheng) < 250
    assert kilometres_between(huzhou, huzhou) == 0
