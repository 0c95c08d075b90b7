"""Service records in the interface: reading and writing them."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from hongmajia.core.external_ids import ExternalIdField, Named
from hongmajia.core.gate import get_for
from hongmajia.core.listing import Rows, Wanted, page_of
from hongmajia.core.programs import READING
from hongmajia.core.schemas import FactsSchema, Key

from ..actions import correct_record, record_service
from ..enums import Adoption, Result
from ..facts import RECORD_FACTS, SUGGESTION_FACTS, TRAINING_FACTS
from ..fields import named_in
from ..models import Activity, ServiceRecord
from ..queries import possible_participants
from .activities import activities
from .seen import SERVING, activities_of, records_of, with_parts

records = Router(tags=["records"], auth=READING)


class TrainingRow(Schema):
    """A topic that was taught, and to how many people."""

    topic: str
    people: int


class RecordRow(Schema):
    """The record of an activity; ``helpers`` are those who attended, on the roll."""

    id: int
    activity: int = Field(alias="activity_id")
    visitors: int
    learners: int
    diagnosis: str
    done: str
    result: Result
    measure: str
    before: str
    after: str
    unit: str
    hours: Decimal
    written_at: datetime
    helpers: list[int]
    trainings: list[TrainingRow]

    @staticmethod
    def resolve_helpers(record: Any) -> list[int]:
        people = record.activity.attendances.all()
        return [person.helper_id for person in people if person.helper_id]

    @staticmethod
    def resolve_trainings(record: Any) -> list[Any]:
        return list(record.trainings.all())


class NewSuggestion(FactsSchema):
    """A suggestion for improvement (合理化建议) made at the activity."""

    fact_set = SUGGESTION_FACTS

    text: str = Field(min_length=1, max_length=200)
    adoption: Adoption = Adoption.CONSIDERED


class NewTraining(FactsSchema):
    """A topic that was taught, and to how many people."""

    fact_set = TRAINING_FACTS

    topic: str = Field(min_length=1, max_length=60)
    people: int = Field(ge=1, le=5000)


class NewRecord(FactsSchema):
    """The record of an activity; ``helpers`` are by default those whom it was arranged with."""

    fact_set = RECORD_FACTS.with_arguments(
        {
            "external_id": "what the caller calls the record",
            "enterprises": "visited, an argument of their own",
            "suggestions": "rows of their own",
            "trainings": "rows of their own",
        }
    )

    external_id: str | None = ExternalIdField
    done: str = Field(min_length=1, max_length=2000)
    result: Result
    diagnosis: str = Field("", max_length=2000)
    visitors: int = Field(0, ge=0, le=5000)
    learners: int = Field(0, ge=0, le=5000)
    measure: str = Field("", max_length=20)
    before: str = Field("", max_length=20)
    after: str = Field("", max_length=20)
    unit: str = Field("", max_length=10)
    hours: Decimal = Field(Decimal(4), ge=Decimal("0.5"), le=240, max_digits=5, decimal_places=1)
    helpers: list[Key] | None = Field(None, max_length=50)
    companions: list[str] = Field([], max_length=50)
    enterprises: list[str] | None = Field(
        None, max_length=60, description="visited beside the asker: names or credit codes"
    )
    suggestions: list[NewSuggestion] = Field([], max_length=20)
    trainings: list[NewTraining] = Field([], max_length=20)

    def arguments(self, activity: Activity) -> dict[str, Any]:
        """The keyword arguments of the record actions."""
        people = possible_participants(activity)
        if self.helpers is not None:
            people = people.filter(pk__in=self.helpers)
        firms = None if self.enterprises is None else named_in("enterprises", self.enterprises)
        return {
            "enterprises": firms,
            **self.dict(include=set(self.fact_set.names)),
            "party": {"helpers": list(people), "companions": self.companions},
            "suggestions": [row.dict() for row in self.suggestions],
            "trainings": [row.dict() for row in self.trainings],
        }


@records.get("", response=Rows[RecordRow])
def list_records(request: HttpRequest, wanted: Query[Wanted]) -> Any:
    """Service records (服务记录)."""
    return page_of(request, "record", records_of(request), wanted, with_parts)


@records.get("/{int:pk}", response=RecordRow)
def get_record(request: HttpRequest, pk: Key) -> Any:
    """One service record."""
    return get_for(request.user, with_parts(records_of(request)), pk=pk)


@activities.post("/{int:pk}/record", response={201: RecordRow, 200: RecordRow}, auth=SERVING)
@transaction.atomic
def write_record(request: HttpRequest, pk: Key, written: NewRecord) -> Any:
    """Write the record of an activity that has begun; the enterprise is asked to confirm it.

    With an ``external_id`` that was sent before, the record of then is corrected: 200.
    """
    named = Named(request.user, "record", written.external_id)
    is_new = named.key is None
    right = "services.record" if is_new else "services.correct"
    rows: Any = activities_of(request)
    activity = get_for(request.user, rows.with_details(), right, pk=pk)
    arguments = {**written.arguments(activity), "actor": request.user}
    if is_new:
        named.stands_for(record_service(activity=activity, **arguments))
    else:
        named.refuse_other(activity.record.pk)
        correct_record(written=activity.record, **arguments)
    found = with_parts(ServiceRecord.objects).get(activity=pk)
    return Status(201 if is_new else 200, found)
