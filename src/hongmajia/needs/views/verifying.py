"""The cadre's side: the queue, verifying, returning, escalating, merging, taking over."""

from dataclasses import replace
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hongmajia.core.forms import ReasonForm, refusal_shown_on
from hongmajia.core.paging import Page
from hongmajia.core.themes import join_theme
from hongmajia.core.ticked_pages import act_on_ticked
from hongmajia.core.ticking import ticks_on
from hongmajia.notices.saying import saying
from hongmajia.unions.enums import Role, Stage
from hongmajia.unions.stages import seasons_in

from ..actions import escalate_need, list_need, merge_need, return_need, take_over_need
from ..enums import NO_MERGE_TARGET, TO_VERIFY, Category
from ..firms import propose_firms
from ..forms import ListForm, MergeForm
from ..models import Need
from ..queries import needs_in_order, page_of_needs
from ..queue import BELOW, OWN, WAITING, Queue, ToVerify
from ..similar import similar_needs
from ..story import Story
from ..ticking import QUEUE
from .item import act_page, load
from .linking import Asker

MOST_LIKELY, LEAST_CHANCE = 3, 15
"""How many categories are named as likely, and from how many per cent on."""
ROWS = 50
"""How many needs a page of the queue shows, so that many can be ticked at once."""


@login_required
def verify(request: HttpRequest, pk: int) -> HttpResponse:
    """The page on which a cadre verifies a need; its form lists the need."""
    need = load(request, pk, "needs.verify")
    if need.state not in TO_VERIFY:
        return redirect("need", pk)
    waiting = ToVerify(request.user)
    form, asker = ListForm(request.POST or None, need=need, user=request.user), Asker(request, need)
    if request.method == "POST" and form.is_valid() and asker.is_valid():
        with refusal_shown_on(form):
            with saying(request, _("%(number)s：已列入清单。") % {"number": need.number}):
                facts = {**form.facts(), **asker.facts()}
                with transaction.atomic():
                    list_need(need=need, actor=request.user, **facts)
                    join_theme("needs", need, form.cleaned_data.get("campaign"), request.user)
            return onwards(request, waiting.after(need), need)
    context = {**verify_page(request, need, form), "waiting": waiting, "asker": asker}
    context["next"] = waiting.after(need)
    status = 422 if form.errors or asker.has_errors else 200
    return render(request, "needs/verify.html", context, status=status)


def onwards(request: HttpRequest, following: int | None, need: Need) -> HttpResponse:
    """Lead on to the ``following`` need to verify where the form asks for it, else to ``need``."""
    if request.POST.get("then") != "next":
        return redirect("need", need.pk)
    return redirect("need_verify", following) if following else redirect("need_queue")


def verify_page(request: HttpRequest, need: Need, form: ListForm) -> dict[str, Any]:
    """Return the context of the page."""
    others = Need.objects.visible_to(request.user).exclude(pk=need.pk)
    others = others.exclude(state__in=NO_MERGE_TARGET)
    return {
        "section": "desk",
        "need": need,
        "story": Story(need, request.user),
        "photos": need.photos.all(),
        "form": form,
        "suggested": suggestions(need),
        "likes": similar_needs(need.search_text, others, k=4),
        "return_form": return_form(),
        "escalate_form": escalate_form(),
        "contact": request.user.has_perm("needs.contact", need),
        "has_original": need.originals.exists(),
    }


def suggestions(need: Need) -> list[tuple[str, int]]:
    """Return the likely categories with their probability in per cent, likeliest first."""
    told = [(str(Category(each).label), round(100 * p)) for each, p in need.category_chances]
    return [each for each in told[:MOST_LIKELY] if each[1] >= LEAST_CHANCE] or told[:1]


def return_form(data: Any = None) -> ReasonForm:
    """Return the form for returning a need."""
    hint = _("提出人会看到这句话，请说清楚补什么。")
    return ReasonForm(data, label=_("还缺什么"), help_text=hint)


def escalate_form(data: Any = None) -> ReasonForm:
    """Return the form for escalating a need."""
    hint = _("上级工会和提出人会看到这句话。")
    return ReasonForm(data, label=_("为什么要上级协调"), help_text=hint)


@login_required
def return_to_asker(request: HttpRequest, pk: int) -> HttpResponse:
    """Return a need to its asker."""
    need = load(request, pk, "needs.verify")
    form, following = return_form(request.POST or None), ToVerify(request.user).after(need)

    def give_back() -> HttpResponse:
        with saying(request, _("%(number)s：已退回。") % {"number": need.number}):
            return_need(need=need, actor=request.user, reason=form.cleaned_data["reason"])
        return onwards(request, following, need)

    return act_page(request, need, form, give_back, title=_("退回补充"), submit=_("退回"))


@login_required
def escalate(request: HttpRequest, pk: int) -> HttpResponse:
    """Escalate a need to the union above."""
    need = load(request, pk, "needs.verify")
    form, following = escalate_form(request.POST or None), ToVerify(request.user).after(need)

    def hand_up() -> HttpResponse:
        with saying(request, _("%(number)s：已提请协调。") % {"number": need.number}):
            escalate_need(need=need, actor=request.user, reason=form.cleaned_data["reason"])
        return onwards(request, following, need)

    return act_page(request, need, form, hand_up, title=_("提请上级协调"), submit=_("提请协调"))


@login_required
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Merge a need into another about the same problem."""
    need = load(request, pk, "needs.verify")
    visible = Need.objects.visible_to(request.user).select_related("season")
    form = MergeForm(request.POST or None, visible=visible)
    following = ToVerify(request.user).after(need)

    def join() -> HttpResponse:
        into = form.cleaned_data["number"]
        with saying(request, _("%(number)s：已并入。") % {"number": need.number}):
            merge_need(need=need, into=into, actor=request.user)
        return onwards(request, following, into)

    return act_page(request, need, form, join, title=_("并入同一问题"), submit=_("并入"))


@login_required
@require_POST
def take_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Take over a need that was escalated."""
    with saying(request, _("已接手。")):
        take_over_need(need=load(request, pk, "needs.verify"), actor=request.user)
    return redirect("need", pk)


@login_required
def queue(request: HttpRequest) -> HttpResponse:
    """The needs that wait for a cadre's unions, first due first."""
    user: Any = request.user
    if not user.scope(Role.CADRE):
        raise PermissionDenied
    found = Queue(user, request.GET)
    after = request.GET.get("after", "")
    others = found.rows.exclude(pk__in=found.urgent)
    page = page_of_needs(others, "due_at", after, ascending=True, size=ROWS)
    first = [] if after else needs_in_order(found.urgent)
    rows = [*first, *page.rows]
    propose_firms(rows)
    context = {
        "section": "desk",
        "queue": found,
        "matched_now": seasons_in(Stage.MATCH),
        "page": _with_urgent(page, rows, len(found.urgent)),
        "ticks": ticks_on(QUEUE, rows, user, ticked="tick" in request.GET),
        "states": [(s.value, s.label, found.count(found.whose, s)) for s in WAITING],
        "sides": [(OWN, _("本级"), found.count(OWN)), (BELOW, _("下级"), found.count(BELOW))],
        "late": found.count(found.whose, found.state, late=True),
    }
    return render(request, "needs/queue.html", context)


def _with_urgent(page: Page[Need], rows: list[Need], urgent: int) -> Page[Need]:
    """The page with the ``urgent`` needs, which stand on the first one before all others."""
    before = page.before + urgent if page.before else page.before
    return replace(page, rows=rows, before=before)


@login_required
@require_POST
def act_on_queue(request: HttpRequest) -> HttpResponse:
    """Act on the ticked needs of the queue."""
    return act_on_ticked(request, QUEUE)
