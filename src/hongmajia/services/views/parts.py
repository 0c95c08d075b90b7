"""Page parts about services, shown in slots on pages of rooms to the left."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hongmajia.core.closed_years import may_now
from hongmajia.core.gate import get_for
from hongmajia.engagements.enums import EngagementState as S
from hongmajia.engagements.models import Engagement
from hongmajia.needs.enums import NeedState
from hongmajia.needs.models import Need
from hongmajia.people.models import Helper

from ..forms import MilestoneForm
from ..models import Activity, CallBack, Confirmation
from ..queries import publishable_comments_on, records_of
from ..safety_shown import safety_of
from .visits import load_engagement

REOPENABLE = (NeedState.CONFIRMED, NeedState.UNSOLVED)
"""States in which the asker may reopen a need."""

NEXT_SHOWN, COMMENTS_SHOWN = 3, 2
"""Activities to come, and comments of enterprises, on the page of a helper."""


@login_required
@require_GET
def of_engagement(request: HttpRequest, pk: int) -> HttpResponse:
    """On the page of an engagement: appointment, records, milestones, confirmation, call-backs."""
    engagement = load_engagement(request, pk)
    may_schedule = may_now(request.user, "services.schedule", engagement)
    planned = engagement.activities.planned().select_related("region__parent").first()
    context = {
        "engagement": engagement,
        "planned": planned,
        "shown": safety_of(engagement, planned) if engagement.is_working else None,
        "may_write_measures": may_now(request.user, "engagements.choose", engagement),
        "records": records_of([engagement]),
        "milestones": engagement.milestones.all(),
        "is_tackling": engagement.need.state == NeedState.TACKLING,
        "confirmation": Confirmation.objects.filter(engagement=engagement).first(),
        "call_backs": _call_backs(request, [engagement]),
        "may_schedule": may_schedule and engagement.is_working and engagement.need.is_verified,
        "may_confirm": may_now(request.user, "services.confirm", engagement)
        and engagement.state == S.SERVED,
        "milestone_form": MilestoneForm(),
    }
    return render(request, "services/of_engagement.html", context)


@require_GET
def of_need(request: HttpRequest, pk: int) -> HttpResponse:
    """On the page of a need: records, confirmations and call-backs of the visible engagements."""
    need = get_for(request.user, Need.objects.visible_to(request.user), pk=pk)
    seen = Engagement.objects.visible_to(request.user).filter(need=need)
    context = {
        "need": need,
        "may_reopen": need.state in REOPENABLE and may_now(request.user, "needs.change", need),
        "records": records_of(seen),
        "confirmations": Confirmation.objects.filter(engagement__in=seen).select_related(
            "engagement__helper__artisan"
        ),
        "call_backs": _call_backs(request, seen),
    }
    return render(request, "services/of_need.html", context)


@require_GET
def beside_helper(request: HttpRequest, pk: int) -> HttpResponse:
    """On the page of a helper: the next activities, and comments of enterprises."""
    helper = get_for(request.user, Helper.objects.visible_to(request.user), pk=pk)
    planned = Activity.objects.visible_to(request.user).of_helper(helper).to_come()
    context = {
        "planned": planned.select_related("region__parent")[:NEXT_SHOWN],
        "comments": publishable_comments_on(helper)[:COMMENTS_SHOWN],
    }
    return render(request, "services/beside_helper.html", context)


def _call_backs(request: HttpRequest, engagements: object) -> object:
    calls = CallBack.objects.visible_to(request.user)
    return calls.filter(confirmation__engagement__in=engagements).order_by("due_at")
