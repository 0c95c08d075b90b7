"""Cases in lists and ledgers."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.cases.models import Case
from hongmajia.needs.enums import Category

from .definition import Line, Register


def columns() -> list[tuple[str, int]]:
    return [
        (_("标题"), 32), (_("问题一句话"), 40), (_("问题类别"), 24), (_("地区"), 14),
        (_("现在在谁手里"), 24), (_("师傅"), 16), (_("办到哪一步"), 12),
    ]  # fmt: skip


def load(cases: QuerySet[Any]) -> QuerySet[Any]:
    return cases.select_related(
        "union", "engagement__helper__artisan", "engagement__need__region__parent"
    )


def row(case: Case, reader: Any) -> list[Any]:
    engagement = case.engagement
    return [
        case.title, case.gist, Category(case.category).short, engagement.need.region.place,
        case.union.name, engagement.helper.public_name, case.get_state_display(),
    ]  # fmt: skip


def line(case: Case, reader: Any) -> Line:
    engagement = case.engagement
    facts = (
        case.get_state_display(), engagement.need.region.place, engagement.helper.public_name,
        case.union.name,
    )  # fmt: skip
    return Line(case.title, reverse("case", args=[case.pk]), facts)


CASES = Register(gettext_lazy("案例"), columns, load, row, line)
