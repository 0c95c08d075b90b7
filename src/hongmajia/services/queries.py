"""Queries on services that several actions and pages share."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Count, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum
from django.db.models.functions import TruncDate
from django.utils import timezone

from hongmajia.core.themes import ThemeChoice, theme_choice
from hongmajia.engagements.enums import EngagementState
from hongmajia.engagements.models import Engagement
from hongmajia.engagements.querysets import EngagementQuerySet
from hongmajia.needs.models import Need
from hongmajia.offers.models import Offer
from hongmajia.people.models import Helper
from hongmajia.unions.copying import Pairs
from hongmajia.unions.models import Season, User
from hongmajia.unions.visiting import of_province, shown_for
from hongmajia.unions.years import Years

from .enums import PLEASED
from .models import Activity, Attendance, Confirmation, RecordPhoto, ServiceRecord


def years_shown(query: Mapping[str, Any]) -> Years | None:
    """The year that the list of activities shows; ``None`` for those to come, of whatever year."""
    return Years.of(query) if query.get("stand") == "held" else None


def themes_shown(query: Mapping[str, Any]) -> ThemeChoice:
    """The themes that the list of activities offers, and the one it is narrowed to."""
    return theme_choice("activities", query)


def activities_shown(
    reader: Any, years: Years | None, themes: ThemeChoice, query: Mapping[str, Any]
) -> Any:
    """The activities on the list: to come, or those held in the year."""
    here = of_province(shown_for(query))
    visible = Activity.objects.visible_to(reader).filter(here, themes.condition)
    return visible.to_come() if years is None else visible.held().filter(years.of_season())


def heads_coming(activity: Activity) -> int | None:
    """For how many people places were reserved; ``None`` for an activity without sign-up."""
    if not activity.is_open:
        return None
    return activity.sign_ups.filter(waits=False).aggregate(n=Sum("heads"))["n"] or 0


def heads_waiting(activity: Activity) -> int:
    """How many people wait for a place."""
    return activity.sign_ups.filter(waits=True).aggregate(n=Sum("heads"))["n"] or 0


def possible_participants(activity: Activity) -> QuerySet[Helper]:
    """Artisans who may have attended the activity.

    These are the helpers of its engagements, all members and leaders of helping teams, and those
    listed as attending already.
    """
    helpers = activity.engagements.values("helper")
    members = Q(artisan__teams__helper__in=helpers) | Q(artisan__led_teams__helper__in=helpers)
    listed = Q(attendances__activity=activity)
    found = Helper.objects.artisans().filter(Q(pk__in=helpers) | members | listed)
    return found.select_related("artisan").distinct().order_by("pk")


def visit_to_record(engagement: Engagement) -> Activity | None:
    """The earliest planned visit of the engagement, whose record is to be written; or ``None``."""
    planned: Activity | None = engagement.activities.planned().order_by("starts_at").first()
    return planned


def appointments(engagements: Collection[int]) -> dict[int, tuple[datetime, datetime]]:
    """Start and end of the next planned visit by engagement key; one query."""
    planned = Activity.objects.planned().filter(engagements__in=engagements)
    rows = planned.order_by("-starts_at").values_list("engagements", "starts_at", "ends_at")
    return {key: (starts, ends) for key, starts, ends in rows if key in engagements}


def next_meeting(engagement: Engagement) -> Activity | None:
    """The engagement's next planned online meeting that has not ended, or ``None``."""
    meetings = Activity.objects.filter(engagements=engagement).exclude(meeting_link="")
    found: Activity | None = meetings.planned().filter(ends_at__gte=timezone.now()).first()
    return found


def records_of(
    engagements: Iterable[Engagement],
    photos: QuerySet[RecordPhoto] | None = None,
    people: QuerySet[Attendance] | None = None,
) -> QuerySet[ServiceRecord]:
    """Service records of the engagements with all their parts, the newest first.

    Of their photographs and of those who came only ``photos`` and ``people``, if they are given.
    """
    found = ServiceRecord.objects.filter(activity__engagements__in=engagements).distinct()
    return found.select_related("activity__region__parent", "activity__union").prefetch_related(
        Prefetch("photos", photos), "suggestions", "trainings",
        Prefetch("activity__attendances", people), "activity__attendances__helper__artisan",
        "activity__attendances__helper__union"
    ).order_by("-activity__starts_at", "-pk")  # fmt: skip


def next_to_confirm(need: Need) -> Engagement | None:
    """The need's engagement that has waited longest for the asker's confirmation, or ``None``."""
    served = need.engagements.filter(state=EngagementState.SERVED).with_details()
    found: Engagement | None = served.order_by("held_since", "pk").first()
    return found


def without_appointment(engagements: EngagementQuerySet) -> EngagementQuerySet:
    """Those of ``engagements`` that were accepted, have no appointment yet and may have one."""
    waiting = engagements.for_verified_needs().filter(state=EngagementState.ACCEPTED)
    return waiting.select_related("need", "helper__artisan").order_by("pk")


# --- words of enterprises ------------------------------------------------------------------------


def publishable_comments_on(helper: Helper) -> QuerySet[Confirmation]:
    """Confirmations with a comment on the helper that may be published, the newest first.

    The enterprise must be satisfied, have written it itself and agree to a case, and the need must
    be public.
    """
    consented = Confirmation.objects.filter(case_consent=True, satisfaction__in=PLEASED)
    consented = consented.filter(engagement__helper=helper, engagement__need__is_public=True)
    found = (
        consented.filter(in_own_words())
        .exclude(words="")
        .select_related("engagement__need__region__parent")
    )
    return found.order_by("-confirmed_at", "-pk")


def in_own_words() -> Q:
    """Confirmations that the asking side gave itself, not somebody else in its place."""
    contacts = Q(confirmed_by__in=Subquery(contacts_of_asker()))
    return Q(confirmed_by=None) | Q(confirmed_by=F("engagement__need__asker")) | contacts


def contacts_of_asker() -> QuerySet[User, dict[str, Any]]:
    """Keys of the contacts of the enterprise that asked, for each confirmation of a query."""
    found = User.objects.filter(enterprises=OuterRef("engagement__need__enterprise"))
    return found.order_by().values("pk")


# --- figures of an offer --------------------------------------------------------------------------


def sessions_held_for(offer: Offer) -> QuerySet[Activity]:
    """Activities held because ``offer`` was ordered from the service list, the newest first."""
    ordered = Engagement.objects.filter(offer=offer).order_by().values("activities")
    held: QuerySet[Activity] = Activity.objects.held().filter(pk__in=ordered)
    return held.select_related("region__parent", "record").order_by("-starts_at", "-pk")


def course_in_figures(held: QuerySet[Activity]) -> dict[str, int]:
    """Numbers of sessions (``times``), learners (``people``), ``answers`` and ``pleased`` ones.

    As in the measures of satisfaction, what a union confirmed for the enterprise is no answer of
    the enterprise (docs/indicators.md).
    """
    there = held.order_by().values("pk")
    confirmed = Confirmation.objects.filter(engagement__activities__in=there, on_behalf=False)
    pleased = Count("pk", filter=Q(satisfaction__in=PLEASED), distinct=True)
    found = held.order_by().aggregate(times=Count("pk"), people=Sum("record__learners"))
    said = confirmed.aggregate(answers=Count("pk", distinct=True), pleased=pleased)
    return {**found, "people": found["people"] or 0, **said}


def confirmed_in(season: Season) -> Pairs:
    """How many services of the season were recorded on which day, and confirmed on which."""
    of_season = Confirmation.objects.filter(engagement__need__season=season).order_by()
    written = "engagement__activities__record__written_at"
    begun, done = TruncDate(written), TruncDate("confirmed_at")
    days = of_season.filter(**{f"{written}__isnull": False}).values_list(begun, done)
    return {(begun, done): n for begun, done, n in days.annotate(n=Count("pk", distinct=True))}
