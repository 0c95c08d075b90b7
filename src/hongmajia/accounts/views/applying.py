"""A master applies for the roll, answering a recruiting call or without one; followed by a code."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from hongmajia.core.form_pages import answer_form
from hongmajia.core.masking import mask_phone
from hongmajia.notices.texting import can_text

from .. import actions
from ..application_forms import ApplicationForm, ReapplyForm
from ..enums import ClaimState
from ..limits import APPLIED
from ..models import Application, RecruitingCall
from ..proving import forget_proof, proved_number
from .asking import asked_with, code_in, known_of, new_ticket, show_asked
from .proving_numbers import prove_first


@never_cache
def apply(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Who applies, what they can do, and the evidence; the number is proved before."""
    calls = RecruitingCall.objects.visible_to(request.user).with_details()
    call = get_object_or_404(calls, pk=pk) if pk else None
    if call and not call.is_open:
        return redirect("recruiting_call", call.pk)
    proof = proved_number(request)
    if can_text() and proof is None:
        return prove_first(request)
    code = code_in(request)
    if request.method == "POST" and Application.objects.filter(code=code).exists():
        return redirect("application", code)  # sent twice: the first response was lost
    return _answer(request, call, proof, code)


def _answer(
    request: HttpRequest, call: RecruitingCall | None, proof: Any, code: str
) -> HttpResponse:
    form = ApplicationForm(
        request.POST or None, request.FILES or None, is_proved=proof is not None,
        initial=known_of(request.user), groups=call.groups.all() if call else (),
    )  # fmt: skip

    def do() -> HttpResponse:
        facts = form.facts()
        facts["phone"], proved_at = proof or (facts["phone"], None)
        APPLIED.take(request, facts["phone"])
        actions.submit_application(
            actor=request.user, code=code, proved_at=proved_at, call=call, **facts
        )
        forget_proof(request)
        return redirect("application", code)

    context = {
        "call": call, "masked_phone": mask_phone(proof[0]) if proof else "",
        "ticket": new_ticket(),
    }  # fmt: skip
    return answer_form(request, form, do, template="accounts/apply.html", **context)


@never_cache
def application(request: HttpRequest, applied: str) -> HttpResponse:
    """How an application stands; whoever has its code is treated as the applicant."""
    return show_asked(request, application_with(request, applied), "accounts/application.html")


@never_cache
def again(request: HttpRequest, applied: str) -> HttpResponse:
    """Add what the union asked for."""
    found = application_with(request, applied)
    if found.state != ClaimState.RETURNED:
        return redirect("application", found.code)
    form = ReapplyForm(request.POST or None, request.FILES or None, initial=facts_of(found))

    def do() -> HttpResponse:
        actions.resubmit_application(actor=request.user, application=found, **form.facts())
        messages.success(request, _("补好了，又交给%(union)s了。") % {"union": found.union})
        return redirect("application", found.code)

    template = "accounts/application_again.html"
    return answer_form(request, form, do, template=template, application=found)


def facts_of(application: Application) -> dict[str, Any]:
    """What was written, for the form that changes it."""
    names = [name for name in ReapplyForm.base_fields if name != "evidence"]
    return {name: getattr(application, name) for name in names}


@require_POST
def withdraw(request: HttpRequest, applied: str) -> HttpResponse:
    """Withdraw an application that is not decided."""
    found = application_with(request, applied)
    actions.withdraw_application(actor=request.user, application=found)
    messages.success(request, _("已经撤回，证明材料删掉了。"))
    return redirect("application", found.code)


def application_with(request: HttpRequest, code: str) -> Application:
    """The application with this code; wrong codes are counted."""
    return asked_with(request, Application.objects.with_details(), code)
