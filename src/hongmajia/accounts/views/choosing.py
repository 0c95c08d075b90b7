"""Choosing among the applications of a call, the notice of those chosen, and taking them on."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from hongmajia.core.downloads import PDF, WORD, download
from hongmajia.core.form_pages import answer_form, form_page
from hongmajia.core.limits import DRAWN, limited
from hongmajia.notices.saying import saying

from .. import actions
from ..application_forms import ChoosingForm, NoticeForm
from ..enums import ClaimState
from ..models import RecruitingCall
from ..recruits import chosen_of, notice_pdf, notice_word
from .recruiting import load

NOTICE_PROPOSED = 7
"""Days of notice that the form begins with."""


@login_required
def applicants(request: HttpRequest, pk: int) -> HttpResponse:
    """The applications of a call by group; those to be taken on are ticked."""
    call = load(request, pk, "accounts.choose")
    waiting = call.applications.filter(state=ClaimState.SUBMITTED).order_by("wanted", "pk")
    waiting = waiting.select_related("wanted", "region__parent")
    initial = {"chosen": [row.pk for row in waiting if row.chosen_at]}
    form = ChoosingForm(request.POST or None, waiting=waiting, initial=initial)

    def save() -> HttpResponse:
        chosen = list(form.cleaned_data["chosen"])
        actions.choose_applicants(actor=request.user, call=call, chosen=chosen)
        n = len(chosen)
        words = ngettext("选定了%(n)s人。", "选定了%(n)s人。", n) % {"n": n}
        messages.success(request, words)
        return redirect("recruiting_applicants", pk)

    ticked = set(form["chosen"].value() or ())
    context = {
        "section": "people",
        "call": call,
        "groups": call.groups.all(),
        "rows": [(row, row.pk in ticked or str(row.pk) in ticked) for row in waiting],
        "n_chosen": call.applications.chosen().count(),
        "taken": call.applications.filter(state=ClaimState.APPROVED).count(),
    }
    return answer_form(request, form, save, template="accounts/applicants.html", **context)


@login_required
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Make those chosen known for some days."""
    call = load(request, pk, "accounts.choose")
    today = timezone.localdate()
    initial = {
        "opens_on": call.notice_opens_on or today,
        "closes_on": call.notice_closes_on or today + timedelta(days=NOTICE_PROPOSED - 1),
        "contact": call.notice_contact,
    }
    form = NoticeForm(request.POST or None, initial=initial)

    def save() -> HttpResponse:
        actions.put_on_notice(actor=request.user, call=call, **form.cleaned_data)
        messages.success(request, _("公示好了，到日子大家都看得见。"))
        return redirect("recruiting_applicants", pk)

    lead = _("姓名本人同意才写全名，没有同意的只写姓；至少公示%(n)s天。") % {
        "n": actions.LEAST_NOTICE
    }
    return form_page(
        request, form, save, section="people", title=_("公示选定的人"), submit=_("公示"), lead=lead,
        back=(reverse("recruiting_applicants", args=[pk]), call.title),
    )  # fmt: skip


@login_required
@require_POST
def notice_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the notice back."""
    call = load(request, pk, "accounts.choose")
    actions.withdraw_notice(actor=request.user, call=call)
    messages.success(request, _("公示撤下了。"))
    return redirect("recruiting_applicants", pk)


@login_required
@require_POST
def take_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Put all who were chosen onto the roll."""
    call = load(request, pk, "accounts.choose")
    with saying(request, _("公示期满的都办了。")):
        taken, faults = actions.take_on_chosen(actor=request.user, call=call)
    words = ngettext("录用了%(n)s人。", "录用了%(n)s人。", taken) % {"n": taken}
    messages.success(request, words)
    for fault in faults:
        messages.error(request, fault)
    return redirect("recruiting_applicants", pk)


def with_notice(request: HttpRequest, pk: int) -> RecruitingCall:
    """The call whose notice is open to everybody today, or fixed and seen by who chooses."""
    call = load(request, pk)
    may_choose = request.user.has_perm("accounts.choose", call)
    is_fixed = call.notice_closes_on is not None
    if not (call.is_on_notice or (is_fixed and may_choose)) or not chosen_of(call):
        raise Http404
    return call


@require_GET
@limited(DRAWN)
def pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The notice as PDF."""
    return download(notice_pdf(with_notice(request, pk)), PDF, f"recruiting-{pk}.pdf")


@require_GET
@limited(DRAWN)
def word(request: HttpRequest, pk: int) -> HttpResponse:
    """The notice as a Word document."""
    return download(notice_word(with_notice(request, pk)), WORD, f"recruiting-{pk}.docx")
