"""Asking the enterprise about its case, and its answer."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hongmajia.core.form_pages import answer_form
from hongmajia.needs.queries import followers

from .. import actions
from ..enums import Reply
from ..forms import DeputyAnswerForm, answer_form_for
from ..models import Case
from . import load, shown


@login_required
@require_POST
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the enterprise about the case, and say how it gets to know."""
    case = actions.ask_enterprise(case=load(request, pk, "write"), actor=request.user)
    if followers(case.engagement.need).exists():
        messages.success(request, _("已请企业看稿，它的待我办里有这一件。"))
    else:
        told = _("企业没有账号，请打电话请它用追踪码看稿、答复。")
        messages.warning(request, told)
    return redirect("case", pk)


@login_required
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The enterprise, or a union for it, reads its case and answers; it needs an account."""
    case = load(request, pk, "answer")
    return answer_page(request, case, str(request.user), shown(case), reverse("case", args=[pk]))


def answer_page(
    request: HttpRequest, case: Case, name: str, body: dict[str, Any], back: str
) -> HttpResponse:
    """The page with case and form, used with an account and with a tracking code."""
    form = answer_form_for(case, request.user, request.POST or None)
    is_deputy = isinstance(form, DeputyAnswerForm)

    def do() -> HttpResponse:
        facts = {**form.cleaned_data, "reply": Reply(form.cleaned_data["reply"])}
        actions.answer_case(case=case, actor=request.user, name=name, **facts)
        thanks = _("收到了，谢谢您。想法变了，可以再答复一次。")
        messages.success(request, _("已记下企业的答复。") if is_deputy else thanks)
        return redirect(back)

    return answer_form(
        request,
        form,
        do,
        template="cases/answer.html",
        section="cases",
        back=back,
        is_deputy=is_deputy,
        **body,
    )
