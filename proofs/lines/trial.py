"""One form in a browser of its own, filled in, and what is expected of it."""

from contextlib import suppress
from pathlib import Path

from playwright.sync_api import Page, Request
from playwright.sync_api import TimeoutError as TooLate

from proofs.lines.house import House

PHOTOGRAPH = Path(__file__).parents[2] / "tests" / "photograph_p3.jpg"


class Trial:
    """One form on a page of its own browser, filled in."""

    def __init__(self, house: House, page: Page, address: str, number: int) -> None:
        self.house, self.page, self.number = house, page, number
        self.posts: list[Request] = []
        self.faults: list[str] = []
        self.before = house.rows()
        page.on("dialog", lambda dialog: dialog.accept())
        page.on("request", self._note)
        self.address = address
        page.goto(address)
        self._wait_until_kept()
        page.evaluate("n => weak.fill(n)", number)
        self.has_photograph = page.evaluate("n => weak.pictures(n)", number)
        if self.has_photograph:
            page.locator("[data-weak=picture]").set_input_files(PHOTOGRAPH)
            page.wait_for_timeout(1200)
        self.words: list[list[str]] = page.evaluate("n => weak.words(n)", number)

    def _note(self, request: Request) -> None:
        is_page = request.is_navigation_request()
        asked = (request.post_data_buffer or b"").startswith(b"refused_page=") if is_page else False
        if request.method == "POST" and not asked and "hx-request" not in request.headers:
            self.posts.append(request)

    def _wait_until_kept(self) -> None:
        self.page.wait_for_load_state("load")
        with suppress(TooLate):
            self.page.wait_for_function(
                "n => weak.forms()[n]?.isKept || weak.forms()[n]?.isSecret",
                arg=self.number,
                timeout=3000,
            )

    # ---- what is expected ----

    def expect(self, is_so: bool, words: str) -> None:
        if not is_so:
            self.faults.append(words)

    def expect_words(self, when: str) -> None:
        """The words stand in the fields of the form, or at least on the page."""
        self._wait_until_kept()
        now = self.page.evaluate("n => weak.forms()[n] ? weak.words(n) : []", self.number)
        lost = [pair for pair in self.words if pair[1] and pair not in now]
        if not lost:
            return
        gone = [name for name, value in lost if not self.page.evaluate("w => weak.says(w)", value)]
        if now and gone:
            self.faults.append(f"{when}: lost {gone[:6]} of {len(self.words)} ({self.page.url})")
        elif gone:
            title = self.page.title()
            self.faults.append(f"{when}: the form is not there ({self.page.url} “{title}”)")

    def expect_photograph(self, when: str) -> None:
        if self.has_photograph:
            self.page.wait_for_timeout(300)
            self.expect(
                self.page.evaluate("n => weak.shown(n)", self.number) == 1,
                f"{when}: photograph lost",
            )

    def effect(self) -> dict[str, int]:
        """How many rows came into being, by table."""
        now = self.house.rows()
        return {name: n - self.before[name] for name, n in now.items() if n != self.before[name]}

    # ---- what is done ----

    def press(self) -> None:
        self.page.evaluate("window.weakMark = 1")
        self.page.evaluate("n => weak.press(n)", self.number)

    def wait_for_posts(self, n: int = 1) -> None:
        for _ in range(60):
            if len(self.posts) >= n:
                return
            self.page.wait_for_timeout(100)

    def settle(self) -> None:
        """Wait until the answer is shown: on another page, unless it is a page itself."""
        if self.status not in (200, 201):
            with suppress(TooLate):
                self.page.wait_for_function(
                    "() => !window.weakMark && document.readyState === 'complete'", timeout=15_000
                )
        self.page.wait_for_timeout(300)

    @property
    def status(self) -> int:
        """Of the last answer; 0 if there was none."""
        answer = self.posts[-1].response() if self.posts else None
        return answer.status if answer else 0
