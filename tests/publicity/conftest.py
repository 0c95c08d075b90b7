"""Fixtures of the publicity tests: news of Deqing about Dong's service."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from hongmajia.publicity.actions import write_news
from hongmajia.publicity.models import NewsItem
from hongmajia.services.models import Activity
from tests.actors import Province

WORDS = {
    "title": "焊接变形交流会在德清举行",
    "summary": "30多家企业带着同一个难题来，董师傅现场焊给大家看。",
    "text": "一早，车间里就站满了人。\n\n董师傅边焊边讲。",
}


@pytest.fixture
def write(province: Province) -> Callable[..., NewsItem]:
    """``write()`` creates a draft by Xu for Deqing; arguments change its facts."""

    def write_it(**changes: Any) -> NewsItem:
        return write_news(**{"union": province.deqing, "actor": province.xu, **WORDS, **changes})

    return write_it


@pytest.fixture
def meeting(province: Province) -> Activity:
    """An exchange meeting open to everybody, next week."""
    begin = timezone.now() + timedelta(days=7)
    return Activity.objects.create(
        season=province.season, union=province.deqing, title="不锈钢焊接变形技术交流会",
        form="exchange", starts_at=begin, ends_at=begin + timedelta(hours=3),
        region=province.mogan.region, place="文化宫三楼", is_open=True, places=60,
        text="带上您的图纸和样件。\n董师傅现场焊、现场讲。",
    )  # fmt: skip


def a_photo() -> ContentFile:
    content = io.BytesIO()
    Image.new("RGB", (120, 80), "#8d8a86").save(content, "JPEG")
    return ContentFile(content.getvalue(), name="p.jpg")
