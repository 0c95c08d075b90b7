"""Pages of the days of a role, of deputies, and of handing over a post."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hongmajia.core.form_pages import answer_form, form_page
from hongmajia.core.gate import get_for
from hongmajia.notices.saying import saying

from .. import actions
from ..actions import end_deputy, name_deputy, set_term
from ..handing_over import all_work
from ..models import Membership, Union, User
from ..post_forms import DeputyForm, SomebodyForm, TermForm
from ..rules import may_hand_over
from .tree import load, page_of

NAMES = permission_required("unions.name_deputies", raise_exception=True)


def load_role(request: HttpRequest, pk: int, right: str) -> Membership:
    """The role; 404 if the user may not see its union, 403 without the ``right``."""
    visible = Union.objects.visible_to(request.user)
    held = Membership.objects.filter(union__in=visible)
    return get_for(request.user, held.select_related("union", "user", "deputises"), right, pk=pk)


@login_required
def role_term(request: HttpRequest, pk: int) -> HttpResponse:
    """Set the last day of the role ``pk``."""
    membership = load_role(request, pk, "unions.set_term")
    form = TermForm(request.POST or None, initial={"ends_on": membership.ends_on})

    def do() -> HttpResponse:
        set_term(actor=request.user, membership=membership, ends_on=form.cleaned_data["ends_on"])
        return redirect("union", membership.union_id)

    lead = f"{membership.user} · {membership.get_role_display()} · {membership.union}"
    words = {"title": _("定期限"), "submit": _("保存"), "lead": lead}
    return form_page(request, form, do, section="unions", back=page_of(membership.union), **words)


@login_required
@NAMES
def deputy(request: HttpRequest) -> HttpResponse:
    """Whom the user has named as their deputy, and the form that names one."""
    user: Any = request.user
    form = DeputyForm(request.POST or None, user=user)

    def do() -> HttpResponse:
        named = {
            name: form.cleaned_data[name] for name in ("name", "phone", "starts_on", "ends_on")
        }
        with saying(request, _("请好了%(person)s。") % {"person": named["name"]}):
            name_deputy(actor=user, **named)
        return redirect("deputy")

    named = user.deputies.not_over().select_related("user", "union")
    context = {
        "section": "me",
        "back": (reverse("me"), _("我的")),
        "own": user.memberships.today().own().select_related("union").order_by("union__path"),
        "named": named.order_by("starts_on", "user", "union__path"),
    }
    return answer_form(request, form, do, template="unions/deputy.html", **context)


@login_required
@require_POST
@NAMES
def deputy_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End early what the user ``pk`` does as deputy."""
    user: Any = request.user
    found = get_object_or_404(User.objects.filter(memberships__deputises=user).distinct(), pk=pk)
    end_deputy(actor=user, deputy=found)
    messages.success(request, _("%(person)s不再代理。") % {"person": found})
    return redirect("deputy")


@login_required
def hand_over(request: HttpRequest, pk: int, user_pk: int) -> HttpResponse:
    """Name the successor of the user ``user_pk`` in the union ``pk``; shows what goes over."""
    user: Any = request.user
    union = load(request, pk)
    holders = User.objects.filter(memberships__union=union).distinct()
    leaving = get_object_or_404(holders, pk=user_pk)
    if not may_hand_over(user, union, leaving):
        raise PermissionDenied
    form = SomebodyForm(request.POST or None, user=user)

    def do() -> HttpResponse:
        named = {name: form.cleaned_data[name] for name in ("name", "phone")}
        with saying(request, _("交接好了，由%(person)s接手。") % {"person": named["name"]}):
            actions.hand_over(actor=user, union=union, leaving=leaving, **named)
        return redirect("desk" if user == leaving else page_of(union)[0])

    counts = [(work.label, work.rows(leaving, union).count()) for work in all_work()]
    context = {
        "section": "unions",
        "union": union,
        "leaving": leaving,
        "held": leaving.memberships.today().own().filter(union=union),
        "work": [(label, n) for label, n in counts if n],
    }
    return answer_form(request, form, do, template="unions/hand_over.html", **context)
