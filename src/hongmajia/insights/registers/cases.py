"""The registers of cases, and of enterprises that put one to use."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hongmajia.cases.models import Case, CaseUse
from hongmajia.core.actors import SignedIn
from hongmajia.engagements.naming import helper_name
from hongmajia.needs.enums import Category
from hongmajia.unions.enums import STAFF

from .definition import Column, Register, fact, guarded_fact


def load(cases: QuerySet[Any]) -> QuerySet[Any]:
    """With the names of unions, helpers and places."""
    return cases.select_related(
        "union", "engagement__helper__artisan", "engagement__helper__union",
        "engagement__need__region__parent", "engagement__need__union",
    )  # fmt: skip


TITLE: Column[Case] = fact(_("标题"), 32, lambda case: case.title)
GIST: Column[Case] = fact(_("问题一句话"), 40, lambda case: case.gist)
CATEGORY: Column[Case] = fact(_("问题类别"), 24, lambda case: Category(case.category).short)
PLACE: Column[Case] = fact(_("地区"), 14, lambda case: case.engagement.need.region.place)
HOLDER: Column[Case] = fact(_("现在在谁手里"), 24, lambda case: case.union.name)
HELPER: Column[Case] = guarded_fact(
    _("师傅和团队"), 16, lambda case, reader: helper_name(reader, case.engagement)
)
STATE: Column[Case] = fact(_("办到哪一步"), 12, lambda case: case.get_state_display())


def url(case: Case, reader: SignedIn) -> str:
    """The page of the case."""
    return reverse("case", args=[case.pk])


CASES = Register(
    title=_("案例"),
    columns=(TITLE, GIST, CATEGORY, PLACE, HOLDER, HELPER, STATE),
    load=load,
    titled=TITLE.text,
    url=url,
    facts=(STATE, PLACE, HELPER, HOLDER),
)


def load_uses(uses: QuerySet[Any]) -> QuerySet[Any]:
    """With the cases, and the unions of the enterprises."""
    return uses.select_related("case", "enterprise__union", "enterprise__region__parent")


def firm(use: CaseUse, reader: SignedIn) -> str:
    """The enterprise for staff of its union and above, for others where it is."""
    known = reader.holds(use.enterprise.union.path, *STAFF)
    return str(use.enterprise.name if known else use.enterprise.region.place)


def url_of_use(use: CaseUse, reader: SignedIn) -> str:
    """The page of the case."""
    return reverse("case", args=[use.case_id])


USED: Column[CaseUse] = fact(_("案例"), 32, lambda use: use.case.title)
FIRM: Column[CaseUse] = guarded_fact(_("企业"), 30, firm)
BROUGHT: Column[CaseUse] = fact(_("带来了什么"), 40, lambda use: use.text)

CASE_USES = Register(
    title=_("企业用上了"),
    columns=(USED, FIRM, BROUGHT),
    load=load_uses,
    titled=USED.text,
    url=url_of_use,
    facts=(FIRM, BROUGHT),
)
