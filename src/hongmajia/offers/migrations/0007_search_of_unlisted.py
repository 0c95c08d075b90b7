"""The words of offers that are off the list: whoever may see these finds them, too."""

from typing import Any

from django.db import migrations

from hongmajia.core.search import SearchIndex

index = SearchIndex("offers_search")
BATCH = 500


def put(apps: Any, schema_editor: Any) -> None:
    rows = apps.get_model("offers", "Offer")._base_manager.filter(is_listed=False).order_by("pk")
    last = 0
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        index.put((offer.pk, f"{offer.title}\n{offer.text}") for offer in batch)
        last = batch[-1].pk


def remove(apps: Any, schema_editor: Any) -> None:
    rows = apps.get_model("offers", "Offer")._base_manager.filter(is_listed=False)
    index.remove(list(rows.values_list("pk", flat=True)))


class Migration(migrations.Migration):
    dependencies = [("offers", "0006_public_texts")]

    operations = [migrations.RunPython(put, remove)]
