from collections.abc import Sequence
from typing import Any

from django.db import migrations

from hongmajia.core.search import SearchIndex
from hongmajia.core.withholding_migrated import blank_rows
from hongmajia.needs.stored_askers import stored_asker

TEXTS = ("title", "text", "equipment", "conditions", "tried", "goal", "times")
SEARCHED = ("title", "text", "goal", "equipment", "conditions", "industry")


def reindex(needs: Sequence[Any]) -> None:
    texts = ((need.pk, "\n".join(getattr(need, field) for field in SEARCHED)) for need in needs)
    SearchIndex("needs_search").put(texts)


class Migration(migrations.Migration):
    dependencies = [
        ("needs", "0008_phones_encrypted"),
        ("core", "0009_originals"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        blank_rows(
            "needs", "need", TEXTS, stored_asker,
            joined=("enterprise", "region__parent"), reindex=reindex,
        )
    ]
