"""Random requests to every address and form, as every role: none may be answered with a 5xx.

    python proofs/fuzz_requests.py [--requests 10000] [--seed 1] [--on sqlite|postgresql] [--only N]

Each failing request is printed with its number; the same seed and ``--only`` with it send it again.
"""

import argparse
import logging
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from proofs.databases import DATABASES, broken_on, installed_on  # noqa: E402


def main() -> int:
    """Run the proof on the databases asked for; 1 when a request failed."""
    broken = broken_on(__file__, sys.argv[1:], parse().on)
    print("failed on:" if broken else "no request failed", *broken)
    return 1 if broken else 0


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="send the request with this number alone")
    parser.add_argument("--on", action="append", choices=DATABASES)
    parser.add_argument("--inside", help=argparse.SUPPRESS)
    return parser.parse_args()


def prove(name: str, seed: int, numbers: range) -> list[str]:
    """The whole proof on one database of its own; the failed requests."""
    with installed_on(name, HONGMAJIA_DEBUG=""):
        logging.disable()
        from proofs.fuzzing.proof import Proof

        proof = Proof(seed)
        failed = proof.run(numbers)
        print(f"{name}: {len(numbers)} requests,", dict(sorted(proof.statuses.items())))
        return failed


if __name__ == "__main__":
    chosen = parse()
    if not chosen.inside:
        sys.exit(main())
    one = chosen.only
    wanted = range(chosen.requests) if one is None else range(one, one + 1)
    sys.exit(1 if prove(chosen.inside, chosen.seed, wanted) else 0)
