"""Pages of exports, the same for every kind, with or without an account."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from .asked import keys_of
from .downloads import XLSX, download_file
from .exporting import start_export
from .exports import ONLY, exporter_of
from .gate import get_for
from .job_panel import JobPanel, panel_of_file
from .limits import asker_of
from .models import Export
from .ticking import refuse_too_many

OWN = "exports"
"""Where a session keeps the keys of the exports for everybody that its visitor asked for."""
MOST_OWN = 10
"""How many of them it keeps."""


def start_page(request: HttpRequest, kind: str, query: str) -> HttpResponseRedirect:
    """Request an export and lead to its page; ``query`` selects the rows (``exports.Exporter``)."""
    own = own_keys(request)
    export = start_export(
        exporter=exporter_of(kind),
        query=query,
        actor=request.user,
        asker=asker_of(request),
        own=own,
    )
    if export.owner_id is None:
        others = [key for key in own if key != export.pk]
        request.session[OWN] = [export.pk, *others][:MOST_OWN]
    return redirect("export", export.pk)


def rows_asked(request: HttpRequest) -> str:
    """The query that selects the rows: the filters of the list, or the rows that were ticked.

    Raises ``Refused`` when the ticked ones are asked for and none is, or too many.
    """
    query = request.GET.copy()
    query.pop("tick", None)
    query.pop(ONLY, None)
    if ONLY not in request.POST:
        return query.urlencode()
    keys = list(dict.fromkeys(keys_of(request.POST.getlist("tick"))))
    refuse_too_many(keys)
    query.setlist(ONLY, [str(key) for key in keys])
    return query.urlencode()


def own_keys(request: HttpRequest) -> list[int]:
    """The keys of the exports for everybody that were asked for in this session."""
    keys: list[int] = request.session.get(OWN, [])
    return keys


def load(request: HttpRequest, pk: int) -> Export:
    """The user's or session's own export; 404 for any other."""
    visible = Export.objects.visible_to(request.user, own_keys(request))
    found: Export = get_for(request.user, visible, pk=pk)
    return found


@require_GET
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """Progress of an export, polled by the page until the file can be fetched."""
    found = load(request, pk)
    exporter = exporter_of(found.kind)
    page = exporter.page(_without_rows(QueryDict(found.query)))
    context = {
        "section": exporter.section,
        "export": found,
        "exporter": exporter,
        "page": page,
        "are_ticked": ONLY in QueryDict(found.query),
        "panel": _panel_of(found, page),
    }
    fragment = request.headers.get("HX-Request")
    return render(request, "core/_export.html" if fragment else "core/export.html", context)


def _without_rows(query: QueryDict) -> QueryDict:
    """The query of the page on which the rows were ticked."""
    filters = query.copy()
    filters.pop(ONLY, None)
    return filters


def _panel_of(export: Export, page: str) -> JobPanel:
    here = reverse("export", args=[export.pk])
    note = _("可以关掉这一页，表格照常写，回来再下载。")
    return panel_of_file(export, page=here, again=page, step=_("%(done)s / %(total)s行"), note=note)


@require_GET
def export_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Download the workbook; 404 until it is written."""
    found = load(request, pk)
    return download_file(found.file, XLSX, found.file_name)
