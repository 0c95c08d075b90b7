"""The keys of the desk can be turned off, for those who speak to the computer (WCAG 2.1.4)."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.actors import Province
from tests.journeys.conftest import OpenAs

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.one_database("what a browser does with keys")
def test_who_turns_the_keys_off_strikes_none_and_can_turn_them_on(
    province: Province, open_as: OpenAs, examine: Any
) -> None:
    page = open_as(province.xu)
    page.goto("/me/")
    keys, choice = page.get_by_role("dialog", name="快捷键"), page.get_by_label("用这些快捷键")
    page.keyboard.press("?")
    examine(page)
    choice.uncheck()
    keys.get_by_role("button", name="关闭").click()

    page.reload()
    page.keyboard.press("?")
    page.keyboard.press("/")
    expect(keys).to_be_hidden()
    expect(page.get_by_role("searchbox")).to_be_hidden()

    page.get_by_role("button", name="快捷键").click()
    expect(choice).not_to_be_checked()
    choice.check()
    keys.get_by_role("button", name="关闭").click()
    page.keyboard.press("?")
    expect(keys).to_be_visible()
