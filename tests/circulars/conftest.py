"""Fixtures of the circular tests: Fang of the province writes down the tree."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from hongmajia.circulars.actions import send_circular, write_circular
from hongmajia.circulars.models import Circular, Receipt
from hongmajia.unions.enums import UnionKind
from hongmajia.unions.models import Union
from tests.actors import Province

WORDS = {
    "title": "关于核对4月对接进度的通知",
    "text": "各县（市、区）总工会：请报4月底前已对接的需求数。",
    "questions": "没对接上的，主要卡在哪\n要省里协调的事，没有就写“无”",
    "figure": "已对接件数",
    "kinds": [UnionKind.COUNTY.value],
}


@pytest.fixture
def write(province: Province) -> Callable[..., Circular]:
    """``write()`` makes Fang's draft to all counties; arguments change its facts."""

    def write_it(**changes: Any) -> Circular:
        day = timezone.now() + timedelta(days=3)
        facts = {"union": province.province, "actor": province.fang, "answer_by": day}
        return write_circular(**{**facts, **WORDS, **changes})

    return write_it


@pytest.fixture
def send(province: Province, write: Callable[..., Circular]) -> Callable[..., Circular]:
    """``send()`` writes it and sends it."""

    def send_it(**changes: Any) -> Circular:
        return send_circular(circular=write(**changes), actor=province.fang)

    return send_it


def receipt_of(circular: Circular, union: Union) -> Receipt:
    """The receipt of one union."""
    found: Receipt = circular.receipts.select_related("circular__union", "union").get(union=union)
    return found
