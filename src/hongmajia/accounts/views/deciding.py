"""The union's side of a claim: comparing, deciding, the licence and the numbers."""

from functools import partial
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from hongmajia.core.form_pages import Link, answer_form, form_page
from hongmajia.core.forms import ReasonForm
from hongmajia.core.gate import get_for
from hongmajia.core.limits import DRAWN, limited
from hongmajia.needs.enums import NeedState
from hongmajia.needs.models import Need
from hongmajia.notices.saying import saying

from .. import actions, comparing
from ..claim_forms import PassOnForm
from ..claims import decide_path, is_texted
from ..enums import ClaimState
from ..models import Claim
from .asking import give_answer, refusal_form, return_form

NEEDS_SHOWN = 5


@login_required
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """The claim beside what the union has; its form approves it."""
    found = load(request, pk)
    form = forms.Form(request.POST or None)

    def do() -> HttpResponse:
        done = _("已同意%(person)s认领%(enterprise)s。") % {
            "person": found.contact_name, "enterprise": found.enterprise_name,
        }  # fmt: skip
        with saying(request, done):
            actions.approve_claim(actor=request.user, claim=found)
        return redirect("claim_decide", pk)

    context = page_of(request, found)
    return answer_form(request, form, do, template="accounts/claim_decide.html", **context)


def load(request: HttpRequest, pk: int) -> Claim:
    """The claim, for a cadre of the union with which it lies, or of one above."""
    rows = Claim.objects.visible_to(request.user).with_details()
    return get_for(request.user, rows, "accounts.decide_claim", pk=pk)


def page_of(request: HttpRequest, claim: Claim) -> dict[str, Any]:
    """The context of the page."""
    enterprise = claim.enterprise
    contacts = list(enterprise.contacts.filter(is_active=True)) if enterprise else []
    table = comparing.lines(claim, enterprise, contacts)
    needs = Need.objects.filter(enterprise=enterprise).exclude(state=NeedState.DRAFT)
    return {
        "section": "desk",
        "claim": claim,
        "enterprise": enterprise,
        "contacts": contacts,
        "lines": table,
        "counted": comparing.counted(table),
        "needs": needs.order_by("-pk")[:NEEDS_SHOWN] if enterprise else [],
        "need_count": needs.count() if enterprise else 0,
        "is_waiting": claim.state == ClaimState.SUBMITTED,
        "is_returned": claim.state == ClaimState.RETURNED,
        "is_texted": is_texted(claim),
        "return_form": return_form(),
        "pass_form": PassOnForm(),
        "may_pass": not (enterprise and enterprise.union.path.startswith(claim.union.path)),
    }


@login_required
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the claimant for more."""
    words = {"title": _("退回补材料"), "submit": _("退回"), "done": _("已退回，请对方补材料。")}
    form = return_form(request.POST or None)
    return _answer(request, pk, form, actions.return_claim, leads_to=reverse("desk"), **words)


@login_required
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Turn the claim down."""
    words = {"title": _("不同意认领"), "submit": _("不同意"), "done": _("没有同意这次认领。")}
    form = refusal_form(request.POST or None)
    there = reverse("claim_decide", args=[pk])
    return _answer(request, pk, form, actions.refuse_claim, leads_to=there, **words)


def _answer(
    request: HttpRequest, pk: int, form: ReasonForm, act: Any, **words: str
) -> HttpResponse:
    found = load(request, pk)
    answer = partial(act, actor=request.user, claim=found)
    back = _back(found)
    return give_answer(
        request, found, form, lambda reason: answer(reason=reason), back=back, **words
    )


@login_required
def pass_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand the claim to the union of another place."""
    found, form = load(request, pk), PassOnForm(request.POST or None)

    def do() -> HttpResponse:
        with saying(request, _("已经转过去，原来的两天从今天重新算。")):
            actions.pass_claim_on(
                actor=request.user, claim=found, region=form.cleaned_data["region"]
            )
        return redirect("desk")

    words = {"title": _("不是本地的"), "submit": _("转过去")}
    return form_page(request, form, do, section="desk", back=_back(found), **words)


def _back(claim: Claim) -> Link:
    return decide_path(claim), _("认领%(enterprise)s") % {"enterprise": claim}


@login_required
@require_GET
@never_cache
@limited(DRAWN)
def licence(request: HttpRequest, pk: int) -> HttpResponse:
    """The photograph of the licence; each look is logged, so no browser keeps it."""
    found = load(request, pk)
    if not found.licence:
        raise Http404
    content = actions.look_at_licence(actor=request.user, claim=found)
    return HttpResponse(content, content_type="image/jpeg")


@login_required
@require_POST
def number(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the claimant's number, in this response only; the look is logged."""
    found = load(request, pk)
    phone = actions.reveal_claimant(actor=request.user, claim=found)
    return _shown(request, found, found.contact_name, phone)


@login_required
@require_POST
def contact_number(request: HttpRequest, pk: int, contact: int) -> HttpResponse:
    """Show the number of a contact of the enterprise, who can be asked; the look is logged."""
    found = load(request, pk)
    enterprise = found.enterprise
    user = enterprise.contacts.filter(pk=contact, is_active=True).first() if enterprise else None
    if user is None:
        raise Http404
    phone = actions.reveal_account(actor=request.user, user=user)
    return _shown(request, found, user.display_name, phone)


def _shown(request: HttpRequest, claim: Claim, name: str, phone: str) -> HttpResponse:
    context = {**page_of(request, claim), "shown": (name, phone or _("没有登记"))}
    return render(request, "accounts/claim_decide.html", {"form": forms.Form(), **context})
