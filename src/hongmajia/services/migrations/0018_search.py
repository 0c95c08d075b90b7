"""The words by which activities are found: a new table, with the words of all rows there are."""

from collections.abc import Iterable
from typing import Any

from django.db import migrations

from hongmajia.core.search import SearchIndex

index = SearchIndex("services_search")
WORDS = ("title", "theme", "text")
BATCH = 500


def create(apps: Any, schema_editor: Any) -> None:
    index.create(schema_editor)
    rows = apps.get_model("services", "activity")._base_manager.order_by("pk")
    last = 0
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        index.put(texts_of(batch))
        last = batch[-1].pk


def texts_of(rows: Iterable[Any]) -> Iterable[tuple[int, str]]:
    return ((row.pk, "\n".join(getattr(row, field) for field in WORDS)) for row in rows)


def drop(apps: Any, schema_editor: Any) -> None:
    index.drop(schema_editor)


class Migration(migrations.Migration):
    dependencies = [("services", "0017_safety")]

    operations = [migrations.RunPython(create, drop)]
