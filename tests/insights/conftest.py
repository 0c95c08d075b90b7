"""Fixtures of the insights tests: a small season made by the actions themselves."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.utils import timezone

from hongmajia.engagements.actions import accept, propose
from hongmajia.engagements.models import Engagement
from hongmajia.services.actions import confirm_service, record_service, schedule_visit
from hongmajia.services.models import Activity, Confirmation
from tests.actors import AT_ANY_TIME, Province, make_need
from tests.insights import seasons

BACKEND = "django.contrib.auth.backends.ModelBackend"
SAID = {"outcome": "solved", "satisfaction": 4, "benefit_wan": Decimal("12.5"),
        "benefit_basis": "每件少校平1.5小时", "case_consent": True}  # fmt: skip


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    """Clear the cache, so that no public figure is left over from another test."""
    cache.clear()
    yield
    cache.clear()


def served(province: Province, **fields: Any) -> Activity:
    """Dong was with 莫干精工, from five hours ago to one hour ago, and wrote it down."""
    need = make_need(
        province, submitted_at=timezone.now() - timedelta(days=2), listed_at=timezone.now(),
        **fields,
    )  # fmt: skip
    asked = propose(need=need, helper=province.dong_helper, actor=province.xu)
    engagement = accept(engagement=asked, actor=province.dong)
    begun = timezone.now() - timedelta(hours=5)
    visit = schedule_visit(
        engagement=engagement, actor=province.dong, word=AT_ANY_TIME, starts_at=begun,
        ends_at=begun + timedelta(hours=4), kind="tackling",
    )  # fmt: skip
    record_service(
        activity=visit, actor=province.dong, done="改对称分段退焊。", result="solved", visitors=8,
        learners=3, party={"helpers": [province.dong_helper], "companions": ["徒弟小吴"]},
        suggestions=[{"text": "做反变形垫板", "adoption": "adopted"},
                     {"text": "换焊序卡", "adoption": "considered"}],
        trainings=[{"topic": "退焊", "people": 20}],
    )  # fmt: skip
    return visit


def confirmed(province: Province, visit: Activity) -> Confirmation:
    """Ms Shen says that it is solved, with a photograph of what it was reckoned from."""
    engagement: Engagement = visit.engagements.get()
    sheet = ContentFile(b"a sheet", "sheet.jpg")
    return confirm_service(
        engagement=engagement, actor=province.contact, name="沈女士", evidence=[sheet], **SAID
    )


def many(province: Province, times: int) -> None:
    """As many needs, each served, recorded and confirmed; written as rows, for there are many."""
    confirmation = {"satisfaction": 4, "benefit": Decimal(3), "has_evidence": True, "days": 1,
                    "consents": True, "on_behalf": False, "case": None}  # fmt: skip
    need = {"state": "confirmed", "union": "deqing", "place": "330521", "enterprise": 1,
            "category": 1, "days": 9, "listed_after": 20, "due_in": None,
            "engagement": {"state": "confirmed", "confirmation": confirmation}}  # fmt: skip
    record = {"learners": 2, "trainings": [9], "suggestions": ["adopted"]}
    activity = {"state": "held", "union": "deqing", "place": "330521", "kind": "tackling",
                "days": 3, "needs": {0}, "helpers": 1, "companions": 0, "sign_ups": [],
                "record": record}  # fmt: skip
    firms = [None, province.mogan]
    for _ in range(times):
        made = seasons.a_need(province, need, firms)
        seasons.an_activity(province, activity, [made], firms)
