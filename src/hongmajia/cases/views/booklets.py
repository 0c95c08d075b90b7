"""Books of cases: list, page with the order of cases, typesetting, files, release."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hongmajia.core.asked import key_of
from hongmajia.core.downloads import WORD
from hongmajia.core.errors import Refused
from hongmajia.core.form_pages import form_page
from hongmajia.core.gate import get_for
from hongmajia.core.job_panel import JobPanel, poll_answer
from hongmajia.unions.present import present_season

from .. import actions
from ..enums import Reading
from ..forms import BookletForm
from ..models import Booklet
from ..reading import count_once
from ..tasks import set_booklet


def load_booklet(request: HttpRequest, pk: int, right: str | None = "cases.print") -> Booklet:
    """The booklet; 404 if the user may not see it, 403 without ``right``."""
    visible = Booklet.objects.visible_to(request.user).with_details()
    return get_for(request.user, visible, right, pk=pk)


def booklet_list(request: HttpRequest) -> HttpResponse:
    """The latest booklets that the user may see."""
    season = present_season(request.user)
    context = {
        "section": "cases",
        "booklets": Booklet.objects.visible_to(request.user).with_details()[:50],
        "may_make": season is not None and request.user.has_perm("cases.print", season),
    }
    return render(request, "cases/booklets.html", context)


@login_required
@require_POST
def new(request: HttpRequest) -> HttpResponse:
    """Create a booklet of the current season."""
    season = present_season(request.user)
    if season is None or not request.user.has_perm("cases.print", season):
        raise PermissionDenied
    made = actions.make_booklet(season=season, union=season.union, actor=request.user)
    return redirect("booklet", made.pk)


@login_required
def booklet(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of a booklet: order of its cases, its texts and the two files."""
    found = load_booklet(request, pk)
    chapters = found.chapters.select_related("case__engagement__need__region__parent")
    context = {
        "section": "cases",
        "booklet": found,
        "chapters": chapters,
        "panel": panel_of(found),
    }
    return render(request, "cases/booklet.html", context)


def panel_of(booklet: Booklet) -> JobPanel:
    """What the progress panel of the booklet shows."""
    return JobPanel(
        job=booklet,
        poll=reverse("booklet_progress", args=[booklet.pk]),
        page=reverse("booklet", args=[booklet.pk]),
        step=_("第%(done)s步，共%(total)s步"),
        note=_("可以关掉这一页，办好会通知您。"),
        again=reverse("booklet_set", args=[booklet.pk]),
        again_label=_("重新排"),
    )


@login_required
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Progress of typesetting, polled by the page, which reloads at the end."""
    found = load_booklet(request, pk)
    return poll_answer(request, panel_of(found))


@login_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change title, texts and grouping of a booklet."""
    found = load_booklet(request, pk)
    form = BookletForm(request.POST or None, instance=found)

    def do() -> HttpResponse:
        actions.edit_booklet(booklet=found, actor=request.user, **form.cleaned_data)
        return redirect("booklet", pk)

    return form_page(
        request, form, do, section="cases", title=_("书名、前言、分篇"), submit=_("保存"),
        back=(reverse("booklet", args=[pk]), found.title),
    )  # fmt: skip


@login_required
@require_POST
def order(request: HttpRequest, pk: int) -> HttpResponse:
    """Store the order of the cases; ``move`` is the button that moves one case by one place."""
    found = load_booklet(request, pk)
    keys = [key_of(words) for words in request.POST.getlist("case")]
    if None in keys:
        raise Refused(_("次序不对，请刷新后再排。"))
    cases = moved([key for key in keys if key is not None], request.POST.get("move", ""))
    actions.order_chapters(booklet=found, cases=cases, actor=request.user)
    return redirect(f"{reverse('booklet', args=[pk])}#order")


def moved(cases: list[int], wish: str) -> list[int]:
    """``cases`` after ``up-12`` or ``down-12`` moved case 12 by one place; else unchanged."""
    way, _dash, words = wish.partition("-")
    key = key_of(words)
    if key not in cases:
        return cases
    here = cases.index(key)
    there = min(max(here + (-1 if way == "up" else 1), 0), len(cases) - 1)
    cases[here], cases[there] = cases[there], cases[here]
    return cases


@login_required
@require_POST
def leave_out(request: HttpRequest, pk: int, case: int) -> HttpResponse:
    """Leave a case out of the book."""
    found = load_booklet(request, pk)
    left = actions.leave_out_case(booklet=found, case=case, actor=request.user)
    messages.success(request, _("这次不收“%(title)s”，重新排版以后生效。") % {"title": left})
    return redirect(f"{reverse('booklet', args=[pk])}#order")


@login_required
@require_POST
def take_back(request: HttpRequest, pk: int, case: int) -> HttpResponse:
    """Print a case again that was left out."""
    found = load_booklet(request, pk)
    back = actions.take_back_case(booklet=found, case=case, actor=request.user)
    messages.success(request, _("重新收进了“%(title)s”，重新排版以后生效。") % {"title": back})
    return redirect(f"{reverse('booklet', args=[pk])}#order")


@login_required
@require_POST
def update_chapters(request: HttpRequest, pk: int) -> HttpResponse:
    """Add cases chosen since, and remove those no longer chosen."""
    changed = actions.update_chapters(booklet=load_booklet(request, pk), actor=request.user)
    messages.success(request, _("增减了%(n)s个案例。") % {"n": changed})
    return redirect("booklet", pk)


@login_required
@require_POST
def typeset(request: HttpRequest, pk: int) -> HttpResponse:
    """Have the worker make the two files."""
    found = actions.start_typesetting(booklet=load_booklet(request, pk), actor=request.user)
    set_booklet.enqueue(found.pk)
    return redirect("booklet", pk)


@login_required
@require_POST
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the PDF public."""
    actions.release_booklet(booklet=load_booklet(request, pk), actor=request.user)
    messages.success(request, _("公开了，谁都能下载。"))
    return redirect("booklet", pk)


@login_required
@require_POST
def recall(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the PDF private again."""
    actions.recall_booklet(booklet=load_booklet(request, pk), actor=request.user)
    return redirect("booklet", pk)


def pdf(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The PDF, for everybody who may see the booklet."""
    found = load_booklet(request, pk, right=None)
    response = _file(found, found.pdf, "application/pdf")
    if found.released_at and request.method == "GET":
        count_once(request, response, found, Reading.DOWNLOADED)
    return response


@login_required
def word(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The Word document, for the editors."""
    found = load_booklet(request, pk)
    return _file(found, found.docx, WORD)


def _file(booklet: Booklet, file: Any, kind: str) -> HttpResponseBase:
    if not file:
        raise Http404
    ending = file.name.rsplit(".", 1)[-1]
    name = f"{booklet}.{ending}"
    return FileResponse(file.open(), as_attachment=True, filename=name, content_type=kind)
