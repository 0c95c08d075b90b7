"""Activities, records and confirmations in the interface; appointments, records and sign-ups."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from hongmajia.core.external_ids import ExternalIdField, Named
from hongmajia.core.gate import get_for
from hongmajia.core.listing import Rows, Wanted, page_of
from hongmajia.core.programs import READING, SignedIn, program_of, within
from hongmajia.core.schemas import Body, FactsSchema, Key, Moment, Phone
from hongmajia.core.scopes import Scope
from hongmajia.engagements.api import engagements_of
from hongmajia.offers.enums import OfferMode

from .actions import correct_record, move_activity, record_service, schedule_visit, sign_up
from .bookings import SecondWord
from .enums import ActivityForm, ActivityKind, ActivityState, Adoption, Outcome, Result
from .facts import RECORD_FACTS, SUGGESTION_FACTS, TRAINING_FACTS, VISIT_FACTS
from .limits import limit_signing_up
from .models import Activity, Confirmation, ServiceRecord, SignUp, Suggestion
from .queries import possible_participants

activities = Router(tags=["activities"], auth=READING)
appointments = Router(tags=["engagements"], auth=READING)
records = Router(tags=["records"], auth=READING)
suggestions = Router(tags=["suggestions"], auth=READING)
confirmations = Router(tags=["confirmations"], auth=READING)
SERVING = SignedIn(Scope.SERVE)


# --- what is shown --------------------------------------------------------------------------


class ActivityRow(Schema):
    """A visit, lecture or meeting; of the engagements that it serves those that you may see."""

    id: int
    union: int = Field(alias="union_id")
    state: ActivityState
    title: str
    kind: ActivityKind
    form: ActivityForm
    mode: OfferMode
    starts_at: datetime
    ends_at: datetime
    region: str = Field(alias="region_id")
    place: str
    text: str
    engagements: list[int]
    is_open: bool
    places: int | None
    sign_up_until: datetime | None

    @staticmethod
    def resolve_engagements(activity: Any) -> list[int]:
        return [engagement.pk for engagement in activity.engagements.all()]


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


class SuggestionRow(Schema):
    """A suggestion for improvement (合理化建议) and whether it was adopted."""

    id: int
    record: int = Field(alias="record_id")
    text: str
    adoption: Adoption
    benefit: str


class ConfirmationRow(Schema):
    """What the enterprise says of a service; ``on_behalf``: a union confirmed for it."""

    id: int
    engagement: int = Field(alias="engagement_id")
    outcome: Outcome
    satisfaction: int = Field(description="1 (worst) to 4")
    benefit_wan: Decimal | None = Field(description="10,000 yuan a year")
    benefit_basis: str
    words: str
    on_behalf: bool
    confirmed_at: datetime


def activities_of(request: HttpRequest) -> QuerySet[Activity]:
    """The activities that the request may see."""
    visible = Activity.objects.visible_to(request.user)
    if program_of(request) is None:
        return visible
    own = within(request, Activity.objects.order_by(), "union__path")
    return visible.filter(Q(pk__in=own.values("pk")) | Q(pk__in=_served(request)))


def records_of(request: HttpRequest) -> QuerySet[ServiceRecord]:
    """The records that the request may read."""
    readable = ServiceRecord.objects.readable_by(request.user)
    if program_of(request) is None:
        return readable
    own = within(request, ServiceRecord.objects.all(), "activity__union__path")
    return readable.filter(Q(pk__in=own.values("pk")) | Q(activity__in=_served(request)))


def _served(request: HttpRequest) -> Any:
    """Keys of the activities that serve an engagement of the program's union.

    By paths and not by ``engagements_of``: SQLite does not read queries nested so deeply.
    """
    sides = ("need__union__path", "need__home_union__path", "helper__union__path")
    links = Activity.engagements.through.objects.all()
    found = within(request, links, *(f"engagement__{side}" for side in sides))
    return found.values("activity")


def _loading(request: HttpRequest) -> Any:
    """What loads activities with those of their engagements that the request may see."""
    known = Prefetch("engagements", queryset=engagements_of(request).order_by("pk").only("pk"))
    return lambda rows: rows.prefetch_related(known)


def _with_parts(rows: Any) -> Any:
    return rows.select_related("activity").prefetch_related("trainings", "activity__attendances")


@activities.get("", response=Rows[ActivityRow])
def list_activities(request: HttpRequest, wanted: Query[Wanted]) -> Any:
    """Activities of your union, and those that serve engagements that you may see."""
    return page_of("activity", activities_of(request), wanted, _loading(request))


@activities.get("/{int:pk}", response=ActivityRow)
def get_activity(request: HttpRequest, pk: Key) -> Any:
    """One activity."""
    return get_for(request.user, _loading(request)(activities_of(request)), pk=pk)


@records.get("", response=Rows[RecordRow])
def list_records(request: HttpRequest, wanted: Query[Wanted]) -> Any:
    """Service records (服务记录)."""
    return page_of("record", records_of(request), wanted, _with_parts)


@records.get("/{int:pk}", response=RecordRow)
def get_record(request: HttpRequest, pk: Key) -> Any:
    """One service record."""
    return get_for(request.user, _with_parts(records_of(request)), pk=pk)


@suggestions.get("", response=Rows[SuggestionRow])
def list_suggestions(request: HttpRequest, wanted: Query[Wanted]) -> Any:
    """Suggestions for improvement that were made at activities."""
    return page_of("suggestion", _suggestions_of(request), wanted)


@suggestions.get("/{int:pk}", response=SuggestionRow)
def get_suggestion(request: HttpRequest, pk: Key) -> Any:
    """One suggestion."""
    return get_for(request.user, _suggestions_of(request), pk=pk)


def _suggestions_of(request: HttpRequest) -> QuerySet[Suggestion]:
    return Suggestion.objects.filter(record__in=records_of(request).values("pk"))


@confirmations.get("", response=Rows[ConfirmationRow])
def list_confirmations(request: HttpRequest, wanted: Query[Wanted]) -> Any:
    """Confirmations by enterprises."""
    return page_of("confirmation", _confirmations_of(request), wanted)


@confirmations.get("/{int:pk}", response=ConfirmationRow)
def get_confirmation(request: HttpRequest, pk: Key) -> Any:
    """One confirmation."""
    return get_for(request.user, _confirmations_of(request), pk=pk)


def _confirmations_of(request: HttpRequest) -> QuerySet[Confirmation]:
    seen = engagements_of(request).order_by().values("pk")
    return Confirmation.objects.filter(engagement__in=seen)


# --- what is done ---------------------------------------------------------------------------


class Appointment(FactsSchema):
    """Time and place of a visit.

    A time that is doubtful is refused with 409. ``free_day`` says that a day off is meant;
    ``doubled`` gives the reason for booking a helper twice.
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

    def facts(self) -> dict[str, Any]:
        """The facts for an action."""
        return self.dict(include=set(self.fact_set.names))

    def second_word(self) -> SecondWord:
        """What is said to a doubt about the time."""
        return SecondWord(free_day=self.free_day, doubled=self.doubled)


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
    suggestions: list[NewSuggestion] = Field([], max_length=20)
    trainings: list[NewTraining] = Field([], max_length=20)

    def arguments(self, activity: Activity) -> dict[str, Any]:
        """The keyword arguments of the record actions."""
        people = possible_participants(activity)
        if self.helpers is not None:
            people = people.filter(pk__in=self.helpers)
        return {
            **self.dict(include=set(self.fact_set.names)),
            "party": {"helpers": list(people), "companions": self.companions},
            "suggestions": [row.dict() for row in self.suggestions],
            "trainings": [row.dict() for row in self.trainings],
        }


class NewSignUp(Body):
    """Who comes to an open activity."""

    external_id: str | None = ExternalIdField
    name: str = Field(min_length=1, max_length=30)
    phone: Phone
    workplace: str = Field("", max_length=80)


class SignedUp(Schema):
    """A place that is reserved; ``code`` opens the page on which it can be given up."""

    id: int
    activity: int = Field(alias="activity_id")
    code: str


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
    found = _with_parts(ServiceRecord.objects).get(activity=pk)
    return Status(201 if is_new else 200, found)


@activities.post(
    "/{int:pk}/sign-ups",
    response={201: SignedUp, 200: SignedUp},
    auth=SignedIn(Scope.SIGN_UP),
)
@transaction.atomic
def sign_up_one(request: HttpRequest, pk: Key, wanted: NewSignUp) -> Any:
    """Sign somebody up for an open activity; the same ``external_id`` gives the same place."""
    activity = get_for(request.user, activities_of(request), pk=pk)
    named = Named(request.user, "sign_up", wanted.external_id)
    if named.key and (known := SignUp.objects.filter(pk=named.key, activity=pk).first()):
        return Status(200, known)
    limit_signing_up(request, wanted.phone)
    facts = {"name": wanted.name, "phone": wanted.phone, "workplace": wanted.workplace}
    made = sign_up(activity=activity, actor=request.user, **facts)
    named.stands_for(made)
    return Status(201, made)


def _movable(request: HttpRequest, key: int) -> Activity:
    rows: Any = activities_of(request)
    return get_for(request.user, rows.with_details(), "services.move", pk=key)


def _shown(request: HttpRequest, visit: Activity) -> Any:
    return _loading(request)(Activity.objects.filter(pk=visit.pk)).get()
