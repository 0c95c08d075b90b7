"""Indicators counted from the enterprises that asked."""

from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from hongmajia.unions.enums import SMALLER, Stage
from hongmajia.unions.models import Enterprise, KeyIndustryCode

from ..enums import Aggregate
from ..scope import Scope
from .definition import Measure


def asked(scope: Scope) -> QuerySet[Any]:
    """Registered enterprises with at least one need that counts; each once."""
    needs = scope.asked_anywhere().order_by().values("enterprise")
    return Enterprise.objects.filter(scope.at("region"), pk__in=needs)


def asked_by_union(scope: Scope) -> list[QuerySet[Any]]:
    """Union under which an enterprise has a need that counts, and the enterprise."""
    needs = scope.asked_anywhere().filter(scope.at("enterprise__region")).order_by()
    return [needs.values_list("home_union__path", "enterprise")]


def one_if(condition: Any) -> Case:
    """Counts 1 for a record for which the condition holds, else 0."""
    return Case(When(condition, then=Value(1)), default=Value(0))


def is_key() -> Any:
    """Whether an enterprise belongs to a key industry of its province, by industry or by choice."""
    of_industry = Q(code=OuterRef("division")) | Q(code=OuterRef("section"))
    here = KeyIndustryCode.objects.filter(industry__province=OuterRef("region__province"))
    return Q(key_industry__isnull=False) | Exists(here.filter(of_industry))


FIRMS_ASKED = Measure(
    "firms_asked", _("提出需求的企业"), _("家"),
    _("征集的需求是它提的，提几件都算一家。没有登记的企业不算，核实时登记、关联了就算。"),
    asked, "askers", "region", stage=Stage.COLLECT, short=_("提需求企业"),
    among=asked, is_once=True, several=asked_by_union,
)  # fmt: skip
FIRMS_SMALLER = Measure(
    "firms_smaller", _("中小微企业占比"), _("家"),
    _("提出需求的企业里，规模是中型、小型、微型的占百分之几。"),
    asked, "askers", "region", amount=one_if(Q(scale__in=SMALLER)), aggregate=Aggregate.SHARE,
    stage=Stage.COLLECT, among=asked, is_once=True,
)  # fmt: skip
FIRMS_SPECIALISED = Measure(
    "firms_specialised", _("专精特新企业占比"), _("家"),
    _("提出需求的企业里，专精特新的占百分之几。"),
    asked, "askers", "region", amount=one_if(Q(is_specialised=True)), aggregate=Aggregate.SHARE,
    stage=Stage.COLLECT, among=asked, is_once=True,
)  # fmt: skip
FIRMS_KEY = Measure(
    "firms_key", _("重点产业企业占比"), _("家"),
    _("提出需求的企业里，行业归入重点产业，或者自己选了重点产业的，占百分之几。"),
    asked, "askers", "region", amount=one_if(is_key()), aggregate=Aggregate.SHARE,
    stage=Stage.COLLECT, among=asked, is_once=True,
)  # fmt: skip
