"""Needs in lists and ledgers."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.templatetags.ui import month_day
from hongmajia.engagements.models import Engagement
from hongmajia.needs.models import Need

from .definition import Line, Register, asker_of, joined


def columns() -> list[tuple[str, int]]:
    return [
        (_("编号"), 14), (_("标题"), 32), (_("问题"), 60), (_("企业"), 30), (_("地区"), 14),
        (_("行业"), 18), (_("问题类别"), 24), (_("提出日期"), 12), (_("列入日期"), 12),
        (_("办到哪一步"), 12), (_("师傅"), 20), (_("现在在谁手里"), 22),
    ]  # fmt: skip


def load(needs: QuerySet[Any]) -> QuerySet[Any]:
    agreed = Engagement.objects.agreed().select_related("helper__artisan")
    named = needs.select_related("season", "region__parent", "enterprise", "union", "home_union")
    return named.prefetch_related(Prefetch("engagements", agreed, to_attr="agreed"))


def row(need: Need, reader: Any) -> list[Any]:
    listed = timezone.localdate(need.listed_at) if need.listed_at else ""
    return [
        need.number, need.title, need.text, asker_of(need, reader), need.region.place,
        need.industry, need.category_label, timezone.localdate(need.submitted_at), listed,
        need.get_state_display(), helpers_of(need), need.union.name,
    ]  # fmt: skip


def line(need: Need, reader: Any) -> Line:
    facts = (
        need.number, need.region.place, asker_of(need, reader), month_day(need.submitted_at),
        need.get_state_display(), helpers_of(need),
    )  # fmt: skip
    return Line(need.title, reverse("need", args=[need.pk]), facts)


def helpers_of(need: Need) -> str:
    return joined(engagement.helper.public_name for engagement in need.agreed)  # type: ignore[attr-defined]


NEEDS = Register(gettext_lazy("需求"), columns, load, row, line)
