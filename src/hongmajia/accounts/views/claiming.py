"""An enterprise claims itself: found by its credit code, claimed, followed by a code."""

from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from hongmajia.core.form_pages import answer_form
from hongmajia.core.forms import refusal_shown_on, status_of
from hongmajia.core.limits import asker_of
from hongmajia.core.masking import mask_phone
from hongmajia.needs.enums import Visibility
from hongmajia.needs.models import Need
from hongmajia.needs.queries import receiving_union
from hongmajia.notices.texting import can_text
from hongmajia.unions.models import Enterprise

from .. import actions
from ..claim_forms import ClaimForm, FindForm, ResubmitForm
from ..enums import ClaimState
from ..limits import CLAIMED, LOOKED_UP
from ..models import Claim
from ..proving import forget_proof, proved_number
from .asking import asked_with, code_in, known_of, new_ticket, show_asked
from .proving_numbers import prove_first


def find(request: HttpRequest) -> HttpResponse:
    """The page on which an enterprise is found by its credit code (``?code=``)."""
    form = FindForm(request.GET if "code" in request.GET else None)
    context: dict[str, Any] = {"form": form, "can_text": can_text()}
    if form.is_valid():
        with refusal_shown_on(form):
            context["code"] = form.cleaned_data["code"]
            context |= told_of(look_up(request, context["code"]))
    return render(request, "accounts/claim_find.html", context, status=status_of(form))


def look_up(request: HttpRequest, code: str) -> Enterprise | None:
    """The enterprise with this code; raises ``TooOften``, so that nobody goes through them all."""
    LOOKED_UP.take(asker_of(request))
    found = Enterprise.objects.with_code(code).select_related("union", "region__parent")
    return found.first()


def told_of(enterprise: Enterprise | None) -> dict[str, Any]:
    """What a stranger may read of an enterprise: what stands on its licence, and its union.

    Needs are counted only where the public list names the enterprise anyway: any other number
    would tell who stands behind a need without a name.
    """
    if enterprise is None:
        return {"found": None, "looked_up": True}
    named = Need.objects.public().filter(enterprise=enterprise, visibility=Visibility.OPEN)
    return {"found": enterprise, "looked_up": True, "needs": named.count()}


@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """Who claims the enterprise (``?code=``), and the photograph of its licence."""
    found = FindForm(request.GET)
    if not found.is_valid():
        return redirect("claim_find")
    proof = proved_number(request)
    if can_text() and proof is None:
        return prove_first(request)
    enterprise = look_up(request, found.cleaned_data["code"])
    if proof and actions.contact_with(enterprise, proof[0]):
        return render(request, "accounts/claim_in.html", {"enterprise": enterprise})
    return _answer_new(request, found.cleaned_data["code"], enterprise, proof)


def _answer_new(
    request: HttpRequest, credit_code: str, enterprise: Enterprise | None, proof: Any
) -> HttpResponse:
    code = code_in(request)
    if request.method == "POST" and Claim.objects.filter(code=code).exists():
        return redirect("claim", code)  # sent twice: the first response was lost
    form = ClaimForm(
        request.POST or None, request.FILES or None, is_new=enterprise is None,
        is_proved=proof is not None, initial=known_of(request.user),
    )  # fmt: skip

    def do() -> HttpResponse:
        facts: dict[str, Any] = {"credit_code": credit_code, **form.facts()}
        if enterprise:
            facts |= {"enterprise_name": enterprise.name, "region": enterprise.region}
        phone, proved_at = proof or (facts["phone"], None)
        CLAIMED.take(request, phone)
        facts["phone"] = phone
        actions.submit_claim(actor=request.user, code=code, proved_at=proved_at, **facts)
        forget_proof(request)
        return redirect("claim", code)

    context = {
        "enterprise": enterprise, "credit_code": credit_code,
        "masked_phone": mask_phone(proof[0]) if proof else "",
        "union": receiving_union(enterprise, enterprise.region) if enterprise else None,
        "ticket": new_ticket(), "can_text": can_text(),
    }  # fmt: skip
    return answer_form(request, form, do, template="accounts/claim_new.html", **context)


@require_POST
def come_in(request: HttpRequest) -> HttpResponse:
    """Let the registered contact in who has proved their number."""
    found, proof = FindForm(request.POST), proved_number(request)
    if not (found.is_valid() and proof):
        return redirect("claim_find")
    enterprise = look_up(request, found.cleaned_data["code"])
    if enterprise is None:
        return redirect("claim_find")
    phone, at = proof
    user = actions.let_in(enterprise=enterprise, phone=phone, proved_at=at)
    forget_proof(request)
    if request.user.is_authenticated and request.user != user:
        logout(request)
    record_authentication(request, user, method="code", phone=phone)
    to = reverse("enterprise", args=[enterprise.pk])
    return perform_login(request, Login(user=user, redirect_url=to))


@never_cache
def claim(request: HttpRequest, claimed: str) -> HttpResponse:
    """How a claim stands; whoever has its code is treated as the claimant."""
    found = claim_with(request, claimed)
    return show_asked(request, found, "accounts/claim.html")


@never_cache
def again(request: HttpRequest, claimed: str) -> HttpResponse:
    """Add what the union asked for."""
    found = claim_with(request, claimed)
    if found.state != ClaimState.RETURNED:
        return redirect("claim", found.code)
    initial = {"contact_name": found.contact_name, "post": found.post}
    form = ResubmitForm(request.POST or None, request.FILES or None, initial=initial)

    def do() -> HttpResponse:
        actions.resubmit_claim(actor=request.user, claim=found, **form.facts())
        messages.success(request, _("补好了，又交给%(union)s了。") % {"union": found.union})
        return redirect("claim", found.code)

    return answer_form(request, form, do, template="accounts/claim_again.html", claim=found)


@require_POST
def withdraw(request: HttpRequest, claimed: str) -> HttpResponse:
    """Withdraw a claim that is not decided."""
    found = claim_with(request, claimed)
    actions.withdraw_claim(actor=request.user, claim=found)
    messages.success(request, _("已经撤回，执照照片删掉了。"))
    return redirect("claim", found.code)


def claim_with(request: HttpRequest, code: str) -> Claim:
    """The claim with this code; wrong codes are counted."""
    return asked_with(request, Claim.objects.with_details(), code)
