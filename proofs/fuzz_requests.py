"""Odd requests to every address and form: none may be answered with a 5xx.

    python proofs/fuzz_requests.py [--part each|random] [--on sqlite|postgresql]
                                   [--at needs/] [--requests 10000] [--seed 1] [--only N]

The first part (``each``) sends every sharp value to every place that takes one: each parameter that
a page reads, each part of an address, each field of a form, as a stranger and as a cadre; ``--at``
keeps to addresses with this beginning. The second (``random``) sends random requests as every role.
Each failing one is printed with its number; the same seed and ``--only`` with it send it again.
"""

import argparse
import logging
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from proofs.databases import DATABASES, broken_on, installed_on  # noqa: E402

PARTS = ("each", "random")


def main() -> int:
    """Run the proof on the databases asked for; 1 when a request failed."""
    broken = broken_on(__file__, sys.argv[1:], parse().on)
    print("failed on:" if broken else "no request failed", *broken)
    return 1 if broken else 0


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", action="append", choices=PARTS)
    parser.add_argument("--at", action="append", help="a beginning of addresses for part “each”")
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="send the request with this number alone")
    parser.add_argument("--on", action="append", choices=DATABASES)
    parser.add_argument("--inside", help=argparse.SUPPRESS)
    return parser.parse_args()


def prove(name: str, chosen: argparse.Namespace) -> list[str]:
    """The parts asked for on one database of their own; the failed requests."""
    parts = ("random",) if chosen.only is not None else chosen.part or PARTS
    with installed_on(name, HONGMAJIA_DEBUG=""):
        logging.disable()
        from proofs.fuzzing.each import requests
        from proofs.fuzzing.proof import Proof

        proof = Proof(chosen.seed)
        failed = proof.all_of(requests(proof, tuple(chosen.at or [""]))) if "each" in parts else []
        failed += proof.run(numbers_of(chosen)) if "random" in parts else []
        print(f"{name}: {proof.statuses.total()} requests,", dict(sorted(proof.statuses.items())))
        return failed


def numbers_of(chosen: argparse.Namespace) -> range:
    """The numbers of the random requests."""
    only = chosen.only
    return range(chosen.requests) if only is None else range(only, only + 1)


if __name__ == "__main__":
    chosen = parse()
    if not chosen.inside:
        sys.exit(main())
    sys.exit(1 if prove(chosen.inside, chosen) else 0)
