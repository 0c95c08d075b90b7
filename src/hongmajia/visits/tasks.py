"""Computing itineraries in the worker."""

from functools import partial

from django_tasks import task

from hongmajia.core import progress
from hongmajia.core.jobs import Failure, fail_when_given_up, failing
from hongmajia.core.queues import LONG

from . import actions
from .enums import ItineraryState
from .models import Itinerary
from .planning import days_of, itinerary_for, stops_of


@task(queue_name=LONG)
def lay_out(itinerary_pk: int) -> None:
    """Compute an itinerary and save it, or the reason why there is none."""
    asked = Itinerary.objects.with_details().get(pk=itinerary_pk)
    if asked.state != ItineraryState.COMPUTING:
        return
    with failing(partial(_fail, asked)):
        found = itinerary_for(asked, progress=partial(progress.report, asked.work))
        actions.save_itinerary(itinerary=asked, stops=stops_of(asked, found), days=days_of(found))


def _fail(itinerary: Itinerary, failure: Failure) -> None:
    actions.fail_itinerary(itinerary=itinerary, failure=failure)


fail_when_given_up(lay_out, Itinerary, _fail)
