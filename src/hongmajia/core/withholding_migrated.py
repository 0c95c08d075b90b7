"""The step of a migration that blanks the public texts of rows stored before."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db import transaction
from django.db.migrations import RunPython

from .withholding import Typed, Whose, stored

BATCH = 500
"""Rows of one transaction; on SQLite others wait to write meanwhile."""

Changed = Callable[[Sequence[Any]], None]


def blank_rows(
    app_label: str,
    model_name: str,
    fields: tuple[str, ...],
    whose: Callable[[Any], Whose],
    *,
    joined: tuple[str, ...] = (),
    reindex: Changed | None = None,
) -> RunPython:
    """Blank ``fields`` of all rows of a model and keep the originals; reversed, put these back.

    ``whose`` says of a row whom its texts may give away; ``joined`` names the relations it follows.
    ``reindex`` gets the changed rows of each batch, with their new texts.
    """

    def forwards(apps: Any, editor: Any) -> None:
        rows = apps.get_model(app_label, model_name)._base_manager.select_related(*joined)
        last = 0
        while batch := list(rows.filter(pk__gt=last).order_by("pk")[:BATCH]):
            with transaction.atomic(editor.connection.alias):
                changed = [row for row in batch if _blank(apps, row, fields, whose(row))]
                if reindex and changed:
                    reindex(changed)
            last = batch[-1].pk

    def backwards(apps: Any, editor: Any) -> None:
        model = apps.get_model(app_label, model_name)
        kept = apps.get_model("core", "Original")._base_manager.filter(
            subject_type__app_label=app_label, subject_type__model=model_name
        )
        for original in kept.iterator():
            texts = {field: text for field, (text, _finds) in original.texts.items()}
            model._base_manager.filter(pk=original.subject_id).update(**texts)
        kept.delete()

    return RunPython(forwards, backwards, elidable=False)


def _blank(apps: Any, row: Any, fields: tuple[str, ...], whose: Whose) -> bool:
    """Blank one row; whether something was found in it."""
    texts = {field: getattr(row, field) for field in fields}
    typed = {field: Typed(text, whose.finds(text)) for field, text in texts.items()}
    typed = {field: each for field, each in typed.items() if each.finds}
    if not typed:
        return False
    for field, each in typed.items():
        setattr(row, field, each.public())
    row.save(update_fields=list(typed))
    kind, _new = apps.get_model("contenttypes", "ContentType")._base_manager.get_or_create(
        app_label=row._meta.app_label, model=row._meta.model_name
    )
    apps.get_model("core", "Original")._base_manager.create(
        subject_type=kind, subject_id=row.pk, texts=stored(typed)
    )
    return True
