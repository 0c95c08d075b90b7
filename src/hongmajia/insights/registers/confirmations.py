"""Registers of enterprises, confirmations and benefits."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hongmajia.core.actors import SignedIn
from hongmajia.core.templatetags.ui import month_day
from hongmajia.engagements.naming import helper_name
from hongmajia.needs.models import Need
from hongmajia.services.models import Confirmation
from hongmajia.unions.enums import STAFF
from hongmajia.unions.models import Enterprise

from ..measures.firms import is_key, one_if
from .definition import (
    Column,
    Register,
    asker_of,
    code_of,
    code_of_asker,
    fact,
    guarded_fact,
    name_of,
)

# --- enterprises ----------------------------------------------------------------------------

NAME: Column[Enterprise] = guarded_fact(_("企业"), 36, name_of)
CODE: Column[Enterprise] = guarded_fact(_("统一社会信用代码"), 22, code_of)
INDUSTRY: Column[Enterprise] = fact(_("行业"), 24, lambda enterprise: enterprise.industry)
SCALE: Column[Enterprise] = fact(_("规模"), 8, lambda enterprise: enterprise.get_scale_display())
PLACE: Column[Enterprise] = fact(_("地区"), 14, lambda enterprise: enterprise.region.place)
UNION: Column[Enterprise] = fact(_("所属工会"), 24, lambda enterprise: enterprise.union.name)


def load_enterprises(enterprises: QuerySet[Any]) -> QuerySet[Any]:
    """With the names of places and unions."""
    return enterprises.select_related("region__parent", "union")


def enterprise_url(enterprise: Enterprise, reader: SignedIn) -> str:
    """The page of the enterprise, for its union's staff."""
    own = reader.holds(enterprise.union.path, *STAFF)
    return reverse("enterprise", args=[enterprise.pk]) if own else ""


ENTERPRISES = Register(
    title=_("服务企业"),
    columns=(NAME, CODE, INDUSTRY, SCALE, PLACE, UNION),
    load=load_enterprises,
    titled=NAME.text,
    url=enterprise_url,
    facts=(PLACE, INDUSTRY, UNION),
)


def load_askers(enterprises: QuerySet[Any]) -> QuerySet[Any]:
    """``load_enterprises``, with whether each belongs to a key industry."""
    return load_enterprises(enterprises).annotate(is_key=one_if(is_key()))


def as_mark(label: Any) -> Callable[[bool], str]:
    """On a page the word itself where it holds, and a dash where not."""
    return lambda holds: str(label) if holds else "—"


SPECIALISED: Column[Enterprise] = fact(
    _("专精特新"), 10, lambda one: one.is_specialised, as_mark(_("专精特新"))
)
KEY: Column[Enterprise] = fact(
    _("重点产业"),
    10,
    lambda one: bool(vars(one)["is_key"]),
    as_mark(_("重点产业")),
)
ASKERS = Register(
    title=_("提出需求的企业"),
    columns=(NAME, CODE, INDUSTRY, SCALE, SPECIALISED, KEY, PLACE, UNION),
    load=load_askers,
    titled=NAME.text,
    url=enterprise_url,
    facts=(PLACE, INDUSTRY, SCALE, SPECIALISED, KEY, UNION),
)

# --- confirmations --------------------------------------------------------------------------


def need_of(given: Confirmation) -> Need:
    """The need that was served."""
    return given.engagement.need


def in_wan(benefit: Decimal) -> str:
    """A sum in ten thousands of yuan."""
    return gettext("%(n)s万元") % {"n": f"{benefit:g}"}


CONFIRMED_ON: Column[Confirmation] = fact(
    _("确认日期"), 12, lambda given: timezone.localdate(given.confirmed_at), month_day
)
NUMBER: Column[Confirmation] = fact(_("需求编号"), 14, lambda given: need_of(given).number)
TITLE: Column[Confirmation] = fact(_("需求"), 32, lambda given: need_of(given).title)
ASKER: Column[Confirmation] = guarded_fact(
    _("企业"), 30, lambda given, reader: asker_of(need_of(given), reader)
)
ASKER_CODE: Column[Confirmation] = guarded_fact(
    _("统一社会信用代码"), 22, lambda given, reader: code_of_asker(need_of(given), reader)
)
NEED_PLACE: Column[Confirmation] = fact(_("地区"), 14, lambda given: need_of(given).region.place)
HELPER: Column[Confirmation] = guarded_fact(
    _("师傅和团队"), 16, lambda given, reader: helper_name(reader, given.engagement)
)
OUTCOME: Column[Confirmation] = fact(
    _("问题解决了吗"), 12, lambda given: given.get_outcome_display()
)
SATISFACTION: Column[Confirmation] = fact(
    _("满意度"), 10, lambda given: given.get_satisfaction_display()
)
BEHALF, OWN = _("代确认"), _("企业自己")
HOW: Column[Confirmation] = fact(
    _("谁确认的"), 10, lambda given: str(BEHALF if given.on_behalf else OWN)
)
BENEFIT: Column[Confirmation] = fact(
    _("经济效益（万元）"), 12, lambda given: given.benefit_wan, in_wan
)
BASIS: Column[Confirmation] = fact(_("怎么算的"), 40, lambda given: given.benefit_basis)

COLUMNS = (
    CONFIRMED_ON, NUMBER, TITLE, ASKER, ASKER_CODE, NEED_PLACE, HELPER, OUTCOME, SATISFACTION,
    HOW, BENEFIT, BASIS,
)  # fmt: skip
WHERE_AND_WHO = (CONFIRMED_ON, NEED_PLACE, ASKER, HELPER)


def load_confirmations(confirmations: QuerySet[Any]) -> QuerySet[Any]:
    """With the names of needs, askers, helpers and places."""
    return confirmations.select_related(
        "engagement__helper__artisan", "engagement__helper__union", "engagement__need__season",
        "engagement__need__enterprise",
        "engagement__need__region__parent", "engagement__need__union",
        "engagement__need__home_union",
    )  # fmt: skip


def confirmation_url(given: Confirmation, reader: SignedIn) -> str:
    """The page of the engagement that was confirmed."""
    return reverse("engagement", args=[given.engagement_id])


CONFIRMATIONS = Register(
    title=_("企业确认"),
    columns=COLUMNS,
    load=load_confirmations,
    titled=TITLE.text,
    url=confirmation_url,
    facts=(SATISFACTION, HOW, *WHERE_AND_WHO),
)
BENEFITS = Register(
    title=_("经济效益"),
    columns=COLUMNS,
    load=load_confirmations,
    titled=TITLE.text,
    url=confirmation_url,
    facts=(BENEFIT, BASIS, *WHERE_AND_WHO),
)
