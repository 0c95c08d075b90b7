"""The register of those who came onto the rolls by recruiting calls."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hongmajia.core.templatetags.ui import month_day
from hongmajia.people.models import Recruit
from hongmajia.people.naming import name_for

from .definition import Column, Register, fact, guarded_fact


def load(recruits: QuerySet[Any]) -> QuerySet[Any]:
    """With helpers, their unions and places."""
    return recruits.select_related(
        "helper__artisan", "helper__union", "helper__region__parent", "union"
    )


WHO: Column[Recruit] = guarded_fact(
    _("师傅"), 14, lambda row, reader: name_for(reader, row.helper, row.union)
)
CALL: Column[Recruit] = fact(_("招募令"), 32, lambda row: row.title)
GROUP: Column[Recruit] = fact(_("小组"), 14, lambda row: row.group)
TRADE: Column[Recruit] = fact(_("工种、专业"), 20, lambda row: row.helper.trade)
DAY: Column[Recruit] = fact(
    _("哪天列入"), 12, lambda row: timezone.localdate(row.recruited_at), month_day
)
UNION: Column[Recruit] = fact(_("工会"), 24, lambda row: row.union.name)

RECRUITS = Register[Recruit](
    title=_("招募人数"),
    columns=(WHO, GROUP, TRADE, CALL, DAY, UNION),
    load=load,
    titled=WHO.text,
    url=lambda row, reader: reverse("helper", args=[row.helper_id]),
    facts=(GROUP, TRADE, CALL, UNION),
)
