"""A browser on a telephone, in which somebody has signed in."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from proofs.lines.house import PASSWORD, House

SCRIPT = Path(__file__).with_name("forms.js").read_text()


@contextmanager
def browser_of(browser: Browser, house: House, account: str, state: Any) -> Iterator[Page]:
    """A page of a browser in which this account is signed in."""
    context = browser.new_context(
        base_url=house.url, storage_state=state, locale="zh-CN", reduced_motion="reduce",
        viewport={"width": 390, "height": 844},
    )  # fmt: skip
    context.set_default_timeout(10_000)
    context.add_init_script(SCRIPT)
    context.add_init_script(f"sessionStorage.account = {account!r}")
    try:
        yield context.new_page()
    finally:
        context.close()


def sign_in(page: Page, account: str) -> None:
    page.locator("[name=login]").fill(account)
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="登录").click()
    page.wait_for_url(lambda url: "/login/" not in url)
    page.wait_for_load_state("load")
