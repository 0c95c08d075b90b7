"""A call to somebody without an account: what to say, the number on demand, ticking it off."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from hongmajia.core.form_pages import answer_form
from hongmajia.core.gate import get_for
from hongmajia.notices.actions import reveal_number, tick_off_call
from hongmajia.notices.models import Call
from hongmajia.unions.enums import Role
from hongmajia.unions.querysets import under

from ..forms import CallForm


def load(request: HttpRequest, pk: int) -> Call:
    """The call; 404 for all but the cadres of its union and of those above."""
    user: Any = request.user
    visible = Call.objects.filter(under(user.scope(Role.CADRE))).select_related("union", "made_by")
    return get_for(request.user, visible, "portal.call", pk=pk)


@login_required
@never_cache
def call(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of a call, on which it is ticked off."""
    found = load(request, pk)
    form = CallForm(request.POST if request.method == "POST" else None)

    def tick_off() -> HttpResponse:
        tick_off_call(call=found, actor=request.user, **form.cleaned_data)
        messages.success(request, _("记下了：您打过电话，告诉了%(name)s。") % {"name": found.name})
        return redirect("desk")

    return answer_form(request, form, tick_off, template="portal/call.html", **context_of(found))


@login_required
@never_cache
@require_POST
def number(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the number, in this response only; the access is logged."""
    found = load(request, pk)
    phone = reveal_number(call=found, actor=request.user)
    context = {"form": CallForm(), "phone": phone, **context_of(found)}
    return render(request, "portal/call.html", context)


def context_of(found: Call) -> dict[str, Any]:
    """What the page of a call shows."""
    return {"call": found, "tried": found.deliveries.order_by("pk"), "section": "desk"}
