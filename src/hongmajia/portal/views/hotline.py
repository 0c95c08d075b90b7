"""The desk of those who answer the telephone: find, read out, write down (ADR 56)."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from hongmajia.core.actors import user_of
from hongmajia.core.errors import TooLate
from hongmajia.core.facets import search_words
from hongmajia.core.finding import MOST_SHOWN, read_search
from hongmajia.core.form_pages import form_page
from hongmajia.core.forms import ReasonForm, refusal_shown_on, status_of
from hongmajia.core.gate import get_for
from hongmajia.needs.actions import (
    note_call,
    note_lookup,
    nudge_need,
    submit_for_caller,
    tell_code,
)
from hongmajia.needs.forms import CallerForm
from hongmajia.needs.limits import CODES_TOLD, PEOPLE_FOUND
from hongmajia.needs.models import Need
from hongmajia.needs.views.asking import asking, code_in, made_once
from hongmajia.notices.saying import saying
from hongmajia.unions.enums import UnionKind

from ..actions import note_phone_search
from ..callers import Caller, caller_in, forget_caller, keep_caller
from ..hotline import answers_for, found_for, latest_of

View = Callable[..., HttpResponse]


def for_operators(view: View) -> View:
    """Decorate a view that is for those who answer callers; nothing of it is kept by browsers."""

    @login_required
    @never_cache
    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm("needs.answer_callers"):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return checked


@for_operators
@require_http_methods(["GET", "POST"])
def hotline(request: HttpRequest) -> HttpResponse:
    """What was found for the caller; what is typed is posted, so that no address holds it."""
    if request.method == "POST":
        look_up(request, search_words(request.POST))
        return redirect("hotline")
    return page(request)


def look_up(request: HttpRequest, typed: str) -> None:
    """Find the needs of a caller and keep them for this call; each that is found is logged.

    A telephone number for which there is none is logged as a search.
    """
    user: Any = request.user
    PEOPLE_FOUND.take(str(user.pk))
    asked = read_search(typed, phones=True)
    found = found_for(asked, user)
    shown = found[:MOST_SHOWN]
    note_lookup(needs=shown, actor=user)
    if asked.is_phone and not found:
        note_phone_search(actor=user, asked=asked)
    keys = tuple(need.pk for need in shown)
    keep_caller(request, Caller(asked.words, asked.phone, keys, len(found) > len(shown)))


def page(request: HttpRequest, told: int = 0) -> HttpResponse:
    """The desk with the call that is kept; ``told`` is the need whose code is to be read out."""
    caller = caller_in(request)
    answers = answers_for(caller, request.user, told) if caller else []
    context = {"section": "desk", "caller": caller, "answers": answers}
    return render(request, "portal/hotline.html", context)


@for_operators
@require_POST
def hang_up(request: HttpRequest) -> HttpResponse:
    """The call is over: forget it, so that the next one begins with an empty page."""
    forget_caller(request)
    return redirect("hotline")


@for_operators
@require_POST
def code(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the tracking code, in this response only, to a caller who gave the whole number."""
    need, caller = load(request, pk), caller_in(request)
    if caller is None:
        raise TooLate(_("查到的只留半小时，现在已经看不到了。请按来电人的完整手机号重新查。"))
    CODES_TOLD.take(str(request.user.pk))
    tell_code(need=need, actor=user_of(request.user), phone=caller.phone)
    return page(request, told=pk)


@for_operators
@require_POST
def nudge(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whoever has the next step to hurry, in the name of the caller."""
    need = load(request, pk)
    with saying(request, _("替来电人催了。")):
        nudge_need(need=need, actor=request.user)
    return redirect("hotline")


@for_operators
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what the caller said, for the union that holds the need and its helpers."""
    need = load(request, pk)
    form = ReasonForm(request.POST or None, label=_("来电人说了什么"))

    def write_down() -> HttpResponse:
        with saying(request, _("记下了。")):
            note_call(need=need, actor=user_of(request.user), said=form.cleaned_data["reason"])
        return redirect("hotline")

    return form_page(
        request, form, write_down, section="desk", title=_("记一笔"), submit=_("记下"),
        back=(reverse("hotline"), _("接电话")), lead=need.title,
    )  # fmt: skip


@for_operators
def write(request: HttpRequest) -> HttpResponse:
    """Write a need down for the caller; what is known of them is filled in."""
    user, caller = user_of(request.user), caller_in(request)
    if caller is None:
        keep_caller(request, caller := Caller(""))
    form = CallerForm(request.POST or None, initial=known_of(caller, user))
    if request.method == "POST":
        ticket = code_in(request)
        if Need.objects.filter(tracking_code=ticket).exists():
            return redirect("hotline")  # sent twice: the first response was lost
        if form.is_valid():
            with refusal_shown_on(form), made_once(ticket):
                need = submit_for_caller(actor=user, tracking_code=ticket, **form.facts())
                if request.GET.get("call") == caller.key:  # else it waited for the network
                    keep_caller(request, caller.with_written(need.pk, need.contact_phone))
                said = _("替%(name)s记下了，已交给%(union)s。")
                messages.success(request, said % {"name": need.contact_name, "union": need.union})
            if not form.errors:
                return redirect("hotline")
    context = asking(form, user, section="desk", caller=caller)
    return render(request, "portal/hotline_write.html", context, status=status_of(form))


def load(request: HttpRequest, pk: int) -> Need:
    """A need that the operator's unions hold or sent; 404 for any other."""
    kept = Need.objects.kept_by(request.user).with_details()
    return get_for(request.user, kept, pk=pk)


def known_of(caller: Caller, user: Any) -> dict[str, Any]:
    """The initial values: from the caller's last need, else the number and the county here."""
    known: dict[str, Any] = {"contact_phone": caller.phone}
    if latest := latest_of(caller, user):
        return known | {
            "contact_name": latest.contact_name,
            "enterprise_name": latest.asker_label,
            "region": latest.region_id,
        }
    union = user.home_union
    return known | ({"region": union.region_id} if union.kind == UnionKind.COUNTY else {})
