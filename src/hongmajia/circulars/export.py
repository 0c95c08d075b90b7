"""Who has read and answered a circular, as a workbook."""

from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.asked import key_of
from hongmajia.core.export_columns import ExportColumn, sheet_of_columns
from hongmajia.core.exports import Content, Exporter
from hongmajia.core.gate import get_for

from .models import Circular, Receipt
from .queries import answer_of, receipts_of


def _moment(at: Any) -> Any:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""


def _of_answer(receipt: Receipt, name: str) -> Any:
    answer = answer_of(receipt)
    value = getattr(answer, name) if answer else None
    return "" if value is None else value


def _answered_by(receipt: Receipt) -> str:
    answer = answer_of(receipt)
    if answer is None:
        return ""
    who = answer.by.display_name if answer.by else ""
    return _("%(union)s代记") % {"union": answer.noted_by} if answer.noted_by else who


def _files(receipt: Receipt) -> str:
    answer = answer_of(receipt)
    return _("、").join(file.name for file in answer.attachments.all()) if answer else ""


COLUMNS = (
    ExportColumn[Receipt](gettext_lazy("工会"), 28, lambda receipt: receipt.union.name),
    ExportColumn[Receipt](gettext_lazy("情况"), 12, lambda r: r.get_state_display()),
    ExportColumn[Receipt](gettext_lazy("什么时候读的"), 18, lambda r: _moment(r.read_at)),
    ExportColumn[Receipt](gettext_lazy("谁读的"), 10, lambda r: str(r.read_by or "")),
    ExportColumn[Receipt](gettext_lazy("什么时候签收的"), 18, lambda r: _moment(r.signed_at)),
    ExportColumn[Receipt](gettext_lazy("什么时候回的"), 18, lambda r: _moment(_of_answer(r, "at"))),
    ExportColumn[Receipt](gettext_lazy("谁回的"), 16, _answered_by),
    ExportColumn[Receipt](gettext_lazy("回报"), 60, lambda r: _of_answer(r, "text")),
    ExportColumn[Receipt](gettext_lazy("附件"), 24, _files),
)


def _columns(circular: Circular) -> list[ExportColumn[Receipt]]:
    """The columns; with that of the figure, if one was asked for."""
    figure = ExportColumn[Receipt](circular.figure, 12, lambda r: _of_answer(r, "figure"))
    return [*COLUMNS[:7], figure, *COLUMNS[7:]] if circular.figure else list(COLUMNS)


def content_of(reader: Any, query: QueryDict) -> Content:
    """The receipts of the circular ``of`` that the reader may see."""
    visible = Circular.objects.visible_to(reader)
    circular = get_for(reader, visible, "circulars.manage", pk=key_of(query.get("of")) or 0)
    receipts = list(receipts_of(circular, reader))
    sheet = sheet_of_columns(_("回报"), _columns(circular), receipts)
    name = f"{circular.title}{timezone.localdate():%Y%m%d}"
    return Content(name, [sheet], len(receipts), title=circular.title, unit=circular.union.name)


CIRCULAR_EXPORT = Exporter(
    kind="circular",
    title=gettext_lazy("通知的回报"),
    section="unions",
    content=content_of,
    page=lambda query: reverse("circular", args=[key_of(query.get("of")) or 0]),
)
