from typing import Any

from django.db import migrations

from hongmajia.core.withholding import BY_OFFICES, Whose
from hongmajia.core.withholding_migrated import blank_rows



def named_in(item: Any) -> Whose:
    noted = item.mentions.values_list("name", flat=True)
    return agreed(item, "\n".join((item.title, item.summary, item.text)), *noted)


def of_a_union(project: Any) -> Whose:
    return agreed(project, "\n".join((project.name, project.text, project.results)))


def agreed(row: Any, words: str, *noted: str) -> Whose:
    consented = row._meta.apps.get_model("people", "Artisan")._base_manager.filter(
        name_consent_at__isnull=False
    )
    names = consented.values_list("helper__name", flat=True)
    return Whose(public_names=(*noted, *(n for n in names if n in words)), shown=BY_OFFICES)


class Migration(migrations.Migration):
    dependencies = [
        ("publicity", "0001_initial"),
        ("people", "0005_phones_encrypted"),
        ("core", "0009_originals"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        blank_rows("publicity", "newsitem", ("title", "summary", "text"), named_in),
        blank_rows("publicity", "project", ("name", "text", "results"), of_a_union),
    ]
