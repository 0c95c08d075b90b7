"""What happens to one form: left, sent without a network, without a session, pressed twice."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Request, Route
from playwright.sync_api import TimeoutError as TooLate

from proofs.lines.house import House

SCRIPT = Path(__file__).with_name("forms.js").read_text()
PHOTOGRAPH = Path(__file__).parents[2] / "tests" / "photograph_p3.jpg"
PASSWORD = "hongmajia"
SLOW = {"offline": False, "latency": 500, "downloadThroughput": 60_000, "uploadThroughput": 60_000}
OFFLINE = "没有网络"

Outcome = tuple[str, dict[str, int]]
"""How the server answered, and how many rows each table then had more."""


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


def leave_and_return(trial: Trial) -> None:
    trial.page.reload()
    trial.expect_words("after reloading")
    trial.expect_photograph("after reloading")
    trial.page.goto("/accessibility/")
    trial.page.go_back()
    trial.page.wait_for_timeout(200)
    trial.expect_words("after going back")
    trial.expect_photograph("after going back")
    trial.expect(not trial.posts, "sent without being asked")


def send_offline(trial: Trial) -> Outcome:
    """Sent by itself as soon as there is a network; returns what it changed."""
    trial.page.context.set_offline(True)
    trial.press()
    trial.page.wait_for_timeout(500)
    body = trial.page.locator("body").inner_text()
    trial.expect(OFFLINE in body, "offline: nothing says so")
    trial.expect_words("offline")
    trial.posts.clear()
    trial.page.context.set_offline(False)
    trial.wait_for_posts()
    trial.settle()
    trial.expect(len(trial.posts) == 1, f"online again: sent {len(trial.posts)} times")
    return outcome(trial, "online again")


def outcome(trial: Trial, when: str) -> Outcome:
    """How the server answered, and what that changed; a refused form has its words again."""
    effect, status = trial.effect(), trial.status
    if status >= 400:
        trial.expect(effect == {}, f"{when}: refused, but {effect}")
        if trial.page.evaluate("n => !weak.forms()[n]", trial.number):
            trial.page.goto(trial.address)
        trial.expect_words(f"{when}, refused with {status}")
        trial.expect_photograph(f"{when}, refused with {status}")
    else:
        is_shown = status == 200 and trial.page.evaluate(
            "n => Boolean(weak.forms()[n])", trial.number
        )
        trial.expect(not is_shown, f"{when}: refused with status 200")
        left = trial.page.evaluate("weak.drafts()")
        trial.expect(not left, f"{when}: carried out, but kept: {left}")
    return str(status), effect


def press_twice_on_a_slow_line(trial: Trial) -> Outcome:
    line = trial.page.context.new_cdp_session(trial.page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", SLOW)
    trial.page.evaluate("window.weakMark = 1")
    trial.page.evaluate(
        "n => { weak.press(n); weak.press(n); setTimeout(() => weak.press(n), 150) }", trial.number
    )
    trial.wait_for_posts()
    trial.settle()
    trial.page.wait_for_timeout(300)
    trial.expect(len(trial.posts) == 1, f"pressed twice: sent {len(trial.posts)} times")
    line.send(
        "Network.emulateNetworkConditions",
        SLOW | {"latency": 0, "downloadThroughput": -1, "uploadThroughput": -1},
    )
    return outcome(trial, "pressed twice")


def lose_the_answer(trial: Trial) -> Outcome:
    """The server has it, the device does not know: it sends once more, which changes nothing."""

    def lose(route: Route) -> None:
        if route.request.method != "POST" or lost:
            return route.fallback()
        lost.append(route.fetch())
        return route.abort("connectionreset")

    lost: list[Any] = []
    trial.page.route("**/*", lose)
    trial.press()
    trial.wait_for_posts()
    for _ in range(80):
        if lost:
            break
        trial.page.wait_for_timeout(100)
    trial.page.wait_for_timeout(300)
    trial.page.evaluate("window.dispatchEvent(new Event('online'))")
    trial.wait_for_posts(2)
    trial.settle()
    trial.page.unroute("**/*")
    trial.expect(len(trial.posts) == 2, f"answer lost: sent {len(trial.posts)} times")
    if lost and lost[0].status == 200:  # a page, which is not remembered: docs/adr/0046
        return "200", trial.effect()
    return outcome(trial, "answer lost")


def end_the_session(trial: Trial) -> None:
    trial.page.context.clear_cookies(name="sessionid")
    trial.press()
    sign_in_again(trial, "session ended")
    trial.expect_photograph("session ended")


def end_the_session_without_scripts(trial: Trial) -> None:
    """What the device keeps is gone, too: the words come from the server."""
    trial.page.context.clear_cookies(name="sessionid")
    trial.page.evaluate("window.weakMark = 1")
    trial.page.evaluate("n => weak.plainly(n)", trial.number)
    sign_in_again(trial, "session ended, without scripts")


def sign_in_again(trial: Trial, when: str) -> None:
    try:
        trial.page.wait_for_url("**/login/**", timeout=8000)
    except TooLate:
        is_public = 0 < trial.status < 400  # whoever comes may send it
        trial.expect(is_public, f"{when}: no page to sign in, but {trial.page.url}")
        return
    sign_in(trial.page, trial.page.evaluate("sessionStorage.account") or "")
    trial.expect_words(when)
    trial.expect(trial.effect() == {}, f"{when}: sent without being asked: {trial.effect()}")


def sign_in(page: Page, account: str) -> None:
    page.locator("[name=username]").fill(account)
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="登录").click()
    page.wait_for_url(lambda url: "/login/" not in url)
    page.wait_for_load_state("load")


Try = Callable[[Trial], Outcome | None]
TRIALS: dict[str, Try] = {
    "leave": leave_and_return,
    "offline": send_offline,
    "twice": press_twice_on_a_slow_line,
    "answer": lose_the_answer,
    "session": end_the_session,
    "plain": end_the_session_without_scripts,
}
NEED_A_SESSION = (end_the_session, end_the_session_without_scripts)


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
