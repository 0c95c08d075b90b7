"""The register of lasting pairings of helpers with enterprises."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hongmajia.people.models import FirmTie
from hongmajia.people.naming import name_for

from .definition import Column, Register, fact, guarded_fact, name_of


def load(ties: QuerySet[Any]) -> QuerySet[Any]:
    """With helpers and enterprises, their unions and places."""
    return ties.select_related(
        "helper__artisan", "helper__union", "enterprise__union", "enterprise__region__parent"
    )


WHO: Column[FirmTie] = guarded_fact(
    _("谁长期帮"), 20, lambda tie, reader: name_for(reader, tie.helper, tie.helper.union)
)
FIRM: Column[FirmTie] = guarded_fact(
    _("企业"), 32, lambda tie, reader: name_of(tie.enterprise, reader)
)
AIM: Column[FirmTie] = fact(_("长期帮什么"), 32, lambda tie: tie.aim)
SINCE: Column[FirmTie] = fact(_("从哪天起"), 12, lambda tie: tie.since)
ENDED_ON: Column[FirmTie] = fact(_("到哪天为止"), 12, lambda tie: tie.ended_on)
PLACE: Column[FirmTie] = fact(_("地方"), 14, lambda tie: tie.enterprise.region.place)
UNION: Column[FirmTie] = fact(_("工会"), 24, lambda tie: tie.helper.union.name)

TIES = Register[FirmTie](
    title=_("长期结对企业"),
    columns=(WHO, FIRM, AIM, SINCE, ENDED_ON, PLACE, UNION),
    load=load,
    titled=WHO.text,
    url=lambda tie, reader: reverse("helper", args=[tie.helper_id]),
    facts=(FIRM, AIM, SINCE, UNION),
)
