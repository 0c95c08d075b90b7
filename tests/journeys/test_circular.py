"""The province sends a circular to 90 counties and sees who has not read it."""

from collections.abc import Callable
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Page, expect

from hongmajia.circulars.models import Circular
from hongmajia.unions.models import User
from tests.journeys.conftest import DESK, PHONE, OpenAs

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def season(regions: None, work: Callable[[], None]) -> None:
    """The demonstration with its 90 counties, without its own circular."""
    call_command("demo", stdout=StringIO())
    Circular.objects.all().delete()


def test_the_province_sends_a_circular_to_ninety_counties(season: None, open_as: OpenAs) -> None:
    fang: Page = open_as(User.objects.get(username="province"), DESK)
    fang.goto("/circulars/new/")
    fang.get_by_label("标题").fill("关于核对进度的通知")
    fang.get_by_label("正文").fill("请核对。")
    day = timezone.localdate() + timedelta(days=2)
    fang.get_by_label("哪天以前").fill(day.isoformat())
    fang.get_by_label("县（市、区）（90个）").check()
    fang.get_by_role("button", name="存草稿，看一遍").click()
    fang.get_by_role("button", name="发给90个工会").click()
    expect(fang.get_by_role("status")).to_contain_text("发给了90个工会。")
    page = fang.url
    county: Page = open_as(User.objects.get(username="county"), PHONE)
    county.goto("/desk/")
    county.get_by_role("link", name="关于核对进度的通知").first.click()
    county.get_by_role("link", name="回报").click()
    county.get_by_label("回报").fill("核对无误")
    county.get_by_role("button", name="回报").click()
    expect(county.get_by_role("status")).to_contain_text("回好了")
    fang.goto(page)
    expect(fang.get_by_role("button", name="提醒没回的89个")).to_be_visible()
    expect(fang.locator(".heads .st-w")).to_have_count(89)
    fang.get_by_text("德清", exact=True).click()
    expect(fang.locator(".heads [open]")).to_contain_text("核对无误")
