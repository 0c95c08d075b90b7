"""Appointments in the interface: when a helper visits."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest
from ninja import Field, Router, Status

from hongmajia.core.external_ids import ExternalIdField, Named
from hongmajia.core.gate import get_for
from hongmajia.core.programs import READING
from hongmajia.core.schemas import FactsSchema, Key, Moment
from hongmajia.engagements.api import engagements_of
from hongmajia.offers.enums import OfferMode

from ..actions import move_activity, schedule_visit
from ..bookings import SecondWord
from ..enums import ActivityKind
from ..facts import VISIT_FACTS
from ..models import Activity
from .activities import ActivityRow
from .seen import SERVING, activities_of, with_engagements

appointments = Router(tags=["engagements"], auth=READING)


class Appointment(FactsSchema):
    """Time and place of a visit.

    A time that is doubtful is refused with 409. ``free_day`` says that a day off is meant;
    ``doubled`` gives the reason for booking a helper twice, ``uninsured`` that of a cadre for
    sending one without insurance to a dangerous place.
    """

    fact_set = VISIT_FACTS.with_arguments({"external_id": "what the caller calls the visit"})

    external_id: str | None = ExternalIdField
    starts_at: Moment
    ends_at: Moment
    mode: OfferMode = OfferMode.ON_SITE
    kind: ActivityKind = ActivityKind.ASSISTANCE
    place: str = Field("", max_length=120)
    meeting_link: str = Field("", max_length=300)
    free_day: bool = False
    doubled: str = Field("", max_length=300)
    uninsured: str = Field("", max_length=300)

    def facts(self) -> dict[str, Any]:
        """The facts for an action."""
        return self.dict(include=set(self.fact_set.names))

    def second_word(self) -> SecondWord:
        """What is said to a doubt about the time."""
        return SecondWord(self.free_day, self.doubled, self.uninsured)


@appointments.post(
    "/{int:pk}/appointment", response={201: ActivityRow, 200: ActivityRow}, auth=SERVING
)
@transaction.atomic
def appoint(request: HttpRequest, pk: Key, arranged: Appointment) -> Any:
    """Note the time on which the two sides of an engagement agreed, to come or past.

    With an ``external_id`` that was sent before, the visit of then is moved: 200.
    """
    rows: Any = engagements_of(request)
    engagement = get_for(request.user, rows.with_details(), "services.schedule", pk=pk)
    named = Named(request.user, "appointment", arranged.external_id)
    facts = {**arranged.facts(), "actor": request.user, "word": arranged.second_word()}
    if named.key:
        visit = _movable(request, named.key)
        move_activity(activity=visit, **facts)
        return Status(200, _shown(request, visit))
    visit = schedule_visit(engagement=engagement, **facts)
    named.stands_for(visit)
    return Status(201, _shown(request, visit))


def _movable(request: HttpRequest, key: int) -> Activity:
    rows: Any = activities_of(request)
    return get_for(request.user, rows.with_details(), "services.move", pk=key)


def _shown(request: HttpRequest, visit: Activity) -> Any:
    return with_engagements(request)(Activity.objects.filter(pk=visit.pk)).get()
