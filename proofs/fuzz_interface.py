"""Ten thousand requests of a program: no 5xx, no answer that the description does not promise.

    python proofs/fuzz_interface.py [--on sqlite|postgresql] [--requests 10000]

Schemathesis draws the requests from the description of the interface. Two of three have the keys
and bodies of a filled county in place of what was drawn, so that at least 30 % of the requests to
each path must have success. What a request changes is taken back.
"""

import argparse
import logging
import sys
from collections import Counter
from datetime import timedelta
from itertools import cycle, islice
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from proofs.databases import DATABASES, broken_on, installed_on  # noqa: E402

LEAST = 0.3
"""The share of requests to each path that must have success."""


def main() -> int:
    """Run the proof on the databases asked for; 1 when it failed on one."""
    broken = broken_on(__file__, sys.argv[1:], parse().on)
    print("failed on:" if broken else "every promise was kept", *broken)
    return 1 if broken else 0


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--on", action="append", choices=DATABASES)
    parser.add_argument("--inside", help=argparse.SUPPRESS)
    return parser.parse_args()


def prove(name: str, requests: int) -> bool:
    """Send the requests to a new installation on one database; whether every promise was kept."""
    with installed_on(name, HONGMAJIA_DEBUG="", HONGMAJIA_INTERFACE_PER_MINUTE="1000000"):
        logging.disable()
        here, token = filled()
        from tests.interface.sampling import all_operations

        operations = list(all_operations())
        each = -(-requests // len(operations))
        statuses, broken = Counter[int](), 0
        for operation in operations:
            found, faults = ask(operation, here, token, each)
            statuses += found
            broken += len(faults)
            share = sum(n for status, n in found.items() if status < 300) / each
            is_poor = share < LEAST
            broken += is_poor
            print(f"{operation.label:50} {share:4.0%} {dict(sorted(found.items()))}", flush=True)
            print(*faults[:3], sep="\n", end="\n" if faults else "")
        told = dict(sorted(statuses.items()))
        print(f"{name}: {statuses.total()} requests, {told}, {broken} faults", flush=True)
        return not broken


def filled() -> tuple[Any, str]:
    """A filled county, and a token with all scopes in it."""
    from django.core.management import call_command
    from django.db import transaction
    from django.test.utils import setup_test_environment
    from django.utils import timezone

    from hongmajia.accounts.actions.duties import appoint_to_duty
    from hongmajia.core.scopes import Scope
    from hongmajia.interface.actions import issue_token, open_account
    from hongmajia.unions.models import User
    from tests.actors import build_province
    from tests.interface.filled import Filled

    setup_test_environment()
    call_command("migrate", verbosity=0)
    with transaction.atomic():
        province = build_province()
        here = Filled(province, province.deqing, "330521", "甲")
        duty = appoint_to_duty(actor=None, kind="security", name="安全", phone="13700000002")
        secure = User.objects.get(pk=duty.user_id)
        account = open_account(
            actor=secure, union=province.deqing, name="产业大脑", purpose="试", scopes=list(Scope)
        )
        day = timezone.localdate() + timedelta(days=9)
        return here, issue_token(actor=secure, account=account, expires_on=day)[1]


def ask(operation: Any, here: Any, token: str, many: int) -> tuple[Counter[int], list[str]]:
    """The statuses of so many requests to the operation, and the promises that were broken."""
    from django.db import transaction
    from schemathesis.core.failures import FailureGroup

    from hongmajia.core import attempts
    from tests.interface.sampling import answer_to, cases_of, with_known_keys

    statuses, faults = Counter[int](), []
    drawn = cases_of(operation, -(-many // 3))
    for number, case in enumerate(islice(cycle(drawn), many)):
        attempts.forget_all()
        if number >= len(drawn):
            with_known_keys(case, here)
        with transaction.atomic():
            try:
                statuses[answer_to(case, token)] += 1
            except FailureGroup as broken:
                statuses[0] += 1
                faults.append(str(broken)[:1500])
            transaction.set_rollback(True)
    return statuses, faults


if __name__ == "__main__":
    chosen = parse()
    if not chosen.inside:
        sys.exit(main())
    sys.exit(0 if prove(chosen.inside, chosen.requests) else 1)
