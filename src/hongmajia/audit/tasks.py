"""Sealing by the clock."""

import os
from pathlib import Path

from django.conf import settings
from django_tasks import task

from hongmajia.core.queues import SHORT

from .models import Seal
from .sealing import lines_of, seal_events


@task(queue_name=SHORT)
def seal_log() -> None:
    """Seal the new events, and note the seals in the file of ``HONGMAJIA_SEALS``.

    If it runs again, it goes on after the last seal and after the last line of the file.
    """
    seal_events()
    if path := settings.SEALS_FILE:
        note_seals(path)


def note_seals(path: Path) -> int:
    """Append a line for each seal that is not in the file yet; how many."""
    done, whole = _last_noted(path)
    lines = list(lines_of(Seal.objects.filter(number__gt=done)))
    if lines:
        with path.open("ab") as file:
            file.truncate(whole)  # what a killed process left of a line
            file.writelines(f"{line}\n".encode() for line in lines)
            file.flush()
            os.fsync(file.fileno())
    return len(lines)


def _last_noted(path: Path) -> tuple[int, int]:
    """The number of the last whole line, and where it ends; zeros for an empty or missing file."""
    if not path.exists():
        return 0, 0
    whole = path.read_bytes().rpartition(b"\n")[0]
    last = whole.rpartition(b"\n")[2]
    return (int(last.split()[0]), len(whole) + 1) if last else (0, 0)
