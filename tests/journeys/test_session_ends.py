"""A session that ends while somebody writes: after signing in, their words are in the form."""

import pytest
from playwright.sync_api import Page, expect

from tests.actors import Province, make_need
from tests.journeys.conftest import OpenAs

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.one_database("what a browser shows"),
]

PASSWORD = "焊缝要打磨干净1"


def sign_in(page: Page) -> None:
    page.get_by_label("登录账号").fill("xu")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="登录").click()


def test_what_was_typed_is_filled_in_again(province: Province, open_as: OpenAs) -> None:
    province.xu.set_password(PASSWORD)
    province.xu.save()
    need = make_need(province)
    page = open_as(None)
    page.goto(f"/login/?next=/needs/{need.pk}/correct/")
    sign_in(page)
    page.get_by_label("设备、材料").fill("316L不锈钢")
    page.evaluate("localStorage.clear()")  # what the device keeps would fill it in, too
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("main").get_by_role("button").last.click()
    sign_in(page)
    expect(page.locator("#kept")).to_contain_text("已经填回下面")
    expect(page.get_by_label("设备、材料")).to_have_value("316L不锈钢")
