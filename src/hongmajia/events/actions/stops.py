"""Where an event goes afterwards: its stops at firms, and their visits."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.core.actors import Actor
from hongmajia.core.acts import record
from hongmajia.core.errors import Refused
from hongmajia.engagements.models import Engagement
from hongmajia.services.actions import plan_activity
from hongmajia.services.bookings import FIRST_WORD, SecondWord
from hongmajia.services.models import Activity

from ..enums import EventVerb
from ..facts import StopFacts
from ..models import Stop
from .planning import locked, save_words

VISIT_HOURS = 2
"""How long the visit at a stop takes, until its record says otherwise."""


@transaction.atomic
def set_stops(*, activity: Activity, actor: Actor, stops: Sequence[StopFacts]) -> None:
    """Replace the firms to which the event goes, in their order.

    Raises ``Refused`` if one would be dropped whose visit is arranged already.
    """
    activity = locked(activity)
    there = {stop.enterprise_id: stop for stop in activity.stops.select_related("enterprise")}
    for key in there.keys() - {facts["enterprise"].pk for facts in stops}:
        if there[key].visit_id:
            said = _("%(firm)s的走访已经定了，请先在那次走访上取消。")
            raise Refused(said % {"firm": there[key].enterprise})
        there[key].delete()
    for facts in stops:
        _go_to(there.get(facts["enterprise"].pk) or Stop(activity=activity), facts)
    record(actor, EventVerb.STOPS_SET, activity, data={"n": len(stops)})


@transaction.atomic
def add_stops(*, activity: Activity, actor: Actor, stops: Sequence[StopFacts]) -> list[Stop]:
    """Add firms after those that are there. Raises ``Refused`` for one that is there already."""
    activity = locked(activity)
    there = set(activity.stops.values_list("enterprise", flat=True))
    for facts in stops:
        if facts["enterprise"].pk in there:
            raise Refused(_("会后已经要去%(firm)s了。") % {"firm": facts["enterprise"]})
    added = [_go_to(Stop(activity=activity), facts) for facts in stops]
    record(actor, EventVerb.STOPS_SET, activity, data={"n": activity.stops.count()})
    return added


def _go_to(stop: Stop, facts: StopFacts) -> Stop:
    """Store what is said of a stop."""
    for field, value in facts.items():
        setattr(stop, field, value)
    save_words(stop)
    return stop


@transaction.atomic
def arrange_stop(
    *,
    stop: Stop,
    actor: Actor,
    engagements: Sequence[Engagement] = (),
    word: SecondWord = FIRST_WORD,
) -> Activity:
    """Make the visit of a stop: an activity of its own, with a record of its own.

    So 走进三家企业 is three records. ``engagements`` are those of the firm's needs that it serves.
    Raises ``Refused`` if it is arranged already, and what ``plan_activity`` raises.
    """
    activity = locked(stop.activity)
    stop = Stop.objects.select_for_update(of=("self",)).select_related("enterprise").get(pk=stop.pk)
    if stop.visit_id:
        raise Refused(_("这一站已经定成走访了。"))
    begins = _begin_of(stop, activity)
    title = _("走进企业：%(title)s") % {"title": activity.title}
    visit = plan_activity(
        union=activity.union, actor=actor, engagements=engagements, enterprises=[stop.enterprise],
        word=word, title=title[:60], form="guidance", kind=activity.kind, mode="on_site",
        region=stop.enterprise.region, venue_kind="firm", host=stop.enterprise, text=stop.note,
        starts_at=begins, ends_at=begins + timedelta(hours=VISIT_HOURS),
    )  # fmt: skip
    stop.visit = visit
    stop.save(update_fields=["visit"])
    words = {"firm": stop.enterprise.name}
    record(actor, EventVerb.STOP_ARRANGED, activity, data=words)
    return visit


def _begin_of(stop: Stop, activity: Activity) -> datetime:
    """At its time on the day of the event; without one, when the event ends."""
    if stop.at is None:
        return activity.ends_at
    day = timezone.localdate(activity.starts_at)
    return timezone.make_aware(datetime.combine(day, stop.at))
