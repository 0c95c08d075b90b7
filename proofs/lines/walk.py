"""From page to page of the table of every page, and there from form to form."""

import os
import shutil
from collections import Counter
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

from django.urls import resolve
from playwright.sync_api import Browser, Error, sync_playwright

from proofs.lines.browsers import browser_of, sign_in
from proofs.lines.house import House, opened
from proofs.lines.trial import Trial
from proofs.lines.trials import NEED_A_SESSION, TRIALS, Outcome, Try
from tests.journeys.conftest import CHROMIUMS, QUIET
from tests.journeys.test_every_page import PAGES


class Walk:
    """All forms, each once, and what was wrong with them."""

    def __init__(
        self, at: list[str] | None, accounts: list[str] | None, trials: list[str] | None
    ) -> None:
        self.at, self.accounts = at or [""], accounts or list(PAGES)
        self.trials = {name: TRIALS[name] for name in trials or TRIALS}
        self.seen: set[Any] = set()
        self.faults: list[str] = []
        self.outcomes = Counter[str]()

    def run(self) -> None:
        """Go to every page as the table says, and try its forms."""
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        program = next(filter(None, map(shutil.which, CHROMIUMS)))
        with opened() as house, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program, args=QUIET + sandbox)
            states = {account: state_of(browser, house, account) for account in PAGES}
            house.remember()
            for account, addresses in PAGES.items():
                for address in addresses.format(**house.things).split():
                    if account in self.accounts and any(at in address for at in self.at):
                        self.page(browser, house, account, states[account], address)
            browser.close()

    def page(self, browser: Browser, house: House, account: str, state: Any, address: str) -> None:
        """Each form of the page that was on no page before."""
        with browser_of(browser, house, account, state) as page:
            page.goto(address)
            if urlsplit(page.url).path == "/login/" and account != "nobody":
                self.faults.append(f"{account} {address}: signed out, its forms were not tried")
            found = page.evaluate("weak.forms()")
        for number, form in enumerate(found):
            name = resolve(urlsplit(urljoin(address, form["action"])).path).url_name
            kind = (name, *form["names"])
            if kind in self.seen:
                continue
            self.seen.add(kind)
            if form["isSecret"]:
                self.outcomes["with a password or code, left out"] += 1
                continue
            visit = Visit(browser, house, account, state, address, number)
            self.note(f"{account} {address} {name}", *tried(visit, account, self.trials))

    def note(self, name: str, faults: list[str], outcomes: dict[str, Outcome]) -> None:
        """Print and remember what the trials of a form have shown."""
        answered, effect = next(iter(outcomes.values()), ("not sent", {}))
        if any(other[1] != effect for other in outcomes.values()):
            faults.append(f"not always the same effect: {outcomes}")
        self.outcomes[answered] += 1
        self.faults += [f"{name}: {fault}" for fault in faults]
        print(name, answered, *faults, sep="\n    ", flush=True)


class Visit(NamedTuple):
    """Who is on which page, and which of its forms they fill in."""

    browser: Browser
    house: House
    account: str
    state: Any
    address: str
    number: int


def tried(
    visit: Visit, account: str, trials: dict[str, Try]
) -> tuple[list[str], dict[str, Outcome]]:
    """What was wrong, and the outcome of each trial in which the form was sent."""
    faults: list[str] = []
    outcomes: dict[str, Outcome] = {}
    for name, attempt in trials.items():
        if account == "nobody" and attempt in NEED_A_SESSION:
            continue
        visit.house.put_back()
        with browser_of(visit.browser, visit.house, account, visit.state) as page:
            try:
                trial = Trial(visit.house, page, visit.address, visit.number)
                if outcome := attempt(trial):
                    outcomes[name] = outcome
                faults += trial.faults
            except Error as error:
                faults.append(f"{name}: {error.message[:300]}")
    return faults, outcomes


def state_of(browser: Browser, house: House, account: str) -> Any:
    """The cookies of a browser in which this account has signed in; nobody has none."""
    with browser_of(browser, house, account, None) as page:
        page.goto("/login/")
        if account != "nobody":
            sign_in(page, account)
        else:
            page.goto("/")
        return page.context.storage_state()
