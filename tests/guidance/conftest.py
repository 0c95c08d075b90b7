"""Fixtures of the guidance tests: Dong helps 莫干精工, and both may write."""

import io
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from hongmajia.engagements.actions import accept, propose
from hongmajia.engagements.models import Engagement
from hongmajia.guidance.actions import send_message
from hongmajia.guidance.models import Message
from hongmajia.guidance.speaker import Speaker
from tests.actors import Province, make_need
from tests.kept import kept_fixture


@kept_fixture
def engagement(province: Province) -> Engagement:
    """Xu proposed Dong, who accepted."""
    asked = propose(need=make_need(province), helper=province.dong_helper, actor=province.xu)
    return accept(engagement=asked, actor=province.dong)


@pytest.fixture
def say(engagement: Engagement) -> Callable[..., Message]:
    """``say(user, "…")`` sends a message in the user's name."""

    def say_it(user: Any, text: str = "您好", **more: Any) -> Message:
        facts = {"engagement": engagement, "client_id": uuid.uuid4(), "text": text, **more}
        return send_message(speaker=Speaker.of(user, facts["engagement"]), **facts)

    return say_it


def picture(name: str = "焊缝.png", kind: str = "PNG") -> SimpleUploadedFile:
    """An uploaded photograph."""
    content = io.BytesIO()
    Image.new("RGB", (40, 30), "#8d8a86").save(content, kind)
    return SimpleUploadedFile(name, content.getvalue())
