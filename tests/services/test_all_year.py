"""After the last stage needs, orders and activities still come in."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hongmajia.core.errors import Refused
from hongmajia.engagements.actions import order_offer
from hongmajia.needs.queries import open_season
from hongmajia.services.actions import plan_activity
from hongmajia.unions.models import Season
from tests.actors import Province, make_offer


@pytest.fixture
def after_the_last_stage(province: Province) -> Season:
    """All stages ended ten days ago."""
    ended = timezone.localdate() - timedelta(days=10)
    province.season.stages.update(starts=ended, ends=ended)
    return province.season


def test_needs_and_orders_belong_to_the_season_that_began_last(
    province: Province, after_the_last_stage: Season
) -> None:
    assert open_season(province.deqing) == after_the_last_stage
    ordered = order_offer(
        offer=make_offer(province.dong_helper), actor=None, text="请师傅来看看工装",
        region=province.mogan.region, contact_name="王先生", contact_phone="13700001234",
    )  # fmt: skip
    assert ordered.need.season == after_the_last_stage


def test_an_activity_is_planned(province: Province, after_the_last_stage: Season) -> None:
    planned = plan_activity(union=province.deqing, actor=province.xu, **a_lecture(province))
    assert planned.season == after_the_last_stage


def test_before_the_first_season_an_activity_is_refused_in_its_own_words(
    province: Province,
) -> None:
    soon = timezone.localdate() + timedelta(days=40)
    province.season.stages.update(starts=soon, ends=soon)
    with pytest.raises(Refused, match="年度活动还没有开始，还不能安排活动"):
        plan_activity(union=province.deqing, actor=province.xu, **a_lecture(province))


def a_lecture(province: Province) -> dict[str, object]:
    begins = timezone.now() + timedelta(days=3)
    return {
        "title": "焊接讲座", "kind": "tackling", "form": "lecture", "mode": "online",
        "region": province.mogan.region, "starts_at": begins,
        "ends_at": begins + timedelta(hours=2),
    }  # fmt: skip
