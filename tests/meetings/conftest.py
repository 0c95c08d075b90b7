"""Fixtures of meetings: three firms have one problem, and Dong is to answer it."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from hongmajia.matching import index
from hongmajia.matching.models import CommonProblem, ProblemNeed
from hongmajia.meetings.actions import call_meeting
from hongmajia.meetings.models import Meeting
from hongmajia.needs.models import Need
from tests.actors import AT_ANY_TIME, Province, make_need
from tests.kept import kept_fixture

WITHOUT_ACCOUNT = {"asker": None, "enterprise": None, "enterprise_name": "德清小罐厂"}


@pytest.fixture(autouse=True)
def fresh_index() -> Iterator[None]:
    """Each test is rolled back, so its keys are used again; the cached index must not be."""
    index._cached.clear()
    yield
    index._cached.clear()


@kept_fixture
def needs(province: Province) -> list[Need]:
    """Two listed needs of 莫干精工, and one of 德清小罐厂, which has no account."""
    asked = timezone.now() - timedelta(days=3)
    firm = [make_need(province, title=title, submitted_at=asked) for title in ("焊缝变形", "翘曲")]
    facts = {**WITHOUT_ACCOUNT, "contact_name": "李先生", "contact_phone": "13812341235"}
    return [*firm, make_need(province, title="罐体变形", submitted_at=asked, **facts)]


@kept_fixture
def problem(province: Province, needs: list[Need]) -> CommonProblem:
    """What the three have in common, as the worker found it."""
    made = CommonProblem.objects.create(season=province.season, closeness=0.5, words=["焊", "变形"])
    for rank, need in enumerate(needs):
        ProblemNeed.objects.create(problem=made, need=need, rank=rank)
    return made


def in_two_days() -> dict[str, Any]:
    begins = timezone.now() + timedelta(days=2)
    return {"starts_at": begins, "ends_at": begins + timedelta(hours=2)}


@pytest.fixture
def call(province: Province, problem: CommonProblem, needs: list[Need]) -> Callable[..., Meeting]:
    """``call()`` has Xu call the meeting with Dong in two days; arguments change its facts."""

    def plan(**changes: Any) -> Meeting:
        facts = {
            "union": province.deqing, "actor": province.xu, "speaker": province.dong_helper,
            "needs": needs, "problem": problem, "word": AT_ANY_TIME, "title": "焊接变形交流会",
            "form": "exchange", "region": province.mogan.region, "place": "职工之家",
        }  # fmt: skip
        return call_meeting(**{**facts, **in_two_days(), **changes})

    return plan
