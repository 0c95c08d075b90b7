"""Counts what a person does on pages: at a desk clicks and keys that act, on a phone taps.

Typed text counts as nothing: it is as long with any page. The count is kept by the browser itself,
so a click that a test makes without meaning to is counted too.
"""

from playwright.sync_api import Page

COUNT = """
    const add = () => sessionStorage.setItem("clicks", 1 + Number(sessionStorage.clicks ?? 0));
    addEventListener("pointerdown", (event) => event.isTrusted && add(), true);
    addEventListener("keydown", (event) => event.isTrusted && event.key.length > 1 && add(), true);
"""

TAPS = """
    const add = (n = 1) => sessionStorage.setItem("clicks", n + Number(sessionStorage.clicks ?? 0));
    const words = "textarea, input:not([type=radio], [type=checkbox], [type=file])";
    const isField = (event) => event.target.matches?.(words + ", select");
    addEventListener("pointerdown", (event) => event.isTrusted && !isField(event) && add(), true);
    addEventListener("focusin", (event) => isField(event) && add(), true);
    addEventListener("change", (event) => event.target.matches("select") && add(), true);
    addEventListener("change", (event) => event.target.type === "file" && add(2), true);
"""
"""A field is tapped once to write in it; a choice is opened and chosen, as is a photograph."""


def count_taps(page: Page) -> None:
    """Count taps from the next page on that is opened in this window."""
    page.add_init_script(TAPS)


def count_clicks(page: Page) -> None:
    """Count from the next page on that is opened in this window."""
    page.add_init_script(COUNT)


def clicks(page: Page) -> int:
    """How many there were since they were last asked for."""
    return int(page.evaluate("[sessionStorage.clicks ?? 0, sessionStorage.clear()][0]"))
