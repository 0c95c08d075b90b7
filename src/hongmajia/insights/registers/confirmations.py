"""Enterprises and what they confirmed, in lists and ledgers."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.templatetags.ui import month_day
from hongmajia.services.models import Confirmation
from hongmajia.services.querysets import STAFF
from hongmajia.unions.models import Enterprise

from .definition import Line, Register, asker_of, name_of


def enterprise_columns() -> list[tuple[str, int]]:
    return [(_("企业"), 36), (_("行业"), 24), (_("规模"), 8), (_("地区"), 14), (_("所属工会"), 24)]


def load_enterprises(enterprises: QuerySet[Any]) -> QuerySet[Any]:
    return enterprises.select_related("region__parent", "union")


def enterprise_row(enterprise: Enterprise, reader: Any) -> list[Any]:
    return [
        name_of(enterprise, reader), enterprise.industry, enterprise.get_scale_display(),
        enterprise.region.place, enterprise.union.name,
    ]  # fmt: skip


def enterprise_line(enterprise: Enterprise, reader: Any) -> Line:
    own = reader.holds(enterprise.union.path, *STAFF)
    url = reverse("enterprise", args=[enterprise.pk]) if own else ""
    facts = (enterprise.region.place, enterprise.industry, enterprise.union.name)
    return Line(name_of(enterprise, reader), url, facts)


def confirmation_columns() -> list[tuple[str, int]]:
    return [
        (_("确认日期"), 12), (_("需求编号"), 14), (_("需求"), 32), (_("企业"), 30), (_("地区"), 14),
        (_("师傅"), 16), (_("问题解决了吗"), 12), (_("满意度"), 10), (_("经济效益（万元）"), 12),
        (_("怎么算的"), 40),
    ]  # fmt: skip


def load_confirmations(confirmations: QuerySet[Any]) -> QuerySet[Any]:
    return confirmations.select_related(
        "engagement__helper__artisan", "engagement__need__season", "engagement__need__enterprise",
        "engagement__need__region__parent", "engagement__need__union",
        "engagement__need__home_union",
    )  # fmt: skip


def confirmation_row(word: Confirmation, reader: Any) -> list[Any]:
    need = word.engagement.need
    return [
        timezone.localdate(word.confirmed_at), need.number, need.title, asker_of(need, reader),
        need.region.place, word.engagement.helper.public_name, word.get_outcome_display(),
        word.get_satisfaction_display(),
        float(word.benefit_wan) if word.benefit_wan is not None else "", word.benefit_basis,
    ]  # fmt: skip


def rating_line(word: Confirmation, reader: Any) -> Line:
    return _line(word, reader, word.get_satisfaction_display())


def benefit_line(word: Confirmation, reader: Any) -> Line:
    benefit = _("%(n)s万元") % {"n": f"{word.benefit_wan:g}"}
    return _line(word, reader, benefit, word.benefit_basis)


def _line(word: Confirmation, reader: Any, *facts: str) -> Line:
    need, helper = word.engagement.need, word.engagement.helper.public_name
    said = (month_day(word.confirmed_at), need.region.place, asker_of(need, reader), helper)
    return Line(need.title, reverse("engagement", args=[word.engagement_id]), (*facts, *said))


ENTERPRISES = Register(
    gettext_lazy("服务企业"), enterprise_columns, load_enterprises, enterprise_row, enterprise_line
)
CONFIRMATIONS = Register(
    gettext_lazy("企业确认"), confirmation_columns, load_confirmations, confirmation_row,
    rating_line,
)  # fmt: skip
BENEFITS = Register(
    gettext_lazy("经济效益"), confirmation_columns, load_confirmations, confirmation_row,
    benefit_line,
)  # fmt: skip
