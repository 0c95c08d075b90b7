from typing import Any

from django.db import migrations

from hongmajia.core.withholding import BY_OFFICES, Whose
from hongmajia.core.withholding_migrated import blank_rows
from hongmajia.needs.stored_askers import stored_parties


ASKER = ("need__enterprise", "need__region__parent", "helper__artisan")


def parties_at(activity: Any) -> Whose:
    return stored_parties(activity.engagements.select_related(*ASKER))


def audience_of(activity: Any) -> Whose:
    return parties_at(activity)._replace(shown=BY_OFFICES)


class Migration(migrations.Migration):
    dependencies = [
        ("services", "0007_on_behalf"),
        ("needs", "0009_public_texts"),
        ("engagements", "0002_initial"),
        ("core", "0009_originals"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        blank_rows("services", "activity", ("title", "text"), audience_of),
        blank_rows(
            "services", "servicerecord", ("diagnosis", "done"),
            lambda written: parties_at(written.activity), joined=("activity",),
        ),
        blank_rows(
            "services", "suggestion", ("text", "benefit"),
            lambda each: parties_at(each.record.activity), joined=("record__activity",),
        ),
        blank_rows(
            "services", "confirmation", ("benefit_basis", "words"),
            lambda each: stored_parties([each.engagement]),
            joined=tuple(f"engagement__{relation}" for relation in ASKER),
        ),
    ]
