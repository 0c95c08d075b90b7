"""Fixtures of the events tests: an opening ceremony of Deqing with a team, and masters."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from hongmajia.people.actions import create_team, pair_apprentice
from hongmajia.people.models import Apprenticeship, Helper
from hongmajia.services.actions import plan_activity, record_service
from hongmajia.services.models import Activity
from tests.actors import AT_ANY_TIME, Province, artisan


@pytest.fixture
def opening(province: Province) -> Callable[..., Activity]:
    """``opening(days=3)`` is planned by Xu in three days; ``days=-1`` was yesterday."""

    def plan(*, days: float = 3, **facts: Any) -> Activity:
        begins = timezone.now() + timedelta(days=days)
        values = {
            "title": "让劳模精神传递下去", "theme": "“劳动创造幸福”主题宣传月启动仪式",
            "form": "ceremony", "kind": "public_good", "region": province.mogan.region,
            "venue_kind": "school", "place": "第二中专报告厅", "is_open": True,
            "starts_at": begins, "ends_at": begins + timedelta(hours=2),
        }  # fmt: skip
        return plan_activity(
            union=province.deqing, actor=province.xu, word=AT_ANY_TIME, **{**values, **facts}
        )

    return plan


@pytest.fixture
def held(province: Province) -> Callable[[Activity], Activity]:
    """``held(activity)`` has its record, by Xu."""

    def hold(activity: Activity) -> Activity:
        party = {"helpers": [province.dong_helper], "companions": []}
        facts = {"done": "授旗、结对，讲了一课。", "result": "solved"}
        record_service(activity=activity, actor=province.xu, party=party, **facts)
        activity.refresh_from_db()
        return activity

    return hold


@pytest.fixture
def team(province: Province) -> Callable[..., Helper]:
    """``team("焊接队")`` is a team on the roll of Deqing."""

    def create(name: str = "德清焊接服务队") -> Helper:
        return create_team(actor=province.xu, name=name, union=province.deqing, trade="焊接")

    return create


@pytest.fixture
def pair(province: Province) -> Callable[..., Apprenticeship]:
    """``pair("余小芳")`` is an apprentice of a master of Deqing; the agreement is not signed."""

    def make(name: str = "余小芳", master: Helper | None = None) -> Apprenticeship:
        today = timezone.localdate()
        return pair_apprentice(
            master=master or deqing_master(province), actor=province.xu, apprentice_name=name,
            workplace="第二中专", skill="钳工", goals="独立完成一件合格的活。",
            starts_on=today - timedelta(days=2), ends_on=today + timedelta(days=300),
        )  # fmt: skip

    return make


def deqing_master(province: Province) -> Helper:
    """Fu, a fitter on the roll of Deqing."""
    known = Helper.objects.filter(name="傅建军", union=province.deqing).first()
    return known or artisan("傅建军", "钳工", province.deqing, "330521")
