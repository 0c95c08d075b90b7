"""What acts and pages ask about services."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone

from hongmajia.engagements.enums import EngagementState
from hongmajia.engagements.models import Engagement
from hongmajia.needs.models import Need
from hongmajia.offers.models import Offer
from hongmajia.people.models import Helper

from .enums import PLEASED, Outcome
from .models import Activity, Confirmation, ServiceRecord


def possible_party(activity: Activity) -> QuerySet[Helper]:
    """Artisans who may have been there: those of its engagements, all members of their teams, and
    whoever is noted already."""
    helpers = activity.engagements.values("helper")
    seated = Q(artisan__teams__helper__in=helpers) | Q(artisan__led_teams__helper__in=helpers)
    noted = Q(attendances__activity=activity)
    found = Helper.objects.artisans().filter(Q(pk__in=helpers) | seated | noted)
    return found.select_related("artisan").distinct().order_by("pk")


def visit_to_record(engagement: Engagement) -> Activity | None:
    """The visit of the engagement that is planned, if there is one."""
    planned: Activity | None = engagement.activities.planned().order_by("starts_at").first()
    return planned


def appointments(engagements: Collection[int]) -> dict[int, tuple[datetime, datetime]]:
    """Key of an engagement → from when until when its visit is arranged; one query."""
    planned = Activity.objects.planned().filter(engagements__in=engagements)
    rows = planned.order_by("-starts_at").values_list("engagements", "starts_at", "ends_at")
    return {key: (starts, ends) for key, starts, ends in rows if key in engagements}


def next_meeting(engagement: Engagement) -> Activity | None:
    """The next appointment that is held over the network."""
    meetings = Activity.objects.filter(engagements=engagement).exclude(meeting_link="")
    found: Activity | None = meetings.planned().filter(ends_at__gte=timezone.now()).first()
    return found


def records_of(engagements: Iterable[Engagement]) -> QuerySet[ServiceRecord]:
    """What was written down for them, the newest first."""
    found = ServiceRecord.objects.filter(activity__engagements__in=engagements).distinct()
    return found.select_related("activity__region__parent", "activity__union").prefetch_related(
        "photos", "suggestions", "trainings", "activity__attendances__helper__artisan"
    ).order_by("-activity__starts_at", "-pk")  # fmt: skip


def to_confirm(need: Need) -> Engagement | None:
    """The engagement whose service the asker has to confirm next."""
    served = need.engagements.filter(state=EngagementState.SERVED).with_details()
    found: Engagement | None = served.order_by("held_since", "pk").first()
    return found


def to_be_served(engagements: QuerySet[Engagement]) -> QuerySet[Engagement]:
    """Those of ``engagements`` that are agreed and have no appointment yet."""
    waiting = engagements.filter(state=EngagementState.ACCEPTED)
    return waiting.select_related("need", "helper__artisan").order_by("pk")


# --- what a helper did ----------------------------------------------------------------------------


def helper_in_figures(helper: Helper) -> dict[str, int]:
    """Sessions held, enterprises helped at them, problems they call solved, people who learnt."""
    held = Activity.objects.of_helper(helper).held().order_by()
    firms = Count("engagements__need__enterprise", distinct=True)
    learners = held.aggregate(n=Sum("record__learners"))["n"]
    solved = Confirmation.objects.filter(engagement__helper=helper, outcome=Outcome.SOLVED)
    return {
        "sessions": held.count(),
        "enterprises": held.aggregate(n=firms)["n"],
        "solved": solved.count(),
        "learners": learners or 0,
    }


def words_for(helper: Helper) -> QuerySet[Confirmation]:
    """What pleased enterprises said to him, where they let the service be told and the need is
    public; the newest first."""
    told = Confirmation.objects.filter(case_consent=True, satisfaction__in=PLEASED)
    told = told.filter(engagement__helper=helper, engagement__need__is_public=True)
    found = told.exclude(words="").select_related("engagement__need__region__parent")
    return found.order_by("-confirmed_at", "-pk")


# --- what was ordered -----------------------------------------------------------------------------


def held_for(offer: Offer) -> QuerySet[Activity]:
    """Sessions that were held because somebody ordered ``offer``, the newest first."""
    ordered = Engagement.objects.filter(offer=offer).order_by().values("activities")
    held: QuerySet[Activity] = Activity.objects.held().filter(pk__in=ordered)
    return held.select_related("region__parent", "record").order_by("-starts_at", "-pk")


def course_in_figures(held: QuerySet[Activity]) -> dict[str, int]:
    """How often, how many people learnt, how many orderers answered and how many were pleased."""
    confirmed = Confirmation.objects.filter(engagement__activities__in=held.order_by().values("pk"))
    pleased = Count("pk", filter=Q(satisfaction__in=PLEASED), distinct=True)
    found = held.order_by().aggregate(times=Count("pk"), people=Sum("record__learners"))
    said = confirmed.aggregate(answers=Count("pk", distinct=True), pleased=pleased)
    return {**found, "people": found["people"] or 0, **said}
