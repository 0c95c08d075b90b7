"""Tasks of the tables room."""

from functools import partial

from django.utils import translation
from django_tasks import task

from hongmajia.core import progress
from hongmajia.core.jobs import Failure, fail_when_given_up, failing
from hongmajia.core.queues import LONG
from hongmajia.insights.measures import BY_NAME

from . import actions, letters, workbooks
from .contents import Value, Values, label_of
from .enums import BlankKind, FillState
from .models import BlankCell, Filling


@task(queue_name=LONG)
def fill_table(pk: int) -> None:
    """Fill the table. Does nothing unless it is still to be filled."""
    filling = Filling.objects.select_related("owner", "table__union", "season__union").get(pk=pk)
    if filling.state != FillState.FILLING:
        return
    with translation.override(filling.language), failing(partial(_fail, filling)):
        _fill(filling)


def _fail(filling: Filling, failure: Failure) -> None:
    actions.fail_filling(filling=filling, failure=failure)


fail_when_given_up(fill_table, Filling, _fail)


def _fill(filling: Filling) -> None:
    values, tell = Values(filling), partial(progress.report, filling.work)
    cells = list(filling.table.cells.select_related("of").order_by("sheet", "pk"))
    found: list[tuple[BlankCell, Value]] = []
    for done, cell in enumerate(cells, start=1):
        found.append((cell, values.of(cell)))
        tell(done, len(cells))
    content = _written(filling, found)
    actions.store_filling(filling=filling, content=content, values=list(map(_told, found)))


def _written(filling: Filling, found: list[tuple[BlankCell, Value]]) -> bytes:
    with filling.table.file.open("rb") as file:
        if filling.table.kind == BlankKind.DOCX:
            return letters.filled(file, {cell.place: value.text for cell, value in found})
        sheets: dict[str, dict[str, object]] = {}
        for cell, value in found:
            sheets.setdefault(cell.sheet, {})[cell.place] = value.plain
        return workbooks.filled(file, sheets)


def _told(pair: tuple[BlankCell, Value]) -> dict[str, str]:
    """What the page of the filling says of one cell."""
    cell, value = pair
    return {
        "sheet": cell.sheet, "place": cell.place, "label": label_of(cell.content),
        "of": cell.of.name if cell.of else "", "text": value.text,
        "period": cell.period if cell.content in BY_NAME else "",
        "address": value.address, "source": value.source,
    }  # fmt: skip


@task(queue_name=LONG)
def forget_fillings() -> None:
    """Delete filled files older than ``querysets.KEPT_DAYS``."""
    for filling in Filling.objects.outdated():
        actions.delete_file(filling=filling)
