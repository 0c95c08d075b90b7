"""Accounts of a running demonstration on a phone, of whose pages pictures are taken."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page

FOLDER = Path(__file__).parent.parent / "src/hongmajia/portal/static/portal/handbook"
SCREEN = {"width": 390, "height": 580}
SHARPNESS = 1.2
"""Pixels of the picture for each of the screen: 468 across, where the handbook shows 260."""
QUALITY = 40
"""Of WebP, at which letters are still clear; each picture stays below 25 KB."""
TO_TOP = "part => scrollTo(0, scrollY + part.getBoundingClientRect().top - 12)"


@dataclass
class Reader:
    """One account with the same pages in both languages; acts are done in Chinese."""

    chinese: Page
    english: Page

    def keep(
        self, name: str, path: str, at: str = "", before: Callable[[Page], None] | None = None
    ) -> None:
        """Take the page at ``path`` in both languages, from the element ``at`` downwards.

        ``before`` prepares it: it types, or unfolds a part.
        """
        for language, page in (("zh", self.chinese), ("en", self.english)):
            page.goto(path)
            if before:
                before(page)
            self.take(language, name, page, at)

    def first(self, path: str, links: str) -> str:
        """The address of the first of ``links`` on the page at ``path``."""
        self.chinese.goto(path)
        return self.chinese.locator(links).first.get_attribute("href") or ""

    def take(self, language: str, name: str, page: Page, at: str) -> None:
        """Save what the screen shows."""
        page.wait_for_load_state("networkidle")
        if at:
            page.locator(at).first.evaluate(TO_TOP)
        page.wait_for_timeout(400)
        picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
        (FOLDER / language).mkdir(parents=True, exist_ok=True)
        picture.save(FOLDER / language / f"{name}.webp", quality=QUALITY, method=6)


class Cast:
    """The accounts of the demonstration, each signed in once."""

    def __init__(self, browser: Browser, site: str) -> None:
        self.browser, self.site = browser, site
        self.known: dict[str, Reader] = {}

    def __getitem__(self, account: str) -> Reader:
        if account not in self.known:
            pages = (self.sign_in(account, language) for language in ("zh", "en"))
            self.known[account] = Reader(*pages)
        return self.known[account]

    def sign_in(self, account: str, language: str) -> Page:
        """A page of ``account``; of a visitor for ``nobody``."""
        settings: Any = {
            "base_url": self.site,
            "viewport": SCREEN,
            "device_scale_factor": SHARPNESS,
        }
        page = self.browser.new_context(
            **settings, reduced_motion="reduce", locale="zh-CN"
        ).new_page()
        if account != "nobody":
            page.goto("/login/")
            page.locator("[name=login]").fill(account)
            page.locator("[name=password]").fill("hongmajia")
            page.keyboard.press("Enter")
            page.wait_for_url(lambda address: "/login" not in address)
        if language == "en":
            page.goto("/accessibility/")
            page.locator("form[action*='/language/'] [value=en]").first.evaluate(
                "button => button.click()"
            )
            page.wait_for_load_state()
        return page
