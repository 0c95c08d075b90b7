"""Events in the interface: what surrounds an activity, heads by group, questions that were raised.

Ceremonies, photographs and evaluations want a person who answers for them, and stay on the pages.
"""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from hongmajia.core.gate import get_for
from hongmajia.core.programs import READING, SignedIn, within
from hongmajia.core.schemas import Body, FactsSchema, Key
from hongmajia.core.scopes import Scope
from hongmajia.people.models import Helper
from hongmajia.services.api.seen import activities_of
from hongmajia.services.enums import Attendee
from hongmajia.services.models import Activity

from .actions import count_heads, note_question
from .enums import AgendaKind, UnitRole
from .face import face_of
from .facts import QUESTION_FACTS
from .models import MOST_HEADS, Question

router = Router(tags=["events"], auth=READING)
SERVING = SignedIn(Scope.SERVE)


class UnitRow(Schema):
    """A unit in its role, beside the union that holds the activity."""

    role: UnitRole
    name: str
    union: int | None = Field(alias="union_id")
    enterprise: int | None = Field(alias="enterprise_id")


class AgendaRow(Schema):
    """One point of the agenda; who speaks is on the page."""

    at: str
    kind: AgendaKind
    title: str
    note: str

    @staticmethod
    def resolve_at(item: Any) -> str:
        return f"{item.at:%H:%M}"


class GroupRow(Schema):
    """How many people of a group signed up and came; an empty group did not say."""

    group: str
    signed_up: int
    came: int


class QuestionRow(Schema):
    """A question that was raised, with its answer."""

    id: int
    text: str
    asked_by: str
    answer: str
    answered_by: int | None = Field(alias="answered_by_id")
    answerer: str


class EventRow(Schema):
    """What surrounds an activity; each number is counted from records at this moment."""

    activity: int
    theme: str
    units: list[UnitRow]
    agenda: list[AgendaRow]
    groups: list[GroupRow]
    heads: int
    flags: int
    pairs: int
    agreements: int
    firms: int
    questions: list[QuestionRow]


class NewHeads(Body):
    """Heads counted by hand, by group; they replace those that were counted before."""

    heads: dict[Attendee, Annotated[int, Field(ge=0, le=MOST_HEADS)]] = Field(
        max_length=len(Attendee)
    )


class HeadsCounted(Schema):
    """The sum of the heads counted by hand."""

    activity: int
    by_hand: int


class NewQuestion(FactsSchema):
    """A question that was raised at an activity; ``answered_by`` is an artisan on the roll."""

    fact_set = QUESTION_FACTS

    text: str = Field(min_length=1, max_length=300)
    asked_by: str = Field("", max_length=40)
    answer: str = Field("", max_length=2000)
    answered_by: Key | None = None
    answerer: str = Field("", max_length=40)


@router.get("/{int:pk}/event", response=EventRow)
def get_event(request: HttpRequest, pk: Key) -> Any:
    """What surrounds one activity."""
    rows = activities_of(request).select_related("season", "union", "region__parent")
    activity = get_for(request.user, rows, pk=pk)
    face = face_of(activity, request.user)
    return {
        "activity": activity.pk, "theme": activity.theme, "units": list(activity.parts.all()),
        "agenda": face.agenda, "groups": face.groups, "heads": face.whole.came,
        "flags": face.flags_given, "pairs": face.pairs_sealed, "agreements": face.agreements,
        "firms": face.firms, "questions": face.questions,
    }  # fmt: skip


@router.post("/{int:pk}/heads", response=HeadsCounted, auth=SERVING)
def count_by_hand(request: HttpRequest, pk: Key, wanted: NewHeads) -> Any:
    """Write down how many people of each group came without a sign-up or code."""
    activity = _kept(request, pk)
    counted = {str(group): n for group, n in wanted.heads.items()}
    total = count_heads(activity=activity, actor=request.user, heads=counted)
    return {"activity": pk, "by_hand": total}


@router.post("/{int:pk}/questions", response={201: QuestionRow}, auth=SERVING)
def note_one(request: HttpRequest, pk: Key, wanted: NewQuestion) -> Status[Question]:
    """Note a question of an activity, with its answer."""
    activity = _kept(request, pk)
    facts: Any = wanted.dict(exclude={"answered_by"})
    if wanted.answered_by is not None:
        helpers = within(request, Helper.objects.artisans().visible_to(request.user))
        facts["answered_by"] = get_for(request.user, helpers, pk=wanted.answered_by)
    return Status(201, note_question(activity=activity, actor=request.user, **facts))


def _kept(request: HttpRequest, pk: int) -> Activity:
    """The activity, if the caller keeps it."""
    rows = activities_of(request).select_related("season", "union", "region")
    return get_for(request.user, rows, "services.plan", pk=pk)
