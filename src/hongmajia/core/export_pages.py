"""Pages of exports, the same for every kind, with or without an account."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from .downloads import XLSX, download_file
from .exporting import start_export
from .exports import exporter_of
from .gate import get_for
from .job_panel import JobPanel, panel_of_file
from .limits import asker_of
from .models import Export

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
    page = exporter.page(QueryDict(found.query))
    context = {
        "section": exporter.section,
        "export": found,
        "exporter": exporter,
        "page": page,
        "panel": _panel_of(found, page),
    }
    fragment = request.headers.get("HX-Request")
    return render(request, "core/_export.html" if fragment else "core/export.html", context)


def _panel_of(export: Export, page: str) -> JobPanel:
    here = reverse("export", args=[export.pk])
    note = _("可以关掉这一页，表格照常写，回来再下载。")
    return panel_of_file(export, page=here, again=page, step=_("%(done)s / %(total)s行"), note=note)


@require_GET
def export_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Download the workbook; 404 until it is written."""
    found = load(request, pk)
    return download_file(found.file, XLSX, found.file_name)
