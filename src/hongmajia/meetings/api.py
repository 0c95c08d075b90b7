"""Meetings for many in the interface: reading them, and what the askers said afterwards."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from hongmajia.core.gate import get_for
from hongmajia.core.listing import Rows, WantedOfYear, page_of
from hongmajia.core.programs import READING, within
from hongmajia.core.schemas import Key
from hongmajia.engagements.api import engagements_of

from .models import Meeting
from .queries import Answer, tally

router = Router(tags=["meetings"], auth=READING)


class MeetingRow(Schema):
    """A meeting at which one helper answers all who have one problem.

    ``engagements`` are those that you may see; ``helped`` and ``not_helped`` count what their
    askers said. ``listeners`` were asked to listen and are not settled by it.
    """

    id: int
    activity: int = Field(alias="activity_id")
    union: int = Field(alias="activity.union_id")
    year: int = Field(alias="activity.season.year")
    speaker: int = Field(alias="speaker_id")
    words: list[str]
    engagements: list[int]
    helped: int
    not_helped: int
    listeners: int

    @staticmethod
    def resolve_engagements(meeting: Any) -> list[int]:
        return [row.pk for row in meeting.activity.engagements.all()]

    @staticmethod
    def resolve_helped(meeting: Any) -> int:
        return tally(_answers(meeting)).helped

    @staticmethod
    def resolve_not_helped(meeting: Any) -> int:
        return tally(_answers(meeting)).not_helped

    @staticmethod
    def resolve_listeners(meeting: Any) -> int:
        return len(meeting.listeners.all())


def _answers(meeting: Any) -> list[Answer]:
    rows = meeting.activity.engagements.all()
    return [Answer(row, getattr(row, "confirmation", None)) for row in rows]


def _loaded(request: HttpRequest) -> Any:
    """What loads meetings with those of their engagements that the request may see."""
    seen = engagements_of(request).select_related("confirmation").order_by("pk")
    return lambda rows: rows.select_related("activity__season").prefetch_related(
        Prefetch("activity__engagements", seen), "listeners"
    )


def _meetings_of(request: HttpRequest) -> QuerySet[Meeting]:
    """The meetings that the request may read."""
    readable = Meeting.objects.readable_by(request.user)
    found: QuerySet[Meeting] = within(request, readable, "activity__union__path")
    return found


@router.get("", response=Rows[MeetingRow])
def list_meetings(request: HttpRequest, wanted: Query[WantedOfYear]) -> Any:
    """Meetings of your union and of those below it."""
    visible = _meetings_of(request)
    rows = wanted.of_year(visible, "activity__season")
    return page_of(request, "meeting", visible, wanted, _loaded(request), narrowed=rows)


@router.get("/{int:pk}", response=MeetingRow)
def get_meeting(request: HttpRequest, pk: Key) -> Any:
    """One meeting."""
    return get_for(request.user, _loaded(request)(_meetings_of(request)), pk=pk)
