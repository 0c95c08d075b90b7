"""Several forms on one page: what was typed into one of them never comes back in another."""

import pytest
from playwright.sync_api import Page, expect

from tests.actors import Province
from tests.journeys.conftest import OpenAs

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.one_database("what a browser keeps"),
]

PASSWORD = "焊缝要打磨干净1"


def sign_in(page: Page) -> None:
    page.get_by_label("登录账号").fill("fang")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="登录").click()


def expect_only_dong_has(page: Page, words: str) -> None:
    expect(page.get_by_label("董师傅的小组")).to_have_value(words)
    expect(page.get_by_label("周师傅的小组")).to_have_value("")


def test_after_reloading_and_after_signing_in_again(province: Province, open_as: OpenAs) -> None:
    province.fang.set_password(PASSWORD)
    province.fang.save()
    page = open_as(None)
    page.goto(f"/login/?next=/helpers/{province.team.pk}/seats/%3Fq=董")
    sign_in(page)
    expect(page.locator("form[data-kept]")).to_have_count(2)
    page.get_by_label("董师傅的小组").fill("焊接组")
    page.reload()
    expect_only_dong_has(page, "焊接组")
    page.evaluate("localStorage.clear()")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="入队").click()
    sign_in(page)
    expect(page.locator("#kept")).to_contain_text("已经填回下面")
    expect_only_dong_has(page, "焊接组")
