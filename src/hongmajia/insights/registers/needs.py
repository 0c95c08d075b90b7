"""The register of needs."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hongmajia.core.actors import SignedIn
from hongmajia.core.templatetags.ui import month_day
from hongmajia.engagements.models import Engagement
from hongmajia.engagements.naming import helper_name
from hongmajia.needs.models import Need

from .definition import Column, Register, asker_of, code_of_asker, fact, guarded_fact, joined


def load(needs: QuerySet[Any]) -> QuerySet[Any]:
    """With the names of places, askers and helpers."""
    agreed = Engagement.objects.agreed().select_related("helper__artisan", "helper__union")
    named = needs.select_related("season", "region__parent", "enterprise", "union", "home_union")
    return named.prefetch_related(Prefetch("engagements", agreed, to_attr="agreed"))


def listed_on(need: Need) -> Any:
    """The day it came on the list, if it did."""
    return timezone.localdate(need.listed_at) if need.listed_at else None


def helpers_of(need: Need, reader: SignedIn) -> str:
    """Who helps or helped, as the reader may know them; ``load`` has fetched them."""
    return joined(helper_name(reader, engagement) for engagement in need.agreed)  # type: ignore[attr-defined]


NUMBER: Column[Need] = fact(_("编号"), 14, lambda need: need.number)
TITLE: Column[Need] = fact(_("标题"), 32, lambda need: need.title)
TEXT: Column[Need] = fact(_("问题"), 60, lambda need: need.text)
ASKER: Column[Need] = guarded_fact(_("企业"), 30, asker_of)
CODE: Column[Need] = guarded_fact(_("统一社会信用代码"), 22, code_of_asker)
PLACE: Column[Need] = fact(_("地区"), 14, lambda need: need.region.place)
INDUSTRY: Column[Need] = fact(_("行业"), 18, lambda need: need.industry)
CATEGORY: Column[Need] = fact(_("问题类别"), 24, lambda need: need.category_label)
SUBMITTED_ON: Column[Need] = fact(
    _("提出日期"), 12, lambda need: timezone.localdate(need.submitted_at), month_day
)
LISTED_ON: Column[Need] = fact(_("列入日期"), 12, listed_on)
STATE: Column[Need] = fact(_("办到哪一步"), 12, lambda need: need.get_state_display())
HELPERS: Column[Need] = guarded_fact(_("师傅和团队"), 20, helpers_of)
HOLDER: Column[Need] = fact(_("现在在谁手里"), 22, lambda need: need.union.name)


def url(need: Need, reader: SignedIn) -> str:
    """The page of the need."""
    return reverse("need", args=[need.pk])


NEEDS = Register(
    title=_("需求"),
    columns=(
        NUMBER, TITLE, TEXT, ASKER, CODE, PLACE, INDUSTRY, CATEGORY, SUBMITTED_ON, LISTED_ON,
        STATE, HELPERS, HOLDER,
    ),
    load=load,
    titled=TITLE.text,
    url=url,
    facts=(NUMBER, PLACE, ASKER, SUBMITTED_ON, STATE, HELPERS),
)  # fmt: skip
