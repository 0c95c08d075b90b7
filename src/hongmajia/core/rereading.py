"""Reading stored public texts again, after the patterns of ``hongmajia.privacy`` became better.

Each room registers its models with whom their texts may give away. What was blanked before stays
blanked; what is found now as well gets marks, and its original is kept like that of a new text.
"""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.core.exceptions import ImproperlyConfigured
from django.db import transaction

from .models import Withholding
from .withholding import Whose, renew_marks

BATCH = 100
"""Rows of one transaction; on SQLite others wait to write meanwhile."""


class Reading(NamedTuple):
    """Whom the texts of a row may give away, and what to load with it."""

    whose: Callable[[Any], Whose]
    related: tuple[str, ...] = ()


_readings: dict[type[Withholding], Reading] = {}


def register_reading(model: type[Withholding], reading: Reading) -> None:
    """Let the rows of ``model`` be read again; ``ImproperlyConfigured`` for one known already."""
    if model in _readings:
        raise ImproperlyConfigured(f"reading registered twice: {model._meta.label}")
    _readings[model] = reading


def all_readings() -> dict[type[Withholding], Reading]:
    """Return every model that can be read again, by how."""
    return dict(_readings)


def read_all_again() -> Iterator[tuple[type[Withholding], int]]:
    """Read all rows of all models again; yields each model with how many rows changed."""
    for model, reading in _readings.items():
        yield model, read_again(model, reading)


def read_again(model: type[Withholding], reading: Reading) -> int:
    """Read all rows of ``model`` again; how many changed. Each batch is a transaction."""
    rows = model._base_manager.select_for_update(of=("self",)).select_related(*reading.related)
    last, count = 0, 0
    while True:
        with transaction.atomic():
            batch = list(rows.filter(pk__gt=last).order_by("pk")[:BATCH])
            count += sum(renew_marks(row, reading.whose(row)) for row in batch)
        if not batch:
            return count
        last = batch[-1].pk
