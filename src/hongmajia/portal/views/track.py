"""Pages for an asker who follows a need by its tracking code, without an account.

Each view answers a wrong code as ``core.codes.by_code`` says.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from hongmajia.cases.models import Case
from hongmajia.core.asked import text_of
from hongmajia.core.form_pages import answer_form
from hongmajia.core.forms import refusal_shown_on
from hongmajia.needs.actions import resubmit_need, supplement_need, withdraw_need
from hongmajia.needs.enums import OVER, NeedState
from hongmajia.notices.choosing import has_opted_out
from hongmajia.notices.saying import saying
from hongmajia.notices.texting import can_text
from hongmajia.services.actions import report_relapse
from hongmajia.services.forms import confirm_form, relapse_form
from hongmajia.services.queries import next_to_confirm
from hongmajia.services.views.confirming import confirm_from_form, show_confirming
from hongmajia.unions.duty import on_duty, telephone_of

from ..forms import CompleteByCodeForm, TrackingForm
from ..tracked import helped_by
from ..tracking import AskerStory, acts_open_on, ask_again, find, followed, page_of_asked
from ..used import usable_by


def enter(request: HttpRequest) -> HttpResponse:
    """The form for the tracking code; a well-formed code redirects to the page of the need."""
    form = TrackingForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        return redirect("track_need", form.cleaned_data["code"])
    context = {"form": form, "telephone": telephone_of(None), "can_text": can_text()}
    return render(request, "portal/track.html", context)


@never_cache
def story(request: HttpRequest, code: str) -> HttpResponse:
    """The page of the need: its state, who deals with it, the next step and the history."""
    if page := page_of_asked(request, code):
        return redirect(page, code)
    need = find(request, code)
    context = {
        "need": need,
        "story": AskerStory(need, request.user),
        "followed": followed(need, request.user),
        "on_duty": on_duty(need.union),
        "cases": Case.objects.put_to(need).order_by("asked_at", "pk"),
        "helped": helped_by(need),
        "photos": need.photos.all(),
        "telephone": telephone_of(need.union),
        "can_text": can_text(),
        "no_sms": can_text() and has_opted_out(need.contact_phone),
        "ask_again": ask_again(need, request.user),
        "may_say_used": usable_by(need).exists(),
        **acts_open_on(need),
    }
    return render(request, "portal/story.html", context)


@never_cache
def complete(request: HttpRequest, code: str) -> HttpResponse:
    """Supplement a need; a returned one is submitted again. One that is over has its page only."""
    need = find(request, code)
    if need.state in OVER:
        return redirect("track_need", code)
    returned = need.state == NeedState.RETURNED
    form = CompleteByCodeForm(request.POST or None, request.FILES or None, instance=need)

    def hand_in() -> HttpResponse:
        facts = {"photos": form.cleaned_data["photos"], **form.facts()}
        if returned:
            resubmit_need(need=need, actor=request.user, **facts)
            messages.success(request, _("补充好了，已交回%(union)s核实。") % {"union": need.union})
        else:
            with saying(request, _("补充好了。")):
                supplement_need(need=need, actor=request.user, **facts)
        return redirect("track_need", code)

    reason = AskerStory(need, request.user).return_reason if returned else ""
    context = {"need": need, "reason": reason, "returned": returned}
    return answer_form(request, form, hand_in, template="portal/complete.html", **context)


@never_cache
def confirm(request: HttpRequest, code: str) -> HttpResponse:
    """Confirm the result of a service, in the name of the need's contact."""
    need = find(request, code)
    served = next_to_confirm(need)
    if served is None:
        return redirect("track_need", code)
    form = confirm_form(served, request.user, request.POST or None, request.FILES or None)
    if form.is_valid():
        with refusal_shown_on(form):
            confirm_from_form(served, request.user, need.contact_name, form)
            messages.success(request, _("确认好了，谢谢您。"))
            return redirect("track_need", code)
    back = reverse("track_need", args=[code])
    return show_confirming(request, served, form, back=back)


@never_cache
def reopen(request: HttpRequest, code: str) -> HttpResponse:
    """Report that the problem has come back."""
    need = find(request, code)
    form = relapse_form(request.POST or None)

    def report() -> HttpResponse:
        name = need.contact_name
        report_relapse(need=need, actor=request.user, name=name, **form.cleaned_data)
        messages.success(request, _("已重新打开，工会会再找师傅。"))
        return redirect("track_need", code)

    back = reverse("track_need", args=[code])
    template = "services/reopen.html"
    return answer_form(request, form, report, template=template, need=need, back=back)


@require_POST
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """Withdraw the need."""
    need = find(request, code)
    with saying(request, _("已经撤回。以后有难处，随时再提。")):
        withdraw_need(need=need, actor=request.user, reason=text_of(request.POST, "reason", 200))
    return redirect("track_need", code)
