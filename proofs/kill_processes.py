"""kill -9 of each process of the product in turn, under load; SIGTERM; a restart of the database.

    python proofs/kill_processes.py [--rounds 10] [--on sqlite|postgresql]

Printed, and held against bounds: what clients saw of it, tasks stuck, orphans, tasks run twice.
"""

import argparse
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]


def main() -> int:
    """Run the proof on the databases asked for; 1 when a bound is broken."""
    options = parse()
    broken: list[str] = []
    for name in options.on or ["sqlite", "postgresql"]:
        command = [sys.executable, __file__, "--rounds", str(options.rounds), "--inside", name]
        if subprocess.run(command, cwd=ROOT, env=os.environ).returncode:
            broken.append(name)
    print("broken bounds on:" if broken else "all bounds kept", *broken)
    return 1 if broken else 0


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--on", action="append", choices=["sqlite", "postgresql"])
    parser.add_argument("--inside", help=argparse.SUPPRESS)
    return parser.parse_args()


@contextmanager
def database(name: str) -> Iterator[str]:
    """The address of a new database; empty for SQLite."""
    if name == "sqlite":
        yield ""
        return
    from cluster import throw_away_cluster
    from machine import postgres_folder

    programs = postgres_folder()
    if programs is None:
        sys.exit("PostgreSQL is not installed, so this half of the proof cannot be run.")
    with throw_away_cluster(programs) as address:
        yield address


def prove(name: str, rounds: int) -> list[str]:
    """The whole proof on one database of its own; the sentences about what broke a bound."""
    with database(name) as address, tempfile.TemporaryDirectory(prefix="hongmajia-") as folder:
        os.environ |= {"HONGMAJIA_DATA": folder, "HONGMAJIA_DATABASE_URL": address}
        os.environ |= {"HONGMAJIA_EMBEDDER": "none", "PYTHONUNBUFFERED": "1"}
        os.environ["DJANGO_SETTINGS_MODULE"] = "hongmajia.config.settings"
        import django

        django.setup()
        from proofs.killing.proof import Proof

        proof = Proof(free_port(), Path(folder), address)
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
