"""Letting the rows of one record refer to another that takes its place."""

from collections.abc import Iterator
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import ManyToManyField, Model


def relations_to(model: type[Model]) -> Iterator[Any]:
    """Everything that refers to ``model``, but for histories, which tell what was."""
    for relation in model._meta.get_fields(include_hidden=True):
        refers = relation.auto_created and not relation.concrete
        if refers and not hasattr(relation.related_model, "history_id"):
            yield relation


def move_rows(relation: Any, old: Model, new: Model) -> int:
    """Let the rows refer to ``new``; returns how many. One that ``new`` has as well stays."""
    field = relation.field
    if isinstance(field, ManyToManyField):
        return _move_links(field, old, new)
    rows = relation.related_model._base_manager.filter(**{field.name: old})
    return sum(_move_row(row, field.name, new) for row in rows)


def _move_row(row: Any, name: str, new: Model) -> int:
    setattr(row, name, new)
    try:
        with transaction.atomic():
            row.save(update_fields=[name])
    except IntegrityError:
        return 0
    return 1


def _move_links(field: Any, old: Model, new: Model) -> int:
    links = field.remote_field.through._base_manager
    name = field.m2m_reverse_field_name()
    return sum(_move_row(link, name, new) for link in links.filter(**{name: old}))
