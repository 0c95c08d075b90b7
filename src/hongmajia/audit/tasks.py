"""Sealing by the clock."""

import logging
import os
from pathlib import Path

from django.conf import settings
from django_tasks import task

from hongmajia.core.queues import SHORT

from .copying import copy_seals
from .models import Seal
from .sealing import is_line, lines_of, seal_events

log = logging.getLogger("audit")
TAIL = 4096
"""Bytes at the end of the file that are read to find its last line."""


@task(queue_name=SHORT)
def seal_log() -> None:
    """Seal the new events, note the seals in the file of ``HONGMAJIA_SEALS``, send them elsewhere.

    If it runs again, it goes on after the last seal, after the last line of the file and after the
    last seal that was sent.
    """
    seal_events()
    if path := settings.SEALS_FILE:
        try:
            note_seals(path)
        except OSError as error:
            log.error("seals cannot be noted: %s", error)
    if settings.SYSLOG:
        try:
            copy_seals(settings.SYSLOG)
        except OSError as error:
            log.error("events cannot be sent to the syslog server: %s", error)


def note_seals(path: Path) -> int:
    """Append a line for each seal that is not in the file yet; how many. It only ever appends.

    A line that a killed process left unfinished is ended; the seal is noted again below it.
    ``OSError`` if the file cannot be written.
    """
    done, is_cut = _last_noted(path)
    lines = list(lines_of(Seal.objects.filter(number__gt=done).iterator(chunk_size=500)))
    if lines:
        with path.open("a", encoding="utf-8") as file:
            file.write("\n" if is_cut else "")
            file.writelines(f"{line}\n" for line in lines)
            file.flush()
            os.fsync(file.fileno())
    return len(lines)


def _last_noted(path: Path) -> tuple[int, bool]:
    """The number of the last whole line (0 without one), and whether a line is unfinished."""
    if not path.exists():
        return 0, False
    with path.open("rb") as file:
        file.seek(max(path.stat().st_size - TAIL, 0))
        tail = file.read().decode("utf-8", "replace")
    noted = [int(line.split()[0]) for line in tail.split("\n")[:-1] if is_line(line)]
    return (noted[-1] if noted else 0), bool(tail) and not tail.endswith("\n")
