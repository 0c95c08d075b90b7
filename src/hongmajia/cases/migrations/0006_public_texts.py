from typing import Any

from django.db import migrations

from hongmajia.core.withholding import Whose
from hongmajia.core.withholding_migrated import blank_rows
from hongmajia.needs.stored_askers import stored_parties


TEXTS = ("title", "gist", "problem", "practice", "lesson", "quote")
ASKER = ("need__enterprise", "need__region__parent", "helper__artisan")


def parties_to(case: Any) -> Whose:
    seats = case.engagement._meta.apps.get_model("services", "Attendance")._base_manager
    came = seats.filter(activity__engagements=case.engagement, helper__isnull=False)
    helpers = {seat.helper for seat in came.select_related("helper__artisan")}
    return stored_parties([case.engagement], *helpers)


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0005_enterprise_is_asked"),
        ("needs", "0009_public_texts"),
        ("services", "0008_public_texts"),
        ("core", "0009_originals"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        blank_rows(
            "cases", "case", TEXTS, parties_to,
            joined=tuple(f"engagement__{relation}" for relation in ASKER),
        ),
    ]
