"""kill -9 of each process of the product in turn, under load; SIGTERM; a restart of the database.

    python proofs/kill_processes.py [--rounds 10] [--on sqlite|postgresql]

Printed, and held against bounds: what clients saw of it, tasks stuck, orphans, tasks run twice.
"""

import argparse
import socket
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from proofs.databases import DATABASES, broken_on, installed_on  # noqa: E402


def main() -> int:
    """Run the proof on the databases asked for; 1 when a bound is broken."""
    broken = broken_on(__file__, sys.argv[1:], parse().on)
    print("broken bounds on:" if broken else "all bounds kept", *broken)
    return 1 if broken else 0


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--on", action="append", choices=DATABASES)
    parser.add_argument("--inside", help=argparse.SUPPRESS)
    return parser.parse_args()


def prove(name: str, rounds: int) -> list[str]:
    """The whole proof on one database of its own; the sentences about what broke a bound."""
    with installed_on(name, PYTHONUNBUFFERED="1") as (folder, address):
        from proofs.killing.proof import Proof

        proof = Proof(free_port(), folder, address)
        try:
            return proof.run(name, rounds)
        finally:
            proof.end()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
        return port


if __name__ == "__main__":
    inside = parse().inside
    if not inside:
        sys.exit(main())
    faults = prove(inside, parse().rounds)
    print(*[f"BROKEN: {fault}" for fault in faults], sep="\n")
    sys.exit(1 if faults else 0)
