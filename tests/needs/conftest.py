"""Fixtures of the tests of needs."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from tests.actors import Province

BACKEND = "django.contrib.auth.backends.ModelBackend"

As = Callable[[str], Client]


@pytest.fixture(autouse=True)
def fresh_counts() -> None:
    """The list keeps its counts for some seconds; a test shall see its own."""
    cache.clear()


@pytest.fixture
def as_(province: Province) -> As:
    """``as_("xu")`` is Xu's browser, ``as_("nobody")`` a visitor's."""

    def browser(actor: str) -> Client:
        client = Client()
        if user := province.actors[actor]:
            client.force_login(user, backend=BACKEND)
        return client

    return browser


def photograph(name: str = "a.png") -> SimpleUploadedFile:
    picture = BytesIO()
    Image.new("RGB", (40, 30), "#8d8a86").save(picture, "PNG")
    return SimpleUploadedFile(name, picture.getvalue(), "image/png")


def answers(**changes: Any) -> dict[str, Any]:
    """What somebody types into the five screens."""
    typed = {
        "text": "焊不锈钢罐体的时候变形厉害，校平很费时间。",
        "equipment": "304不锈钢，板厚3mm",
        "conditions": "",
        "goal": "焊后平面度由6mm降到2mm以内",
        "tried": "减小电流，分段焊",
        "enterprise_name": "",
        "region": "330521",
        "industry": "专用设备制造业",
        "mode": "both",
        "urgency": "normal",
        "wanted_by": "",
        "times": "周一至周五白天",
        "contact_name": "沈女士",
        "contact_phone": "13812341234",
        "visibility": "masked",
    }
    return {**typed, **changes}
