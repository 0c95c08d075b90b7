"""Counts what a person does on pages: presses of the pointer and of keys that act.

Typed text counts as nothing: it is as long with any page. The count is kept by the browser itself,
so a click that a test makes without meaning to is counted too.
"""

from playwright.sync_api import Page

COUNT = """
    const add = () => sessionStorage.setItem("clicks", 1 + Number(sessionStorage.clicks ?? 0));
    addEventListener("pointerdown", (event) => event.isTrusted && add(), true);
    addEventListener("keydown", (event) => event.isTrusted && event.key.length > 1 && add(), true);
"""


def count_clicks(page: Page) -> None:
    """Count from the next page on that is opened in this window."""
    page.add_init_script(COUNT)


def clicks(page: Page) -> int:
    """How many there were since they were last asked for."""
    return int(page.evaluate("[sessionStorage.clicks ?? 0, sessionStorage.clear()][0]"))
