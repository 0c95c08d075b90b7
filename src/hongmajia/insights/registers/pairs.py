"""The register of apprenticeships."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hongmajia.core.actors import SignedIn
from hongmajia.core.templatetags.ui import month_day
from hongmajia.people.models import Apprenticeship
from hongmajia.people.naming import name_for

from .definition import Column, Register, fact, guarded_fact


def load(pairs: QuerySet[Any]) -> QuerySet[Any]:
    """With the names of unions and masters."""
    return pairs.select_related("union", "master__artisan", "master__union")


MASTER: Column[Apprenticeship] = guarded_fact(
    _("师傅"), 14, lambda pair, reader: name_for(reader, pair.master, pair.union)
)
APPRENTICE: Column[Apprenticeship] = fact(_("徒弟姓名"), 14, lambda pair: pair.apprentice_name)
WORKPLACE: Column[Apprenticeship] = fact(_("徒弟单位"), 32, lambda pair: pair.workplace)
SKILL: Column[Apprenticeship] = fact(_("学什么"), 32, lambda pair: pair.skill)
STARTS_ON: Column[Apprenticeship] = fact(_("从哪天起"), 12, lambda pair: pair.starts_on, month_day)
ENDS_ON: Column[Apprenticeship] = fact(_("到哪天为止"), 12, lambda pair: pair.ends_on)
STATE: Column[Apprenticeship] = fact(_("结对到了哪一步"), 12, lambda pair: pair.get_state_display())
UNION: Column[Apprenticeship] = fact(_("工会"), 24, lambda pair: pair.union.name)


def titled(pair: Apprenticeship, reader: SignedIn) -> str:
    """Who teaches whom."""
    words = {"master": MASTER.text(pair, reader), "apprentice": pair.apprentice_name}
    return gettext("%(master)s带%(apprentice)s") % words


def url(pair: Apprenticeship, reader: SignedIn) -> str:
    """The page of the apprenticeship."""
    return reverse("apprenticeship", args=[pair.pk])


PAIRS = Register(
    title=_("师徒结对"),
    columns=(MASTER, APPRENTICE, WORKPLACE, SKILL, STARTS_ON, ENDS_ON, STATE, UNION),
    load=load,
    titled=titled,
    url=url,
    facts=(SKILL, STARTS_ON, STATE, UNION),
)
