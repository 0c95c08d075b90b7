"""The union's side of an application for the roll: looking, accepting, returning, refusing."""

from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from hongmajia.core.form_pages import answer_form
from hongmajia.core.forms import ReasonForm
from hongmajia.core.gate import get_for
from hongmajia.core.limits import DRAWN, limited
from hongmajia.notices.saying import saying
from hongmajia.people.enums import HonourLevel

from .. import actions
from ..application_forms import AcceptForm
from ..claims import decide_path, is_texted
from ..enrolled import made_from, on_the_roll
from ..enums import ClaimState
from ..models import Application
from .asking import give_answer, refusal_form, return_form


@login_required
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """What the applicant wrote, and who on the roll may be the same; its form accepts."""
    found = load(request, pk)
    form = AcceptForm(request.POST or None, application=found)

    def do() -> HttpResponse:
        with saying(request, _("%(person)s已列入名册。") % found.words):
            actions.accept_application(actor=request.user, application=found, **form.cleaned_data)
        return redirect("application_decide", pk)

    template = "accounts/application_decide.html"
    return answer_form(request, form, do, template=template, **page_of(found))


def load(request: HttpRequest, pk: int) -> Application:
    """The application, for a cadre of the union with which it lies, or of one above."""
    rows = Application.objects.visible_to(request.user).with_details()
    rows = rows.select_related("union", "region__parent", "claimant", "decided_by", "call__union")
    return get_for(request.user, rows, "accounts.decide_application", pk=pk)


def page_of(application: Application) -> dict[str, Any]:
    """The context of the page."""
    return {
        "section": "desk",
        "application": application,
        "honours": [
            {**h, "label": HonourLevel(h["level"]).label} for h in application.honours_read
        ],
        "same": on_the_roll(application),
        "made": made_from(application),
        "is_waiting": application.state == ClaimState.SUBMITTED,
        "is_returned": application.state == ClaimState.RETURNED,
        "is_texted": is_texted(application),
        "return_form": return_form(),
    }


@login_required
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the applicant for more."""
    words = {"title": _("退回补材料"), "submit": _("退回"), "done": _("已退回，请对方补材料。")}
    form = return_form(request.POST or None)
    return _answer(request, pk, form, actions.return_application, **words)


@login_required
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Turn the application down."""
    words = {"title": _("不同意"), "submit": _("不同意"), "done": _("没有同意这次申请。")}
    form = refusal_form(request.POST or None)
    return _answer(request, pk, form, actions.refuse_application, **words)


def _answer(
    request: HttpRequest, pk: int, form: ReasonForm, act: Any, **words: str
) -> HttpResponse:
    found = load(request, pk)
    answer = partial(act, actor=request.user, application=found)
    back = (decide_path(found), _("%(person)s的入册申请") % found.words)
    return give_answer(
        request, found, form, lambda reason: answer(reason=reason),
        leads_to=reverse("desk"), back=back, **words,
    )  # fmt: skip


@login_required
@require_GET
@never_cache
@limited(DRAWN)
def evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """The evidence; each look is logged, so no browser keeps it."""
    found = load(request, pk)
    if not found.evidence:
        raise Http404
    content = actions.look_at_evidence(actor=request.user, application=found)
    return HttpResponse(content, content_type="image/jpeg")


@login_required
@require_POST
def number(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the applicant's number, in this response only; the look is logged."""
    found = load(request, pk)
    phone = actions.reveal_applicant(actor=request.user, application=found)
    context = {"form": AcceptForm(application=found), "shown": phone, **page_of(found)}
    return render(request, "accounts/application_decide.html", context)
