"""Reads of engagements for actions and pages: workload of a week, objections to an invitation."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.core.actors import Actor
from hongmajia.core.models import Event
from hongmajia.engine.places.distances import haversine
from hongmajia.needs.enums import NeedState
from hongmajia.needs.models import Need
from hongmajia.offers.enums import OfferMode
from hongmajia.people.models import Helper
from hongmajia.people.queries import capacity_left
from hongmajia.unions.models import Region
from hongmajia.unions.years import Years

from .enums import AGREED, OPEN, STATES_OF, EngagementState, EngagementVerb, Origin, Stand
from .models import Engagement

# --- the list ---


def of_year_and_origin(seen: Any, query: Mapping[str, Any], years: Years) -> Any:
    """The engagements for needs of the year that came about as ``?origin=`` says."""
    seen = seen.filter(years.of_season("need__season"))
    origin = query.get("origin", "")
    return seen.filter(origin=origin) if origin in Origin.values else seen


def unfinished_of_other_years(seen: Any, years: Years) -> int:
    """How many engagements for needs of other years still wait for somebody."""
    return (
        0
        if years.year is None
        else int(seen.exclude(years.of_season("need__season")).filter(state__in=OPEN).count())
    )


def chosen(seen: Any, query: Mapping[str, Any], years: Years) -> Any:
    """The engagements that the filters of the list choose: year, origin, stand, only late ones."""
    found, stand = of_year_and_origin(seen, query, years), query.get("stand", "")
    if stand in Stand.values:
        found = found.filter(state__in=STATES_OF[Stand(stand)])
    return found.late() if query.get("late") else found


# --- workload --------------------------------------------------------------------------------


def this_week() -> datetime:
    """Return Monday 00:00 of the current week, in the server's time zone."""
    today = timezone.localdate()
    monday = today - timedelta(days=today.weekday())
    return timezone.make_aware(datetime.combine(monday, time.min))


def load_this_week(helpers: Collection[int]) -> dict[int, int]:
    """Return helper key → number of jobs of this week, in one query.

    Counted are agreed engagements opened this week and all unanswered invitations. Helpers without
    any are left out.
    """
    taken = Q(state__in=AGREED, opened_at__gte=this_week()) | Q(state=EngagementState.PROPOSED)
    found = Engagement.objects.filter(taken, helper__in=helpers).order_by()
    return dict(found.values_list("helper").annotate(n=Count("pk")))


# --- objections to an invitation --------------------------------------------------------------


def objections(need: Need, helper: Helper) -> list[str]:
    """Return, in words, the helper's own limits that exclude the need (docs/domain.md, rule 5).

    The limits are a pause, the weekly limit, the travel radius, and no online service. The list is
    empty if the helper suits.
    """
    found = [_paused(helper), _full(helper), _far(need, helper), _only_on_site(need, helper)]
    return [objection for objection in found if objection]


def _paused(helper: Helper) -> str:
    if not helper.is_paused:
        return ""
    until = {"helper": helper.public_name, "until": f"{helper.paused_until:%Y-%m-%d}"}
    return _("%(helper)s暂停接单到%(until)s") % until


def _full(helper: Helper) -> str:
    if helper.is_paused or capacity_left([helper])[helper.pk]:
        return ""
    return _("%(helper)s这周已经排满") % {"helper": helper.public_name}


def _far(need: Need, helper: Helper) -> str:
    """The travel radius counts only if the helper has to travel and their region is known."""
    may_stay = need.mode != OfferMode.ON_SITE and helper.online_ok
    if may_stay or need.mode == OfferMode.ONLINE or helper.region is None:
        return ""
    km = kilometres_between(need.region, helper.region)
    if km <= helper.radius_km:
        return ""
    words = {"helper": helper.public_name, "km": round(km), "radius": helper.radius_km}
    return _("距%(km)s公里，%(helper)s愿走%(radius)s公里以内") % words


def _only_on_site(need: Need, helper: Helper) -> str:
    if need.mode != OfferMode.ONLINE or helper.online_ok:
        return ""
    return _("%(helper)s不做在线指导") % {"helper": helper.public_name}


def kilometres_between(a: Region, b: Region) -> float:
    """Return the great-circle distance between the centroids of two regions, in kilometres."""
    return float(haversine(a.lon, a.lat, b.lon, b.lat))  # type: ignore[arg-type]


# --- whose answer is awaited ------------------------------------------------------------------


def awaited_helper(events: Sequence[Event]) -> str:
    """Return the name of the helper invited last who has not answered; empty if there is none.

    ``events`` are those of a need's story, newest first. Implements ``needs.story.AwaitedHelper``.
    """
    acts = [event for event in reversed(events) if event.verb in EngagementVerb.values]
    latest = {event.subject_id: event for event in acts}
    asked = [e for e in latest.values() if e.to_state == EngagementState.PROPOSED]
    return str(asked[-1].data.get("helper", "")) if asked else ""


# --- others -----------------------------------------------------------------------------------


def is_open_for_bids(need: Need) -> bool:
    """Whether the need takes bids now, or has bids from which the union has not chosen yet."""
    if need.bid_until is None:
        return False
    offered = need.engagements.filter(state=EngagementState.OFFERED)
    return need.bid_until >= timezone.localdate() or offered.exists()


def open_orders(actor: Actor, phone: str) -> int:
    """Return how many orders of one telephone number are not answered yet.

    For an account with this number they are those of the account: anybody may order in its name.
    """
    waiting = Engagement.objects.filter(origin=Origin.ORDER, state=EngagementState.PROPOSED)
    waiting = waiting.filter(need__contact_phone=phone)
    if phone and getattr(actor, "phone", "") == phone:
        waiting = waiting.filter(opened_by=actor.pk)
    return waiting.count()


def account_phone(helper: Helper) -> str:
    """Return the telephone number in the account of whoever answers for the helper, or ``""``."""
    return helper.answerer.phone if helper.answerer else ""


def count_by_stand(engagements: QuerySet[Engagement]) -> tuple[Counter[str], int]:
    """Return ``Stand`` → number of engagements, and the number of overdue ones; one query."""
    overdue = Count("pk", filter=Q(due_at__lt=timezone.now(), state__in=OPEN))
    states = engagements.order_by().values_list("state").annotate(n=Count("pk"), late=overdue)
    stand_of = {state: stand for stand, states_ in STATES_OF.items() for state in states_}
    counts, late = Counter[str](), 0
    for state, n, overdue_here in states:
        counts[stand_of[state]] += n
        late += overdue_here
    return counts, late


def latest_solved() -> QuerySet[Need]:
    """Return public solved needs, last solved first, with their helpers in ``need.agreed``."""
    agreed = Engagement.objects.agreed().select_related("helper__artisan")
    solved = Need.objects.public().filter(state__in=(NeedState.SOLVED, NeedState.CONFIRMED))
    with_helpers = solved.with_details().prefetch_related(
        Prefetch("engagements", agreed, to_attr="agreed")
    )
    return with_helpers.order_by("-held_since", "-pk")
