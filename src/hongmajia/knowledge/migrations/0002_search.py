"""The words by which kinds of problems are found: a new table."""

from typing import Any

from django.db import migrations

from hongmajia.core.search import SearchIndex

index = SearchIndex("knowledge_search")


def create(apps: Any, schema_editor: Any) -> None:
    index.create(schema_editor)


def drop(apps: Any, schema_editor: Any) -> None:
    index.drop(schema_editor)


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0001_kinds_of_problems")]

    operations = [migrations.RunPython(create, drop)]
