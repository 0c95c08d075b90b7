"""The words by which helpers are found: a new table, with the words of all helpers there are.

``hongmajia reindex`` writes the same; here the models are those of this migration.
"""

from typing import Any

from django.db import migrations

from hongmajia.core.masking import surname
from hongmajia.core.search import SearchIndex

index = SearchIndex("people_search")
BATCH = 500


def create(apps: Any, schema_editor: Any) -> None:
    index.create(schema_editor)
    helpers = apps.get_model("people", "Helper")._base_manager.order_by("pk")
    rows = helpers.select_related("artisan", "region__parent").prefetch_related("honours")
    last = 0
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        index.put((helper.pk, words_of(helper)) for helper in batch)
        last = batch[-1].pk


def words_of(helper: Any) -> str:
    name = public_name_of(helper)
    honours = [honour.title for honour in helper.honours.all()]
    bio = helper.bio.replace(helper.name, name)
    names = (surname(helper.name), name) if name != helper.name else (name,)
    return "\n".join((*names, helper.trade, *helper.specialities, *honours, place_of(helper), bio))


def public_name_of(helper: Any) -> str:
    artisan = getattr(helper, "artisan", None)
    if helper.kind == "team" or (artisan and artisan.name_consent_at):
        return str(helper.name)
    return f"{surname(helper.name)}师傅"


def place_of(helper: Any) -> str:
    regions = [helper.region.parent, helper.region] if helper.region else []
    return "".join(each.name for each in regions if each) or str(helper.place_text)


def drop(apps: Any, schema_editor: Any) -> None:
    index.drop(schema_editor)


class Migration(migrations.Migration):
    dependencies = [("people", "0013_firm_ties")]

    operations = [migrations.RunPython(create, drop)]
