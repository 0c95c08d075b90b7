from typing import Any

from django.db import migrations

from hongmajia.core.search import SearchIndex

index = SearchIndex("offers_search")


def create(apps: Any, schema_editor: Any) -> None:
    index.create(schema_editor)


def drop(apps: Any, schema_editor: Any) -> None:
    index.drop(schema_editor)


class Migration(migrations.Migration):
    dependencies = [("offers", "0003_initial")]

    operations = [migrations.RunPython(create, drop)]
