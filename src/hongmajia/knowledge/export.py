"""Kinds of problems as a spreadsheet, with what their list shows."""

from typing import Any

from django.db.models import Count, Q
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.export_columns import ExportColumn, sheet_of_columns
from hongmajia.core.exports import Content, Exporter
from hongmajia.needs.enums import NeedState

from .models import Answer, ProblemKind
from .queries.behind import SOLVED


def _day(answer: Answer | None, field: str) -> str:
    moment = getattr(answer, field) if answer else None
    if moment is None:
        return ""
    return str(moment if field == "valid_until" else timezone.localdate(moment))


COLUMNS: tuple[ExportColumn[Any], ...] = (
    ExportColumn(gettext_lazy("一类问题"), 32, lambda kind: kind.title),
    ExportColumn(gettext_lazy("是什么问题"), 48, lambda kind: kind.gist),
    ExportColumn(gettext_lazy("问题类别"), 24, lambda kind: kind.get_category_display()),
    ExportColumn(gettext_lazy("工会"), 24, lambda kind: kind.union.name),
    ExportColumn(gettext_lazy("提过几件"), 10, lambda kind: kind.n),
    ExportColumn(gettext_lazy("已解决几件"), 10, lambda kind: kind.n_solved),
    ExportColumn(gettext_lazy("标准答案第几版"), 12, lambda k: k.stands.number if k.stands else ""),
    ExportColumn(gettext_lazy("执笔"), 12, lambda k: str(k.stands.writer) if k.stands else ""),
    ExportColumn(gettext_lazy("哪天发布"), 14, lambda kind: _day(kind.stands, "published_at")),
    ExportColumn(gettext_lazy("到哪天要再审"), 14, lambda kind: _day(kind.stands, "valid_until")),
)


def content_of(reader: Any, query: QueryDict) -> Content:
    """The kinds that ``reader`` may see, the newest first."""
    name = _("一类问题")
    needs = Q(members__need__state=NeedState.WITHDRAWN)
    solved = Q(members__need__state__in=SOLVED)
    found = ProblemKind.objects.visible_to(reader).with_details()
    found = found.annotate(
        n=Count("members", filter=~needs), n_solved=Count("members", filter=solved)
    )
    standing = {a.kind_id: a for a in Answer.objects.standing().with_details()}
    kinds = list(found)
    for kind in kinds:
        kind.stands = standing.get(kind.pk)
    return Content(name, [sheet_of_columns(name, COLUMNS, kinds)], len(kinds))


KIND_EXPORT = Exporter(
    kind="kinds",
    title=gettext_lazy("一类问题"),
    section="cases",
    content=content_of,
    page=lambda query: reverse("kind_list"),
)
