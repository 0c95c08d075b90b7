"""Backups made while four clients write are of one moment, and come back equal.

    python proofs/backups.py [--rounds 5] [--on sqlite|postgresql]

Each client adds photographs to needs, rows and files, without end. Each round makes a backup and
holds a drill; then each photograph that a row of the backup names must be among its files, and the
number of rows must have grown since the round before.
"""

import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from proofs.databases import installed_on, run_rounds  # noqa: E402

CLIENTS = 4
PAUSE = 0.02
"""Seconds between two photographs of a client."""
TABLE = "needs_needphoto"


def prove(name: str, rounds: int) -> list[str]:
    """The whole proof on one database of its own; the sentences about what broke a bound."""
    with installed_on(name), tempfile.TemporaryDirectory(prefix="backups-") as folder:
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        call_command("demo", verbosity=0)
        with writing() as counts:
            return [
                fault for n in range(rounds) for fault in faults_of(name, n, Path(folder), counts)
            ]


@contextmanager
def writing() -> Any:
    """Clients that add photographs while the block runs; yields how many each has added."""
    ended, counts = threading.Event(), [0] * CLIENTS
    clients = [
        threading.Thread(target=add_photographs, args=(ended, counts, n)) for n in range(CLIENTS)
    ]
    for client in clients:
        client.start()
    try:
        yield counts
    finally:
        ended.set()
        for client in clients:
            client.join()


def add_photographs(ended: threading.Event, counts: list[int], client: int) -> None:
    """Add a photograph to the first need, again and again."""
    from django.core.files.base import ContentFile
    from django.db import connection

    from hongmajia.needs.models import Need, NeedPhoto

    need = Need.objects.order_by("pk").first()
    while not ended.is_set():
        image = ContentFile(bytes(5000), name=f"{client}-{counts[client]}.jpg")
        NeedPhoto.objects.create(need=need, image=image)
        counts[client] += 1
        time.sleep(PAUSE)
    connection.close()


def faults_of(name: str, number: int, folder: Path, counts: list[int]) -> list[str]:
    """One round: what it printed is how long it took and what was written meanwhile."""
    from hongmajia.backups.manifest import read_manifest
    from hongmajia.backups.running import back_up, hold_drill

    began, before = time.perf_counter(), sum(counts)
    backup = back_up(folder)
    took, written = time.perf_counter() - began, sum(counts) - before
    compared = hold_drill(backup)
    rows = read_manifest(backup).tables[TABLE].rows
    print(f"{name} {number}: {took:.1f} s, {written} photographs written meanwhile, {rows} in it")
    faults = [f"{name} {number}: {difference}" for difference in compared.differences]
    faults += [f"{name} {number}: no file {path}" for path in files_missing(backup)]
    if not written:
        faults.append(f"{name} {number}: the clients wrote nothing while the backup was made")
    time.sleep(1)  # a backup is named by its second
    return faults


def files_missing(backup: Path) -> list[str]:
    """The photographs that rows of the backup name and that are not among its files."""
    from hongmajia.backups.databases import database_of

    with tempfile.TemporaryDirectory() as folder, database_of().beside(Path(folder)) as beside:
        beside.restore(backup / beside.file_name)
        names = images_in(beside)
    return [name for name in names if not (backup / "media" / name).exists()]


def images_in(database: Any) -> list[str]:
    """The names of files in the table of photographs."""
    ask = f"SELECT image FROM {TABLE}"
    with database.connected() as connection:
        return [name for (name,) in connection.execute(ask).fetchall()]


if __name__ == "__main__":
    sys.exit(run_rounds(__file__, __doc__, 5, prove))
