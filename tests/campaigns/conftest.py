"""Fixtures of the campaigns tests: a campaign of Huzhou, with Wucheng beside it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from hongmajia.campaigns.actions import start_campaign
from hongmajia.campaigns.models import Campaign
from hongmajia.services.models import Activity
from tests.actors import Province

WORDS = {"name": "百名技术能手进千家企业", "text": "每月到企业会诊，当场解决的当场记。"}


@pytest.fixture
def start(province: Province) -> Callable[..., Campaign]:
    """``start()`` is a campaign of Huzhou by Shen; arguments change its facts."""
    today = timezone.localdate()
    days = {"starts": today - timedelta(days=20), "ends": today + timedelta(days=20)}

    def start_it(**changes: Any) -> Campaign:
        by = {"union": province.huzhou, "actor": province.shen}
        return start_campaign(**{**by, **WORDS, **days, **changes})

    return start_it


@pytest.fixture
def activity(province: Province) -> Callable[..., Activity]:
    """``activity(days=3)`` was held by Deqing three days ago, Dong was there."""

    def hold(*, days: int = 3, **fields: Any) -> Activity:
        begins = timezone.now() - timedelta(days=days)
        made = Activity.objects.create(**{
            "season": province.season, "union": province.deqing, "title": "焊接会诊",
            "state": "held", "starts_at": begins, "ends_at": begins + timedelta(hours=2),
            "region": province.mogan.region, **fields,
        })  # fmt: skip
        made.attendances.create(helper=province.dong_helper)
        return made

    return hold
