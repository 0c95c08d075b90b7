"""The union's side of an application for the roll: looking, accepting, returning, refusing."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from hongmajia.core.form_pages import answer_form, form_page
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
from .deciding import return_form


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
    form = return_form(request.POST or None)
    words = {"title": _("退回补材料"), "submit": _("退回"), "done": _("已退回，请对方补材料。")}
    return _answer(request, pk, form, actions.return_application, **words)


@login_required
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Turn the application down."""
    form = ReasonForm(
        request.POST or None, label=_("为什么不同意"), help_text=_("对方看得到这句话。")
    )
    words = {"title": _("不同意"), "submit": _("不同意"), "done": _("没有同意这次申请。")}
    return _answer(request, pk, form, actions.refuse_application, **words)


def _answer(
    request: HttpRequest, pk: int, form: ReasonForm, act: Any, *, done: str, **words: str
) -> HttpResponse:
    found = load(request, pk)

    def do() -> HttpResponse:
        with saying(request, done):
            texted = act(actor=request.user, application=found, reason=form.cleaned_data["reason"])
        if texted:
            messages.info(request, _("短信发往%(phone)s。") % {"phone": found.masked_phone})
        return redirect("desk")

    back = (decide_path(found), _("%(person)s的入册申请") % found.words)
    return form_page(request, form, do, section="desk", back=back, **words)


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
