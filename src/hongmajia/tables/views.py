"""Pages of the tables of the superior: list, mapping, filling, and which table takes what."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hongmajia.core.downloads import WORD, XLSX, download_file
from hongmajia.core.form_pages import form_page
from hongmajia.core.gate import get_for
from hongmajia.core.job_panel import JobPanel, panel_of_file
from hongmajia.core.limits import COMPUTED, EXPORTED, asker_of, limited
from hongmajia.core.paging import page_by_key
from hongmajia.insights.measures import ALL

from . import actions
from .blanks import Blank, blank_of
from .contents import label_of
from .enums import BlankKind, Period
from .forms import BlankTableForm, CellForm, FillForm
from .grids import Cell
from .models import BlankCell, BlankTable, Filling
from .suggesting import Suggestion, suggested, suggested_names

ROWS = 20


def load(request: HttpRequest, pk: int, right: str | None = None) -> BlankTable:
    """A table that the user may see; 403 without the ``right``."""
    tables: Any = BlankTable.objects.visible_to(request.user).select_related("union", "added_by")
    found: BlankTable = get_for(request.user, tables, right, pk=pk)
    return found


@login_required
@permission_required("tables.read", raise_exception=True)
def blank_tables(request: HttpRequest) -> HttpResponse:
    """The tables of the user's union, with how many cells take something."""
    found = BlankTable.objects.visible_to(request.user).select_related("union")
    page = page_by_key(found, "pk", request.GET.get("after", ""), ROWS)
    context = {
        "section": "figures", "page": page, "may_add": request.user.has_perm("tables.add"),
        "fillings": Filling.objects.visible_to(request.user).select_related("table", "season")[:10],
    }  # fmt: skip
    return render(request, "tables/list.html", context)


@login_required
@permission_required("tables.add", raise_exception=True)
def table_add(request: HttpRequest) -> HttpResponse:
    """Upload a blank table."""
    form = BlankTableForm(request.POST or None, request.FILES or None, user=request.user)

    def do() -> HttpResponse:
        table = actions.add_table(actor=request.user, **form.cleaned_data)
        return redirect("blank_table", table.pk)

    return form_page(
        request, form, do, section="figures", title=_("上传上级的表"), submit=_("上传"),
        back=(reverse("blank_tables"), _("上级的表")),
        lead=_("传一次就行。下一步说哪一格填什么，以后每次一按就填好；格式、公式、合并的格子都不动。"),
    )  # fmt: skip


@dataclass(frozen=True)
class Place:
    """A cell on the page of a table: what the file says, what it takes, and the link to say so."""

    cell: Cell
    takes: BlankCell | None
    label: str = ""
    address: str = ""


@login_required
@limited(COMPUTED)
def blank_table(request: HttpRequest, pk: int) -> HttpResponse:
    """The cells of a table, as they stand in it, and what each takes."""
    table = load(request, pk)
    may_map = request.user.has_perm("tables.map", table)
    known = {(cell.sheet, cell.place): cell for cell in table.cells.select_related("of")}
    asked, blank = request.GET.get("sheet", ""), blank_of(table)
    grids, first = blank.grids, next(iter(blank.grids), None)
    grid = next((one for one in grids if one.name == asked), first)
    free = [s for s in _suggested(table, blank) if (s.sheet, s.place) not in known]
    context = {
        "section": "figures", "table": table, "may_map": may_map, "taken": len(known),
        "grids": grids, "grid": grid, "suggested": len(free),
        "lines": [[_place(pk, grid.name, c, known) for c in line] for line in grid.lines]
        if grid else [],
        "names": [_place(pk, "", Cell(name, name), known) for name in blank.names],
        **({"fill": FillForm(table=table, needs_days=_needs_days(table))} if known else {}),
    }  # fmt: skip
    return render(request, "tables/table.html", context)


def _place(pk: int, sheet: str, cell: Cell, known: dict[tuple[str, str], BlankCell]) -> Place:
    takes = known.get((sheet, cell.place))
    query = urlencode({"sheet": sheet, "place": cell.place})
    address = "" if cell.is_formula else f"{reverse('table_cell', args=[pk])}?{query}"
    return Place(cell, takes, label_of(takes.content) if takes else "", address)


def _suggested(table: BlankTable, blank: Blank) -> list[Suggestion]:
    is_word = table.kind == BlankKind.DOCX
    return suggested_names(blank.names) if is_word else suggested(table, blank.grids)


def _needs_days(table: BlankTable) -> bool:
    return bool(table.cells.filter(period=Period.DAYS).exists())


@login_required
def table_cell(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what one cell takes (``?sheet=&place=``)."""
    table = load(request, pk, "tables.map")
    sheet, place = request.GET.get("sheet", ""), request.GET.get("place", "")
    if not place:
        return redirect("blank_table", pk)
    if (sheet, place) not in blank_of(table).places:
        raise Http404(place)
    cell = table.cells.filter(sheet=sheet, place=place).first()
    form = CellForm(request.POST or None, table=table, cell=cell)
    back = f"{reverse('blank_table', args=[pk])}?{urlencode({'sheet': sheet})}"

    def do() -> HttpResponse:
        said = Suggestion(sheet, place, **form.facts())
        actions.map_cells(actor=request.user, table=table, cells=[said])
        return redirect(f"{back}#at-{place}")

    return form_page(
        request,
        form,
        do,
        section="figures",
        submit=_("就填这个"),
        back=(back, table.name),
        title=_("%(place)s填什么") % {"place": f"{sheet} {place}".strip()},
    )


@require_POST
@login_required
def table_suggest(request: HttpRequest, pk: int) -> HttpResponse:
    """Take over what the headings of the table suggest, for cells that take nothing yet."""
    table = load(request, pk, "tables.map")
    known = set(table.cells.values_list("sheet", "place"))
    found = [s for s in _suggested(table, blank_of(table)) if (s.sheet, s.place) not in known]
    n = actions.map_cells(actor=request.user, table=table, cells=found)
    messages.success(request, _("对上了%(n)s格，请看一遍。") % {"n": n})
    return redirect("blank_table", pk)


@login_required
def table_give_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a table out of use."""
    table = load(request, pk, "tables.map")

    def do() -> HttpResponse:
        actions.give_up_table(actor=request.user, table=table)
        return redirect("blank_tables")

    form = forms.Form(request.POST if request.method == "POST" else None)
    return form_page(
        request, form, do, section="figures", title=_("停用《%(name)s》") % {"name": table.name},
        submit=_("停用"), back=(reverse("blank_table", args=[pk]), table.name),
        lead=_("以后不再列出，也不能再填；填过的还在。"),
    )  # fmt: skip


@login_required
def table_fill(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the year, and ask for the filled table."""
    table = load(request, pk)
    form = FillForm(request.POST or None, table=table, needs_days=_needs_days(table))

    def do() -> HttpResponse:
        EXPORTED.take(asker_of(request))
        filling = actions.start_filling(actor=request.user, table=table, **form.cleaned_data)
        return redirect("filling", filling.pk)

    return form_page(
        request, form, do, section="figures", title=_("填《%(name)s》") % {"name": table.name},
        submit=_("填好"), back=(reverse("blank_table", args=[pk]), table.name),
    )  # fmt: skip


def load_filling(request: HttpRequest, pk: int) -> Filling:
    """The user's own filled table; 404 for any other."""
    found: Any = Filling.objects.visible_to(request.user).select_related("table__union", "season")
    filling: Filling = get_for(request.user, found, pk=pk)
    return filling


@login_required
def filling(request: HttpRequest, pk: int) -> HttpResponse:
    """Progress of a filling, polled until it is done; then each number and where it comes from."""
    found = load_filling(request, pk)
    periods = dict(Period.choices)
    values = [{**value, "period": periods.get(value["period"], "")} for value in found.values]
    context = {
        "section": "figures", "filling": found, "panel": panel_of(found), "values": values,
    }  # fmt: skip
    fragment = request.headers.get("HX-Request")
    return render(request, "tables/_filling.html" if fragment else "tables/filling.html", context)


def panel_of(filling: Filling) -> JobPanel:
    """What the progress panel of the filling shows."""
    return panel_of_file(
        filling, page=reverse("filling", args=[filling.pk]), step=_("%(done)s / %(total)s格"),
        again=reverse("table_fill", args=[filling.table_id]),
        note=_("可以关掉这一页，照常填，回来再下载。"),
    )  # fmt: skip


@login_required
def filling_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Download the filled table; 404 until it is filled."""
    found = load_filling(request, pk)
    kind = WORD if found.table.kind == BlankKind.DOCX else XLSX
    name = f"{found.table.name}{found.season.year}.{found.table.kind}"
    return download_file(found.file, kind, name)


@login_required
@permission_required("tables.read", raise_exception=True)
def sources(request: HttpRequest) -> HttpResponse:
    """Each indicator, how it is counted, and which cells of which tables take it (一数一源)."""
    cells: Any = BlankCell.objects.visible_to(request.user).select_related("table__union", "of")
    ordered = cells.order_by("content", "table__name", "table", "sheet", "pk")
    by_content = {
        content: [(table, list(found)) for table, found in groupby(rows, key=lambda c: c.table)]
        for content, rows in groupby(ordered, key=lambda cell: cell.content)
    }
    rows = [(measure, by_content.get(measure.name, [])) for measure in ALL]
    return render(request, "tables/sources.html", {"section": "figures", "rows": rows})
