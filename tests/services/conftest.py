"""Fixtures of the services tests: Dong has agreed to help 莫干精工 and has visited it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from hongmajia.engagements.actions import accept, propose
from hongmajia.engagements.models import Engagement
from hongmajia.needs.models import Need
from hongmajia.services.actions import confirm_service, record_service, schedule_visit
from hongmajia.services.models import Activity, Confirmation, ServiceRecord
from tests.actors import AT_ANY_TIME, Province, make_need
from tests.kept import kept_fixture

DONE = {"done": "改对称分段退焊，加2mm反变形垫板，现场带着焊了3件。", "result": "solved"}


@kept_fixture
def need(province: Province) -> Need:
    """The listed need of Deqing, asked three days ago: a welding problem."""
    return make_need(province, submitted_at=timezone.now() - timedelta(days=3))


@kept_fixture
def engagement(province: Province, need: Need) -> Engagement:
    """Xu proposed Dong, who accepted."""
    asked = propose(need=need, helper=province.dong_helper, actor=province.xu)
    return accept(engagement=asked, actor=province.dong)


@kept_fixture
def visit(province: Province, engagement: Engagement) -> Activity:
    """A planned visit whose time is over."""
    return arrange(province, engagement)


def arrange(province: Province, engagement: Engagement, **facts: Any) -> Activity:
    begun = timezone.now() - timedelta(hours=5)
    when = {"starts_at": begun, "ends_at": begun + timedelta(hours=4)}
    return schedule_visit(
        engagement=engagement, actor=province.dong, word=AT_ANY_TIME, **{**when, **facts}
    )


@pytest.fixture
def record(province: Province, visit: Activity) -> Callable[..., ServiceRecord]:
    """``record()`` stores Dong's record of the visit; keyword arguments change its facts."""

    def write(**changes: Any) -> ServiceRecord:
        party = {"helpers": [province.dong_helper], "companions": ["徒弟小吴"]}
        values = {"activity": visit, "actor": province.dong, "party": party, **DONE}
        return record_service(**{**values, **changes})

    return write


@pytest.fixture
def confirm(province: Province, engagement: Engagement) -> Callable[..., Confirmation]:
    """``confirm()`` confirms for Ms Shen: solved, very satisfied; arguments change the facts."""

    def say(**changes: Any) -> Confirmation:
        values = {"engagement": engagement, "actor": province.contact, "name": "沈女士"}
        said = {"outcome": "solved", "satisfaction": 4}
        return confirm_service(**{**values, **said, **changes})

    return say
