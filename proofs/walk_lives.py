"""No situation of a need and its helpers is stuck, and each has somebody who takes the next step.

    python proofs/walk_lives.py [--situations 400] [--seed 1] [--on sqlite|postgresql]

The walk of ``tests/portal/test_lives.py`` with what is left out there: two helpers, of whom one has
no account, for two places; an asker who has only the tracking code; visits still to come; pairings
and partly solved problems. The order of the acts is shuffled by the seed; situations beyond the
number asked for are reached, but not gone on from.
"""

import argparse
import random
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from proofs.databases import DATABASES, broken_on, installed_on  # noqa: E402

DEEPEST = 20_000
"""Frames of Python that one walk may need: about four for each act."""


def main() -> int:
    """Run the proof on the databases asked for; 1 when something was found."""
    broken = broken_on(__file__, sys.argv[1:], parse().on)
    print("failed on:" if broken else "nobody is stuck", *broken)
    return 1 if broken else 0


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--situations", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--on", action="append", choices=DATABASES)
    parser.add_argument("--inside", help=argparse.SUPPRESS)
    return parser.parse_args()


def prove(name: str, situations: int, seed: int) -> list[str]:
    """The whole proof on one database of its own; what was found, with the acts that led to it."""
    with installed_on(name, HONGMAJIA_DEBUG=""):
        from django.core.management import call_command
        from django.db import transaction

        call_command("migrate", verbosity=0)
        with transaction.atomic():
            found = walk(situations, seed)
            transaction.set_rollback(True)
    return found


def walk(situations: int, seed: int) -> list[str]:
    """Walk from an order without an account on."""
    from tests.actors import artisan, build_province
    from tests.lives import Walk, order_of

    province = build_province()
    silent = artisan("王师傅", "焊工", province.deqing, "330521")
    order = order_of(province, silent, asker=None, helpers_wanted=2)
    walked = Walk(
        province,
        order.need,
        [silent, province.dong_helper],
        has_account=False,
        remembers=True,
        pairs=True,
        results=("solved", "partly", "unsolved", "tackling"),
        outcomes=("solved", "partly", "unsolved"),
        visits=(-5, 48),
        most=situations,
        shuffled=random.Random(seed),
    )
    sys.setrecursionlimit(DEEPEST)
    walked.explore()
    print(f"{len(walked.ways)} situations, {len(walked.beyond)} more reached")
    stuck = {f"{here}: stuck": way for here, way in walked.stuck().items()}
    return [f"{what}\n    {' › '.join(way)}" for what, way in (walked.faults | stuck).items()]


if __name__ == "__main__":
    asked = parse()
    if not asked.inside:
        sys.exit(main())
    faults = prove(asked.inside, asked.situations, asked.seed)
    print(*faults, sep="\n")
    sys.exit(1 if faults else 0)
