"""Choosing a password in a browser: what the rules say while one types, and looking at it."""

import pytest
from playwright.sync_api import expect

from tests.actors import Province
from tests.journeys.conftest import PHONE, OpenAs

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.one_database("what a browser shows"),
]


def test_the_rules_follow_what_is_typed(province: Province, open_as: OpenAs) -> None:
    page = open_as(province.contact, PHONE)
    page.goto("/me/password/")
    field = page.get_by_label("新密码")
    field.press_sequentially("Hongmajia26")
    rules = page.locator(".pw-rules")
    expect(rules).to_contain_text("11位，够长了（至少10位）")
    expect(rules).to_contain_text("太常见，请再加两三个字")
    field.press_sequentially("龙井茶香")
    expect(rules.locator(".yes")).to_have_count(4)
    page.get_by_role("button", name="看一看").click()
    expect(field).to_have_attribute("type", "text")
    expect(field).to_be_focused()
    page.get_by_label("再输一遍").fill("Hongmajia26龙井茶香")
    page.get_by_role("button", name="改好").click()
    expect(page.locator("body")).to_contain_text("密码已经改好")
