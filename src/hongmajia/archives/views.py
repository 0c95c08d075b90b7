"""Pages of the packages of a year: asking for one, its progress, the file."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hongmajia.core.form_pages import answer_form
from hongmajia.core.gate import get_for
from hongmajia.core.job_panel import JobPanel, panel_of_file
from hongmajia.unions.models import Season

from .actions import fetch_archive, start_archive
from .models import Archive
from .querysets import KEPT_DAYS

SHOWN = 20


@login_required
def season_archives(request: HttpRequest, pk: int) -> HttpResponse:
    """What a package of the year holds, the packages that were made, and a button for another."""
    seasons = Season.objects.visible_to(request.user).select_related("union")
    season = get_for(request.user, seasons, "archives.make", pk=pk)
    form = forms.Form(request.POST if request.method == "POST" else None)

    def do() -> HttpResponse:
        return redirect("archive", start_archive(actor=request.user, season=season).pk)

    return answer_form(
        request, form, do, template="archives/archives.html", section="unions", season=season,
        archives=season.archives.select_related("owner")[:SHOWN], kept=KEPT_DAYS,
    )  # fmt: skip


def load(request: HttpRequest, pk: int) -> Archive:
    """A package of a year that the user's union hosts; 404 for any other."""
    archives: Any = Archive.objects.visible_to(request.user).select_related("season__union")
    found: Archive = get_for(request.user, archives, pk=pk)
    return found


@login_required
def archive(request: HttpRequest, pk: int) -> HttpResponse:
    """Progress of a package, polled until it can be downloaded; what is in it."""
    found = load(request, pk)
    context = {
        "section": "unions", "archive": found, "panel": panel_of(found), "kept": KEPT_DAYS,
    }  # fmt: skip
    fragment = request.headers.get("HX-Request")
    return render(
        request, "archives/_archive.html" if fragment else "archives/archive.html", context
    )


def panel_of(archive: Archive) -> JobPanel:
    """What the progress panel of the package shows."""
    return panel_of_file(
        archive,
        page=reverse("archive", args=[archive.pk]),
        again=reverse("season_archives", args=[archive.season_id]),
        step=_("%(done)s / %(total)s条"),
        note=_("可以关掉这一页，照常写，回来再下载。"),
    )


@require_POST
@login_required
def archive_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Download the package in pieces, which is logged; 404 until it is written."""
    found = load(request, pk)
    if not found.file:
        raise Http404(str(pk))
    fetch_archive(actor=request.user, archive=found)
    words = {"year": found.season.year, "host": found.season.union.name}
    name = _("%(host)s%(year)s年度归档包.zip") % words
    return FileResponse(
        found.file.open(), as_attachment=True, filename=name, content_type="application/zip"
    )
