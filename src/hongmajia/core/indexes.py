"""Keeping the words of records in step with the records (docs/adr/0115).

A room says in its ``registrations.py`` which words of its rows are found, and in which index they
are kept. Whatever saves or deletes a row then renews its words in the same transaction: no act can
forget to. Rows that are written without being saved, such as thousands at once, are put by hand.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.db.models import Model, QuerySet
from django.db.models.signals import post_delete, post_save

from .new_database import register_filling
from .search import SearchIndex

BATCH = 500
"""Rows of one transaction while all are put again; on SQLite others wait to write meanwhile."""


@dataclass(frozen=True)
class Indexed:
    """The rows of ``model`` whose words ``index`` keeps.

    ``text`` gives the words of a row: only such as everybody may read who may see the row at all.
    ``loaded`` loads what it reads of other tables; ``parts`` are their models, each with its field
    that holds the key of the row.
    """

    index: SearchIndex
    model: type[Model]
    text: Callable[[Any], str]
    loaded: Callable[[QuerySet[Any]], QuerySet[Any]] | None = None
    parts: Mapping[type[Model], str] = field(default_factory=dict)

    def put(self, pk: int) -> None:
        """Put the words of one row as it is stored now; of one that is gone, remove them."""
        row = self.rows().filter(pk=pk).first()
        if row is None:
            self.index.remove([pk])
        else:
            self.index.put([(pk, self.text(row))])

    def rows(self) -> QuerySet[Any]:
        """All rows, with what ``text`` reads."""
        every = self.model._base_manager.order_by("pk")
        return self.loaded(every) if self.loaded else every


_kept: dict[type[Model], Indexed] = {}


def keep_words(indexed: Indexed) -> None:
    """Renew the words of a row whenever it, or one of its parts, is saved or deleted.

    ``ImproperlyConfigured`` for a model that has an index already.
    """
    model = indexed.model
    if model in _kept:
        raise ImproperlyConfigured(f"words kept twice: {model._meta.label}")
    _kept[model] = indexed
    register_filling(indexed.index.create)
    post_save.connect(_row_saved, sender=model)
    post_delete.connect(_row_deleted, sender=model)
    for part, key in indexed.parts.items():
        for change in (post_save, post_delete):
            change.connect(_part_changed(indexed, key), sender=part, weak=False)


def _row_saved(sender: type[Model], instance: Any, raw: bool, **rest: Any) -> None:
    if not raw:
        renew_words(instance)


def _row_deleted(sender: type[Model], instance: Any, **rest: Any) -> None:
    _kept[sender].index.remove([instance.pk])


def _part_changed(indexed: Indexed, key: str) -> Callable[..., None]:
    def receive(instance: Any, raw: bool = False, **rest: Any) -> None:
        if not raw:
            indexed.put(getattr(instance, key))

    return receive


def renew_words(row: Model) -> None:
    """Put the words of a row of a model that has an index; of any other, nothing."""
    indexed = _kept.get(type(row))
    if indexed is None:
        return
    if indexed.loaded:
        indexed.put(row.pk)
    else:
        indexed.index.put([(row.pk, indexed.text(row))])


def compact_words() -> None:
    """Drop what indexes keep of words that were removed (``SearchIndex.compact``)."""
    for indexed in _kept.values():
        indexed.index.compact()


def put_words(model: type[Model], pks: Iterable[int]) -> None:
    """Put the words of rows that were written without being saved, such as by ``bulk_create``."""
    indexed, keys = _kept[model], list(pks)
    for start in range(0, len(keys), BATCH):
        rows = indexed.rows().filter(pk__in=keys[start : start + BATCH])
        indexed.index.put((row.pk, indexed.text(row)) for row in rows)


def renew_all_words() -> Iterator[tuple[type[Model], int]]:
    """Put the words of all rows again; yields each model with how many rows it has.

    Words of rows that are gone are removed. Each batch is a transaction of its own.
    """
    for model, indexed in _kept.items():
        yield model, _renew(indexed)


def _renew(indexed: Indexed) -> int:
    last, count = 0, 0
    while True:
        with transaction.atomic():
            batch = list(indexed.rows().filter(pk__gt=last)[:BATCH])
            upto = batch[-1].pk if len(batch) == BATCH else None
            indexed.index.remove_between(last, upto)
            indexed.index.put((row.pk, indexed.text(row)) for row in batch)
        count += len(batch)
        if upto is None:
            return count
        last = upto
