"""Actions on tables of the superior: upload, map, give up, fill."""

from collections.abc import Iterable
from datetime import date
from typing import IO

from django.core.files import File
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from hongmajia.core.actors import Actor, user_of
from hongmajia.core.acts import record
from hongmajia.core.errors import Refused
from hongmajia.core.jobs import Failure
from hongmajia.unions.models import Season, Union
from hongmajia.unions.present import seasons_around

from .blanks import blank_of, read_blank
from .enums import BlankKind, FillState, TableVerb
from .models import BlankCell, BlankTable, Filling
from .suggesting import Suggestion

MOST_CELLS = 1000
"""Cells of one table that take something."""


def kind_of(file: IO[bytes], name: str) -> str:
    """Whether ``file`` is a workbook or a document; raises ``Refused`` if it cannot be used."""
    kind = BlankKind.DOCX if name.lower().endswith(".docx") else BlankKind.XLSX
    if not read_blank(kind, file).places:
        if kind == BlankKind.XLSX:
            raise Refused(_("表里没有可以填的格子：看得见的工作表都是空的，或者只有公式。"))
        raise Refused(_("没有要填的地方。请在要填的地方写{{ 活动场次 }}这样的名字，再上传。"))
    return kind


@transaction.atomic
def add_table(
    *, actor: Actor, union: Union, name: str, asked_by: str, file: File[bytes]
) -> BlankTable:
    """Keep a blank table of the superior, once its content has been read.

    Raises ``Refused`` for a file that cannot be used.
    """
    kind = kind_of(file, str(file.name))
    table = BlankTable(
        union=union, name=name, asked_by=asked_by, kind=kind, added_by=user_of(actor)
    )
    table.full_clean(exclude=["file"])
    file.seek(0)
    table.file.save(f"blank.{kind}", file, save=False)
    table.save()
    record(actor, TableVerb.ADDED, table, data={"name": name})
    return table


@transaction.atomic
def map_cells(*, actor: Actor, table: BlankTable, cells: Iterable[Suggestion]) -> int:
    """Let cells take what ``cells`` say; those with an empty content take nothing any more.

    How many changed. Raises ``Refused`` for cells that are not there or hold a formula, and for
    more than ``MOST_CELLS``.
    """
    BlankTable.objects.select_for_update().get(pk=table.pk)
    wanted = {(cell.sheet, cell.place): cell for cell in cells}
    there = blank_of(table).places
    if unknown := next((key for key in wanted if key not in there), None):
        raise Refused(_("%(place)s不能填：没有这一格，或者它是公式。") % {"place": unknown[1]})
    changed = sum(_mapped(table, cell) for cell in wanted.values())
    if table.cells.count() > MOST_CELLS:
        raise Refused(_("一张表最多填%(n)s格。") % {"n": MOST_CELLS})
    if changed:
        record(actor, TableVerb.MAPPED, table, data={"name": table.name, "n": changed})
    return changed


def _mapped(table: BlankTable, cell: Suggestion) -> int:
    kept = {"sheet": cell.sheet, "place": cell.place}
    if not cell.content:
        deleted, _by_model = table.cells.filter(**kept).delete()
        return int(deleted)
    facts = {"content": cell.content, "of": cell.of, "period": cell.period}
    if table.cells.filter(**kept, **facts).exists():
        return 0
    BlankCell.objects.update_or_create(
        table=table, sheet=cell.sheet, place=cell.place, defaults=facts
    )
    return 1


@transaction.atomic
def give_up_table(*, actor: Actor, table: BlankTable) -> None:
    """Take a table out of use; what was filled stays. Raises ``Refused`` if it is already."""
    changed = BlankTable.objects.filter(pk=table.pk, given_up_at=None).update(
        given_up_at=timezone.now()
    )
    if not changed:
        raise Refused(_("这张表已经停用了。"))
    record(actor, TableVerb.GIVEN_UP, table, data={"name": table.name})


@transaction.atomic
def start_filling(
    *, actor: Actor, table: BlankTable, season: Season, since: date | None = None,
    until: date | None = None,
) -> Filling:  # fmt: skip
    """Ask for a filled table; ``receivers`` enqueues the task that fills it.

    Raises ``Refused`` for a table of which no cell takes anything, and for a year in which its
    union takes no part.
    """
    if not seasons_around(table.union).filter(pk=season.pk).exists():
        raise Refused(_("这是别处的年度，%(union)s不参加。") % {"union": table.union.name})
    if not table.cells.exists():
        raise Refused(_("还没有说哪一格填什么，先对一下。"))
    filling = Filling.objects.create(
        owner=user_of(actor), table=table, season=season, since=since, until=until,
        language=translation.get_language(),
    )  # fmt: skip
    record(actor, TableVerb.FILLED, filling, data={"name": table.name, "year": season.year})
    return filling


@transaction.atomic
def store_filling(*, filling: Filling, content: bytes, values: list[dict[str, str]]) -> None:
    """Store the filled file, unless the filling has ended meanwhile."""
    waiting = Filling.objects.select_for_update().filter(state=FillState.FILLING)
    for found in waiting.filter(pk=filling.pk):
        found.state, found.finished_at = FillState.DONE, timezone.now()
        found.values = values
        found.file.save(f"{found.pk}.{filling.table.kind}", ContentFile(content))


def fail_filling(*, filling: Filling, failure: Failure | None = None) -> None:
    """Mark a filling as failed, unless it has ended already."""
    Filling.objects.filter(pk=filling.pk, state=FillState.FILLING).update(
        state=FillState.FAILED, failure=failure or {}, finished_at=timezone.now()
    )


def delete_file(*, filling: Filling) -> None:
    """Delete the filled file; the row and its values stay."""
    filling.file.delete(save=False)
    Filling.objects.filter(pk=filling.pk).update(file="")
