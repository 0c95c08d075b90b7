"""The actions on an itinerary: planning, saving the result, recording a failure."""

from collections.abc import Iterable
from datetime import date, time
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as dated
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor, user_of
from hongmajia.core.acts import record
from hongmajia.core.errors import Refused
from hongmajia.core.jobs import Failure
from hongmajia.core.states import move
from hongmajia.notices.actions import notify
from hongmajia.people.models import Helper

from .enums import ItineraryState, ItineraryVerb
from .models import Itinerary, Stop
from .queries import free_days, to_visit
from .states import TRANSITIONS


@transaction.atomic
def plan_itinerary(
    *,
    actor: Actor,
    helper: Helper,
    month: date,
    day_begins: time,
    day_ends: time,
    minutes_each: int,
    most_a_day: int,
) -> Itinerary:
    """Start planning the helper's month; the worker computes it.

    ``minutes_each`` is the length of a visit, ``most_a_day`` how many visits a day may have.
    Earlier itineraries are kept. Raises ``Refused`` while another one of the helper is computed,
    without visits to make, and without free days in the month.
    """
    helper = Helper.objects.select_for_update(of=("self",)).get(pk=helper.pk)
    month = month.replace(day=1)
    for running in helper.itineraries.filter(state=ItineraryState.COMPUTING):
        if not running.is_stuck:
            raise Refused(_("%(helper)s的行程正在排，排好就通知您。") % {"helper": helper})
        fail_itinerary(itinerary=running)
    if not to_visit(helper, month):
        raise Refused(_("%(helper)s现在没有要上门的对接单，不用排。") % {"helper": helper})
    if not free_days(helper, month):
        raise Refused(_("这个月%(helper)s没有空的日子了，请换一个月。") % {"helper": helper})
    made = Itinerary.objects.create(
        helper=helper,
        month=month,
        day_begins=day_begins,
        day_ends=day_ends,
        minutes_each=minutes_each,
        most_a_day=most_a_day,
        owner=user_of(actor),
    )
    record(actor, ItineraryVerb.STARTED, made)
    return made


@transaction.atomic
def save_itinerary(
    *, itinerary: Itinerary, stops: Iterable[Stop], days: list[dict[str, Any]]
) -> Itinerary:
    """Save the computed stops and days, and notify whoever asked for the itinerary."""
    Stop.objects.bulk_create(stops)
    move(
        itinerary,
        TRANSITIONS,
        ItineraryVerb.COMPUTED,
        actor=None,
        days=days,
        finished_at=timezone.now(),
    )
    _notify_owner(itinerary, gettext_lazy("%(helper)s%(month)s的行程排好了，请您看看"))
    return itinerary


@transaction.atomic
def fail_itinerary(*, itinerary: Itinerary, failure: Failure | None = None) -> Itinerary:
    """Record that the itinerary could not be computed, and notify whoever asked for it."""
    move(
        itinerary,
        TRANSITIONS,
        ItineraryVerb.FAILED,
        actor=None,
        failure=failure or {},
        finished_at=timezone.now(),
    )
    _notify_owner(itinerary, gettext_lazy("%(helper)s%(month)s的行程没排成，请看原因"))
    return itinerary


def _notify_owner(itinerary: Itinerary, sentence: Any) -> None:
    """Notify whoever asked for the itinerary, with a link to its page."""
    page = reverse("itinerary", args=[itinerary.helper_id])
    url = f"{page}?month={itinerary.month:%Y-%m}"
    month = dated(itinerary.month, "Y-m")
    notify([itinerary.owner], sentence, url, helper=itinerary.helper, month=month)
