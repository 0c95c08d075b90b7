"""Tasks whose starts can be counted; the workers import them by their path."""

import time
from pathlib import Path

from django.conf import settings
from django_tasks import task

from hongmajia.core.queues import LONG, SHORT

STARTS = Path(settings.DATA) / "starts.log"


@task(queue_name=SHORT)
def short_work(number: int) -> None:
    """A fifth of a second."""
    _work(f"short {number}", 0.2)


@task(queue_name=LONG)
def long_work(number: int, seconds: float) -> None:
    """As long as it is told."""
    _work(f"long {number}", seconds)


def _work(name: str, seconds: float) -> None:
    with STARTS.open("a", encoding="utf-8") as file:
        file.write(f"{name}\n")
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        time.sleep(0.05)
