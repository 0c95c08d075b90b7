"""kill -9 of each process of the product in turn, under load; SIGTERM; a restart of the database.

    python proofs/kill_processes.py [--rounds 10] [--on sqlite|postgresql]

Printed, and held against bounds: what clients saw of it, tasks stuck, orphans, tasks run twice.
"""

import socket
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from proofs.databases import installed_on, run_rounds  # noqa: E402


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
    sys.exit(run_rounds(__file__, __doc__, 10, prove))
