"""Acting on an engagement: each view takes the POST of one form of the engagement's page."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hongmajia.core.forms import refusal_shown_on
from hongmajia.notices.saying import saying

from ..actions import accept, cancel, decline, record_contact, release, urge
from ..forms import ContactedForm, DeclineForm, cancel_form, release_form
from ..models import Engagement
from .pages import load, show


def answer(
    request: HttpRequest, found: Engagement, name: str, form: Any, do: Callable[[], Any], said: str
) -> HttpResponse:
    """Call ``do`` if ``form`` is valid and redirect with the message ``said``.

    Otherwise, or if the action refuses, show the engagement's page with the errors in the form;
    ``name`` is the form's name in the page's context.
    """
    if form.is_valid():
        with refusal_shown_on(form):
            with saying(request, said):
                do()
            return redirect("engagement", found.pk)
    return show(request, found, **{name: form})


@login_required
@require_POST
def accept_it(request: HttpRequest, pk: int) -> HttpResponse:
    """The helper accepts the invitation."""
    with saying(request, _("已接单，请和企业联系。")):
        accept(engagement=load(request, pk, "answer"), actor=request.user)
    return redirect("engagement", pk)


@login_required
@require_POST
def decline_it(request: HttpRequest, pk: int) -> HttpResponse:
    """The helper declines the invitation; only the unions can read why."""
    found, form = load(request, pk, "answer"), DeclineForm(request.POST)

    def say_no() -> None:
        decline(engagement=found, actor=request.user, reason=form.reason)

    said = _("记下了，谢谢您。")
    return answer(request, found, "decline_form", form, say_no, said)


@login_required
@require_POST
def contacted(request: HttpRequest, pk: int) -> HttpResponse:
    """Record the first contact."""
    found, form = load(request, pk, "record_contact"), ContactedForm(request.POST)

    def note_it() -> None:
        record_contact(engagement=found, actor=request.user, **form.cleaned_data)

    return answer(request, found, "contacted_form", form, note_it, _("首次联系已记下。"))


@login_required
@require_POST
def urge_it(request: HttpRequest, pk: int) -> HttpResponse:
    """The union urges the helper."""
    with saying(request, _("已催。")):
        urge(engagement=load(request, pk, "urge"), actor=request.user)
    return redirect("engagement", pk)


@login_required
@require_POST
def release_it(request: HttpRequest, pk: int) -> HttpResponse:
    """The helper gives up an agreed engagement."""
    found, form = load(request, pk, "release"), release_form(request.POST)

    def leave() -> None:
        release(engagement=found, actor=request.user, **form.cleaned_data)

    said = _("记下了，工会会另外找人。")
    return answer(request, found, "release_form", form, leave, said)


@login_required
@require_POST
def cancel_it(request: HttpRequest, pk: int) -> HttpResponse:
    """The union cancels an invitation or rejects a bid."""
    found, form = load(request, pk, "cancel"), cancel_form(request.POST)

    def take_back() -> None:
        cancel(engagement=found, actor=request.user, **form.cleaned_data)

    said = _("已取消。")
    return answer(request, found, "cancel_form", form, take_back, said)
