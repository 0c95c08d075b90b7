"""A browser for the journeys: opened as some person, watched for errors, its pages examined."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from axe_playwright_python.sync_playwright import AxeResults
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect

PATIENCE = 20_000
"""Milliseconds that a page may take: on a loaded machine five seconds are too few."""
expect.set_options(timeout=PATIENCE)

NO_FASTER = 25
"""Milliseconds before each act: nobody clicks and types before a page's scripts have come."""

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1366, "height": 768}
QUIET = [
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--no-first-run",
]
CHROMIUMS = ("chromium-headless-shell", "chromium", "chromium-browser")
"""The first needs two thirds of the processor time of the others, which draw a whole desktop."""

SQUEEZED = """
    const texts = (each) => [...each.childNodes].filter((one) => one.nodeType === 3);
    const letters = (each) => texts(each).map((one) => one.data.trim()).join("");
    const tops = (text) => {
        const range = document.createRange();
        range.selectNode(text);
        return [...range.getClientRects()].map((one) => Math.round(one.top));
    };
    const lines = (each) => new Set(texts(each).flatMap(tops)).size;
    const holders = "main :is(h1, h2, h3, p, a, td, th, li, div, span)";
    const squeezed = [...document.querySelectorAll(holders)]
        .filter((each) => each.offsetWidth > 1 && each.offsetWidth < 60)
        .filter((each) => letters(each).length > 3 && each.checkVisibility())
        .filter((each) => lines(each) > 2 && letters(each).length / lines(each) < 2)
        .map((each) => `squeezed: ${letters(each).slice(0, 12)} (${each.offsetWidth} px)`);
"""
"""Texts of three lines or more, of which a line takes fewer than two characters."""
FAULTS_ON_PAPER = f"""() => {{
    {SQUEEZED}
    const cut = [...document.querySelectorAll("body *")]
        .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
        .filter((each) => each.checkVisibility())
        .map((each) => `cut: ${{each.tagName}}.${{each.className}}`);
    return [...squeezed.slice(0, 4), ...cut.slice(0, 4)];
}}"""
HEIGHT = "document.documentElement.scrollHeight"
LAYOUT_FAULTS = (
    "() => {"
    + SQUEEZED
    + """
    const root = document.documentElement;
    const all = (selector) => [...document.querySelectorAll(selector)];
    const tooWide = all("body *")
        .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
        .map((each) => `${each.tagName}.${each.className}#${each.id}`).slice(0, 4);
    const unkept = all("form[method=post]:not([hx-post])")
        .filter(form => form.querySelector("textarea, [type=text], [type=tel], [type=date]"))
        .filter(form => !form.querySelector("[type=password], [autocomplete=one-time-code]"))
        .filter(form => !("kept" in form.dataset));
    const keys = all("form[data-kept]").map(form => form.dataset.kept);
    return [
        squeezed.slice(0, 4),
        root.scrollWidth > root.clientWidth ? [`scrolls sideways: ${tooWide}`] : [],
        all("svg.i use")
            .filter(use => use.checkVisibility() && !use.getBoundingClientRect().height)
            .map(use => `icon ${use.getAttribute("href")} is not drawn`),
        unkept.map(form => `what is typed into ${form.action} is not kept`),
        keys.filter((key, n) => keys.indexOf(key) < n)
            .map(key => `two forms keep their words as ${key}`),
    ].flat();
}"""
)
"""What is wrong with the layout: texts without room, the page scrolls sideways, an icon is not
drawn, the script that keeps what is typed (typed.js) has not come to a form with text, or two forms
would get the words of one another because their actions need a fragment each.
"""

FAULTS_ONLY = {"resultTypes": ["violations"], "preload": False}
"""What axe is asked for. Style sheets are fetched again (preload) for rules that are not on."""

WORDS = ["cat.text-alternatives", "cat.name-role-value", "cat.language", "cat.forms"]
WIDTHS_OF_WORDS = ["landmark-unique", "scrollable-region-focusable"]
WORDS_ONLY = {
    "runOnly": {"type": "tag", "values": WORDS},
    "rules": {rule: {"enabled": True} for rule in WIDTHS_OF_WORDS},
}
"""The rules of axe whose result depends on the words of the page, and on how long they are."""

EXPECTED = r"status of (409|422) |net::ERR_INTERNET_DISCONNECTED"
"""Messages of the console that are no errors of a page; see ``errors``."""

FETCHING = ".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added"
"""A part of the page that htmx has not yet put in its place."""

FETCHES = f"document.querySelector({FETCHING!r}) !== null"

Keep = Callable[[Page, str, str], None]
OpenAs = Callable[..., Page]
Examine = Callable[[Page], None]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's Chromium; root may not use its sandbox."""
    chromium = (
        shutil.which("chromium-headless-shell")
        or shutil.which("chromium")
        or shutil.which("chromium-browser")
    )
    assert chromium, "the journeys need Chromium: install Debian's package chromium"
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    own = {"executable_path": chromium, "args": QUIET + sandbox, "slow_mo": NO_FASTER}
    return browser_type_launch_args | own


@pytest.fixture
def open_as(new_context: Callable[..., BrowserContext], live_server: Any) -> Iterator[OpenAs]:
    """`open_as(user, PHONE)` is a page of the user's own browser; no user: a stranger.

    Any error in any console, a broken script or a refused style among them, fails the test.
    """
    complaints: list[str] = []

    def open_as(user: Any = None, viewport: dict[str, int] = DESK) -> Page:
        context = new_context(
            base_url=live_server.url, viewport=viewport, locale="zh-CN", reduced_motion="reduce"
        )
        context.set_default_timeout(PATIENCE)
        context.on("console", lambda said: complaints.extend(errors(said)))
        context.on("weberror", lambda broken: complaints.append(str(broken.error)))
        if user:
            context.add_cookies([session_cookie(user, live_server.url)])
        return context.new_page()

    yield open_as
    assert not complaints, "\n".join(complaints)


def errors(said: Any) -> list[str]:
    """What a console message complains of; nothing if it is no error.

    Chromium also writes down every page that came with a status from 400 on. Two of them are how
    the house answers a person: mend the form (422), somebody was faster (409). And it writes down
    what was tried while a test had taken the network away.
    """
    if said.type != "error" or re.search(EXPECTED, said.text):
        return []
    return [f"{said.text} ({said.location['url']})"]


def session_cookie(user: Any, url: str) -> Any:
    """The cookie of a signed-in session of the user."""
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": url}


@pytest.fixture
def page(open_as: OpenAs) -> Page:
    """A stranger's page at the desk, watched like all others."""
    return open_as()


@pytest.fixture
def examine() -> Examine:
    """`examine(page)`: axe finds nothing, nothing scrolls sideways, every icon is drawn."""

    def examine(page: Page) -> None:
        assert faults_on(page) == []

    return examine


@pytest.fixture
def keep_picture(pytestconfig: pytest.Config) -> Keep:
    """`keep_picture(page, name, size)` does nothing unless `--pictures` names a folder.

    The window grows to the whole page: what sticks to its edges is drawn there, not in the middle.
    """
    folder = pytestconfig.getoption("--pictures")

    def keep_picture(page: Page, name: str, size: str) -> None:
        if folder:
            whole = {**page.viewport_size, "height": page.evaluate(HEIGHT)}
            page.set_viewport_size(whole)
            page.screenshot(path=folder / f"{name}-{size}.png")

    return keep_picture


def faults_on(page: Page, *, words_only: bool = False) -> list[str]:
    """What is wrong with the page as it is shown now: what axe finds, and the layout."""
    page.wait_for_load_state("load")
    if page.evaluate(FETCHES):
        expect(page.locator(FETCHING), page.url).to_have_count(0, timeout=20_000)
    found = asked_axe(page, FAULTS_ONLY | WORDS_ONLY if words_only else FAULTS_ONLY)
    faults = [f"{page.url}: {found.generate_report()}"] if found.violations_count else []
    return faults + layout_faults(page)


def layout_faults(page: Page) -> list[str]:
    """What is wrong with the layout, asked again a second later: scripts come after the page."""
    found = page.evaluate(LAYOUT_FAULTS)
    if found:
        page.wait_for_timeout(1000)
        found = page.evaluate(LAYOUT_FAULTS)
    return [f"{page.url}: {fault}" for fault in found]


def bring_axe(page: Page) -> Page:
    """Let each page that is loaded from now on have axe: a quarter of the work of sending it."""
    page.context.add_init_script(AXE_SCRIPT)
    return page


def asked_axe(page: Page, options: dict[str, Any]) -> AxeResults:
    """What axe finds; its half megabyte is sent once to each page, however often it is asked.

    Not by ``Axe.run``, which lets the browser send all that is right as well.
    """
    asking = "options => window.axe && axe.run(options).then(({violations}) => ({violations}))"
    found = page.evaluate(asking, options)
    if not found:
        page.evaluate(AXE_SCRIPT)
        found = page.evaluate(asking, options)
    return AxeResults(found)
