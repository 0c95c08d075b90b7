"""What marks, seals and verifying of the event log cost: CPU, in one run on one database.

    python benchmarks/event_log.py [--rows 5000] [--on sqlite|postgresql]

Writes events one by one, as actions do, with marks and without them, in turns; then seals all, and
verifies all. Claims: an event with a mark costs ≤ 1.5 × one without, sealing ≤ 0.1 ms of CPU an
event and verifying ≤ 0.2 ms, beside the price of reading a row, which is printed.
"""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from proofs.databases import DATABASES, installed_on  # noqa: E402

TURNS = 4
DEAREST = 1.5
SEALING, VERIFYING = 0.1, 0.2
"""Milliseconds of CPU an event."""


def main() -> int:
    """Print the table; 1 if a claim does not hold."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=5000)
    parser.add_argument("--on", default="sqlite", choices=DATABASES)
    chosen = parser.parse_args()
    with installed_on(chosen.on):
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        return measure(chosen.on, chosen.rows)


def measure(name: str, rows: int) -> int:
    """Measure on the database that is set up; how many claims do not hold."""
    from hongmajia.audit.sealing import seal_events
    from hongmajia.audit.verifying import faults
    from hongmajia.core.models import Event

    with_marks, without = written(rows)
    Event.objects.filter(mark=b"").delete()
    sealing = cpu(seal_events) / rows / TURNS
    reading = cpu(lambda: list(Event.objects.iterator())) / rows / TURNS
    found: list[str] = []
    verifying = cpu(lambda: found.extend(faults())) / rows / TURNS
    assert not found, found[:3]
    print(f"{name}: an event {with_marks:.3f} ms, without a mark {without:.3f} ms: "
          f"{with_marks / without:.2f} ×")  # fmt: skip
    told = {"sealing": sealing, "verifying": verifying, "reading": reading}
    print(f"{name}: " + ", ".join(f"{what} {each:.4f} ms" for what, each in told.items()))
    broken = [with_marks > without * DEAREST, sealing > SEALING, verifying > VERIFYING]
    return sum(broken)


def written(rows: int) -> tuple[float, float]:
    """Milliseconds of CPU an event, with marks and without; each the cheapest of its turns."""
    from hongmajia.core import event_marks
    from hongmajia.core.event_marks import log_key

    log_key()
    found: dict[bool, list[float]] = {True: [], False: []}
    for _ in range(TURNS):
        found[True].append(cpu(lambda: write(rows)) / rows)
        with patch.object(event_marks, "set_mark", unmarked):
            found[False].append(cpu(lambda: write(rows)) / rows)
    return min(found[True]), min(found[False])


def unmarked(event: object) -> None:
    """Leave the columns of the mark empty."""
    event.salt = event.digest = event.mark = b""  # type: ignore[attr-defined]


def write(rows: int) -> None:
    """Write events as an action does, each with the facts of a request."""
    from django.db import transaction

    from hongmajia.core.acts import record
    from hongmajia.core.logs.context import coming_from
    from hongmajia.needs.enums import NeedVerb
    from hongmajia.unions.models import KeyIndustry

    subject = KeyIndustry.objects.first()
    assert subject is not None
    data = {"number": "浙2026-0001", "office": "德清县总工会", "actor": "沈女士"}
    origin = {"request": "f" * 32, "address": "192.0.2.7", "agent": "Mozilla/5.0" * 10}
    with transaction.atomic(), coming_from(origin):
        for _ in range(rows):
            record(None, NeedVerb.LISTED, subject, note="补充了照片", data=data)


def cpu(act: Callable[[], object]) -> float:
    """Milliseconds of CPU of this process."""
    began = time.process_time()
    act()
    return (time.process_time() - began) * 1000


if __name__ == "__main__":
    sys.exit(main())
