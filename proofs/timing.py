"""How long signing in takes does not tell which names and numbers have an account.

    python proofs/timing.py [--rounds 400] [--on sqlite|postgresql]

A wrong password for a name, one for a number, and a code for a number (which is also how a lost
password is replaced) are sent in pairs, for an account that exists and for one that does not, each
in a savepoint that is rolled back. The processor time of both in the middle of all pairs may differ
by a twentieth. A message that goes out is sent by the worker, and is not in these times.
"""

import logging
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from proofs.databases import installed_on, run_rounds  # noqa: E402

MOST = 1.05
"""The slower of the two takes at most so many times as long as the quicker one."""

WARMING_UP = 5
"""Pairs before the first that counts: templates and statements are read once."""

NAME, NUMBER = ("deqing-office", "deqing-stranger"), ("13700001111", "13700002222")
"""Of each pair the first has an account. They are of one length."""

Send = Callable[[str], Any]


def prove(name: str, pairs: int) -> list[str]:
    """The whole proof on one database of its own; the ways whose time tells."""
    gateway = {"HONGMAJIA_SMS_URL": "http://127.0.0.1:9/"}  # asked by the worker only
    with installed_on(name, HONGMAJIA_DEBUG="", **gateway):
        from django.core.management import call_command
        from django.db import transaction

        call_command("migrate", verbosity=0)
        logging.disable(logging.WARNING)  # two lines for each request
        with transaction.atomic():
            has_account()
            found = [tell(way, send, pair, pairs) for way, send, pair in ways()]
            transaction.set_rollback(True)
    return [each for each in found if each]


def has_account() -> None:
    """Make the account of the first name and the first number, with a password."""
    from tests.actors import build_province

    user = build_province().xu
    user.username, user.phone, user.signs_in_by_phone = NAME[0], NUMBER[0], True
    user.set_password("一个够长的密码-26")
    user.save()


def ways() -> list[tuple[str, Send, tuple[str, str]]]:
    """Each way to ask for an account, with what is sent and the two that are compared."""
    from django.test import Client

    def password(login: str) -> Any:
        sent = {"login": login, "password": "不对的密码-26"}
        return Client().post("/login/?by=password", sent, HTTP_HOST="localhost")

    def code(phone: str) -> Any:
        return Client().post("/login/code/", {"phone": phone}, HTTP_HOST="localhost")

    return [
        ("password, by name", password, NAME),
        ("password, by number", password, NUMBER),
        ("code or lost password", code, NUMBER),
    ]


def tell(way: str, send: Send, pair: tuple[str, str], pairs: int) -> str:
    """Compare the times of one way; what is wrong, or nothing."""
    taken: tuple[list[float], list[float]] = ([], [])
    statuses = set()
    for n in range(pairs + WARMING_UP):
        for which in (0, 1) if n % 2 else (1, 0):
            seconds, status = measured(send, pair[which])
            statuses.add(status)
            if n >= WARMING_UP:
                taken[which].append(seconds)
    known, unknown = (statistics.median(each) for each in taken)
    ratio = max(known, unknown) / min(known, unknown)
    said = f"{way}: {1000 * known:.2f} ms known, {1000 * unknown:.2f} ms unknown, × {ratio:.3f}"
    print(said, f"answers {sorted(statuses)}")
    return said if ratio > MOST or len(statuses) > 1 else ""


def measured(send: Send, who: str) -> tuple[float, int]:
    """Processor seconds of one request, and the status of its answer; it leaves no trace."""
    from django.db import transaction

    from hongmajia.core import attempts

    attempts.forget_all()
    with transaction.atomic():
        begun = time.process_time()
        status = send(who).status_code
        seconds = time.process_time() - begun
        transaction.set_rollback(True)
    return seconds, status


if __name__ == "__main__":
    sys.exit(run_rounds(__file__, __doc__, 400, prove))
