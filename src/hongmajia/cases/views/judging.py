"""Judging: the board for cadres who select, and the pages for reviewers."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hongmajia.core.errors import Refused
from hongmajia.core.forms import refusal_shown_on
from hongmajia.core.ticked_pages import act_on_ticked
from hongmajia.core.ticking import ticks_on
from hongmajia.unions.enums import Indicator
from hongmajia.unions.models import Target, Union

from .. import actions
from ..enums import CaseState
from ..forms import AskForm, ReviewForm
from ..models import Case, Review
from ..queries import latest_season, review_summaries
from ..ticking import JUDGED
from . import ask_reason, load, shown
from .managing import own_union


@login_required
def board(request: HttpRequest) -> HttpResponse:
    """The cases nominated to the user's union, with their reviews."""
    user: Any = request.user
    union = own_union(user)
    if union is None:
        raise PermissionDenied
    context = _board_context(union)
    shown = [each.case for each in context["review_summaries"]]
    context["ticks"] = ticks_on(JUDGED, shown, user, ticked="tick" in request.GET)
    return render(request, "cases/judging.html", context)


@login_required
@require_POST
def act_on_judged(request: HttpRequest) -> HttpResponse:
    """Act on the ticked cases of the board."""
    return act_on_ticked(request, JUDGED)


def _board_context(union: Union) -> dict[str, Any]:
    """The template context of ``board``."""
    held = Case.objects.held_by(union).filter(state__in=(CaseState.NOMINATED, CaseState.SELECTED))
    found = review_summaries(held.with_details())
    season = latest_season()
    target = Target.objects.filter(season=season, union=union, indicator=Indicator.CASES).first()
    return {
        "section": "cases",
        "union": union,
        "review_summaries": [each for each in found if each.case.state == CaseState.NOMINATED],
        "selected": [each for each in found if each.case.state == CaseState.SELECTED],
        "chosen": Case.objects.chosen().filter(union=union, season=season).count(),
        "target": target,
        "is_top": season is not None and season.union_id == union.pk,
        "form": AskForm(),
    }


@login_required
@require_POST
def ask_all(request: HttpRequest) -> HttpResponse:
    """Assign reviewers to all cases that the union is judging."""
    user: Any = request.user
    union, form = own_union(user), AskForm(request.POST)
    if union is None:
        raise PermissionDenied
    if not form.is_valid():
        raise Refused(_("每个案例请1到9位评审。"))
    cases = Case.objects.held_by(union).filter(state=CaseState.NOMINATED).with_details()
    asked = actions.ask_for_all(cases=cases, actor=user, count=form.cleaned_data["count"])
    messages.success(request, _("已发出%(n)s份评审邀请。") % {"n": asked})
    return redirect("case_judging")


@login_required
@require_POST
def ask_one_more(request: HttpRequest, pk: int) -> HttpResponse:
    """Assign one more reviewer to a case."""
    found = load(request, pk, "judge")
    actions.ask_reviewers(case=found, actor=request.user, count=found.reviews.present().count() + 1)
    messages.success(request, _("再请了一位评审。"))
    return redirect("case_judging")


@login_required
@require_POST
def remove_reviewer(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a reviewer who has not handed in."""
    found = get_object_or_404(Review.objects.select_related("case", "reviewer"), pk=pk)
    load(request, found.case_id, "judge")
    actions.remove_reviewer(review=found, actor=request.user)
    return redirect("case_judging")


@login_required
@require_POST
def select(request: HttpRequest, pk: int) -> HttpResponse:
    """Select a case for the book."""
    actions.select_case(case=load(request, pk, "choose"), actor=request.user)
    messages.success(request, _("已选定。"))
    return redirect("case_judging")


@login_required
def reject(request: HttpRequest, pk: int) -> HttpResponse:
    """Do not select a case, with a reason."""
    return ask_reason(
        request, load(request, pk, "choose"), actions.reject_case,
        title=_("这次不选"), lead=_("企业、师傅和推荐它的工会会看到原因。"),
        submit=_("这次不选"),
    )  # fmt: skip


@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """The reviews that the user is asked for, and the latest ones handed in."""
    reviews = Review.objects.of(request.user).select_related("case__season")
    waiting = reviews.waiting()
    given = reviews.given().order_by("-given_at", "-pk")[:50]
    context = {"section": "cases", "waiting": waiting.order_by("asked_at", "pk"), "given": given}
    return render(request, "cases/reviews.html", context)


@login_required
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Read and score one case; other reviews are not shown."""
    found = load(request, pk, "review")
    own = Review.objects.of(request.user).filter(case=found).latest("pk")
    form = ReviewForm(request.POST or None, instance=own)
    if request.method == "POST" and form.is_valid():
        with refusal_shown_on(form):
            actions.give_review(
                review=own, actor=request.user, points=form.points(),
                comment=form.cleaned_data["comment"],
            )  # fmt: skip
            messages.success(request, _("评审收到了，谢谢您。"))
            return redirect("case_reviews")
    context = {
        "section": "cases",
        **shown(found),
        "form": form,
        "is_open": found.state == CaseState.NOMINATED and own.union_id == found.union_id,
    }
    return render(request, "cases/review.html", context, status=422 if form.errors else 200)
