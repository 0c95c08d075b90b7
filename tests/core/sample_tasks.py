"""Tasks for the tests of workers; a worker process imports them by their path."""

import os
import time

from django.db import OperationalError
from django_tasks import TaskContext, task

from hongmajia.core.models import Holiday
from hongmajia.core.once import do_once
from hongmajia.core.queues import LONG, SHORT


@task(queue_name=SHORT)
def count_up() -> None:
    """Its effect can be counted."""
    Holiday.objects.create(date=f"2026-01-{Holiday.objects.count() + 1:02}")


@task(queue_name=SHORT, takes_context=True)
def count_up_once(context: TaskContext) -> str:
    """The same, protected against a second run."""
    return do_once(context, count_up.func)


@task(queue_name=LONG)
def lose_the_database() -> None:
    """What a task sees when the server goes away under it."""
    raise OperationalError("server closed the connection unexpectedly")


@task(queue_name=LONG)
def quote_values(number: str, address: str) -> None:
    """Its error quotes what a person typed, and so does that error's cause."""
    try:
        int(number)
    except ValueError as error:
        raise KeyError(address) from error


@task(queue_name=LONG)
def take_long(seconds: float, started: str) -> None:
    """Writes its process's number to the file ``started``, then works."""
    with open(started, "w", encoding="utf-8") as file:
        file.write(str(os.getpid()))
    time.sleep(seconds)
