"""Apprenticeships in lists and ledgers."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.templatetags.ui import month_day
from hongmajia.people.models import Apprenticeship

from .definition import Line, Register


def columns() -> list[tuple[str, int]]:
    return [
        (_("师傅"), 14), (_("徒弟姓名"), 14), (_("徒弟单位"), 32), (_("学什么"), 32),
        (_("从哪天起"), 12), (_("到哪天为止"), 12), (_("结对到了哪一步"), 12), (_("工会"), 24),
    ]  # fmt: skip


def load(pairs: QuerySet[Any]) -> QuerySet[Any]:
    return pairs.select_related("union", "master__artisan")


def row(pair: Apprenticeship, reader: Any) -> list[Any]:
    return [
        pair.master.public_name, pair.apprentice_name, pair.workplace, pair.skill,
        pair.starts_on, pair.ends_on, pair.get_state_display(), pair.union.name,
    ]  # fmt: skip


def line(pair: Apprenticeship, reader: Any) -> Line:
    words = {"master": pair.master.public_name, "apprentice": pair.apprentice_name}
    title = _("%(master)s带%(apprentice)s") % words
    facts = (pair.skill, month_day(pair.starts_on), pair.get_state_display(), pair.union.name)
    return Line(title, reverse("apprenticeship", args=[pair.pk]), facts)


PAIRS = Register(gettext_lazy("师徒结对"), columns, load, row, line)
