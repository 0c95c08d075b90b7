"""What happens to one form: left, sent without a network, without a session, pressed twice."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Route
from playwright.sync_api import TimeoutError as TooLate

from proofs.lines.browsers import sign_in
from proofs.lines.trial import Trial

SLOW = {"offline": False, "latency": 500, "downloadThroughput": 60_000, "uploadThroughput": 60_000}
OFFLINE = "没有网络"

Outcome = tuple[str, dict[str, int]]
"""How the server answered, and how many rows each table then had more."""


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
