"""The registers of a campaign's indicators: those of the figures, and one of artisans."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hongmajia.core.actors import SignedIn
from hongmajia.insights.registers import REGISTERS as OF_FIGURES
from hongmajia.insights.registers import Column, Register
from hongmajia.insights.registers.definition import fact
from hongmajia.people.models import Helper
from hongmajia.people.naming import name_for


def load(helpers: QuerySet[Any]) -> QuerySet[Any]:
    """With the names of unions and places."""
    return helpers.select_related("artisan", "union", "region__parent")


def url(helper: Helper, reader: SignedIn) -> str:
    """The page of the artisan."""
    return reverse("helper", args=[helper.pk])


TRADE: Column[Helper] = fact(_("工种、专业"), 20, lambda helper: helper.trade)
UNION: Column[Helper] = fact(_("工会"), 24, lambda helper: helper.union.name)

HELPERS = Register(
    title=_("参加的师傅"),
    columns=(TRADE, UNION),
    load=load,
    titled=lambda helper, reader: name_for(reader, helper),
    url=url,
    facts=(TRADE, UNION),
)

REGISTERS: dict[str, Register[Any]] = {**OF_FIGURES, "helpers": HELPERS}
