from typing import Any

from django.db import migrations

from hongmajia.core.withholding import BY_OFFICES, Whose
from hongmajia.core.withholding_migrated import blank_rows
from hongmajia.core.search import SearchIndex



def helper_of(offer: Any) -> Whose:
    return Whose(public_names=(offer.helper.name,), shown=BY_OFFICES)


def reindex(offers: Any) -> None:
    listed = [offer for offer in offers if offer.is_listed]
    SearchIndex("offers_search").put((each.pk, f"{each.title}\n{each.text}") for each in listed)


class Migration(migrations.Migration):
    dependencies = [
        ("offers", "0005_offer_text_length"),
        ("core", "0009_originals"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        blank_rows(
            "offers", "offer", ("title", "text"), helper_of, joined=("helper",), reindex=reindex
        ),
    ]
