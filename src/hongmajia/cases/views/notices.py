"""The public notice: opening it, reading it, publishing its cases, dropping a case."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hongmajia.core.downloads import WORD, download
from hongmajia.core.form_pages import form_page
from hongmajia.unions.present import present_season

from .. import actions
from ..enums import CaseState
from ..export import notice_as_word
from ..forms import NoticeForm
from ..models import Case, PublicNotice
from . import ask_reason, load
from .public import current_notice


def notice(request: HttpRequest) -> HttpResponse:
    """The current notice with its cases, for everybody."""
    found = current_notice()
    may_publish = found is not None and request.user.has_perm("cases.print", found)
    context = {
        "section": "cases",
        "notice": found,
        "cases": cases_of(found) if found else [],
        "may_publish": may_publish,
    }
    return render(request, "cases/notice.html", context)


def cases_of(notice: PublicNotice) -> Any:
    """The cases of a notice as everybody reads them."""
    on_notice = Case.objects.for_all().filter(state=CaseState.ON_NOTICE, notice=notice)
    return on_notice.with_details().order_by("category", "pk")


@require_GET
def word(request: HttpRequest) -> HttpResponse:
    """The current notice as a Word document, to be posted and filed; 404 without one."""
    found = current_notice()
    if found is None:
        raise Http404
    name = _("%(year)s年优秀案例公示") % {"year": found.season.year}
    return download(notice_as_word(found, cases_of(found)), WORD, f"{name}.docx")


@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Open a public notice for all selected cases."""
    season = present_season(request.user)
    if season is None or not request.user.has_perm("cases.print", season):
        raise PermissionDenied
    form = NoticeForm(request.POST or None)

    def do() -> HttpResponse:
        facts: dict[str, Any] = form.cleaned_data
        actions.open_notice(season=season, union=season.union, actor=request.user, **facts)
        messages.success(request, _("公示开始了，入选的案例谁都能看。"))
        return redirect("case_notice")

    return form_page(
        request, form, do, section="cases", title=_("公示入选案例"), submit=_("开始公示"),
        back=(reverse("case_judging"), _("评选")),
        lead=_("至少五个工作日。公示期满再发布。"),
    )  # fmt: skip


@login_required
@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish the cases of a notice that is over."""
    found = get_object_or_404(PublicNotice.objects.select_related("union"), pk=pk)
    if not request.user.has_perm("cases.print", found):
        raise PermissionDenied
    count = actions.publish_notice(notice=found, actor=request.user)
    messages.success(request, _("发布了%(n)s个案例。") % {"n": count})
    return redirect("case_list")


@login_required
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a case from notice or publication, with a reason."""
    return ask_reason(
        request, load(request, pk, "choose"), actions.drop_case,
        title=_("撤下案例"), lead=_("撤下后不再公开，也不进汇编。原因只有工会看得见。"),
        submit=_("撤下"),
    )  # fmt: skip
