"""What the search over all records finds among artisans and teams (``core.finding``)."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from hongmajia.core.finding import MOST_SHOWN, Asked, Found

from .models import Helper
from .naming import name_for


def find_helpers(asked: Asked, reader: Any) -> Iterator[Found]:
    """Helpers by trade and by as much of their name as the reader may see; those kept by number."""
    helpers = Helper.objects.visible_to(reader)
    if asked.is_phone:
        kept = Helper.objects.on_rolls_of(reader).identified_by([asked.phone or asked.ending])
        helpers = helpers.filter(pk__in=kept.order_by().values("pk"))
    else:
        helpers = helpers.searching(asked.words, reader)
    for helper in helpers.select_related("artisan", "team", "union")[: MOST_SHOWN + 1]:
        facts = (helper.trade, helper.union.name)
        yield Found(name_for(reader, helper), reverse("helper", args=[helper.pk]), facts)
