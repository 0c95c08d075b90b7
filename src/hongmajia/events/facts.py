"""Typed inputs of the actions on events, the same for form and API."""

from datetime import time
from typing import NotRequired, TypedDict

from hongmajia.core.facts import FactSet
from hongmajia.people.models import Helper
from hongmajia.unions.models import Enterprise


class GuestFacts(TypedDict):
    """A guest; ``consent_note`` says where the consent is filed, empty without one."""

    name: str
    post: str
    consent_note: str


class AgendaFacts(TypedDict):
    """One point of the agenda; ``pk`` is that of a point that is there already.

    ``speaker`` is a name; a guest who is not on the list of guests is added to it.
    """

    pk: NotRequired[int | None]
    at: time
    kind: str
    title: str
    note: str
    speaker: str


class StopFacts(TypedDict):
    """A firm to which the event goes afterwards."""

    enterprise: Enterprise
    at: time | None
    note: str
    is_named: bool


class QuestionFacts(TypedDict, total=False):
    """A question that was raised; ``text`` is required."""

    text: str
    asked_by: str
    answer: str
    answered_by: Helper | None
    answerer: str


OF_WHICH_EVENT = {
    "activity": "the event, an argument of its own",
    "day": "tells events of one name apart",
}
GUEST_FACTS = FactSet(GuestFacts, not_facts=OF_WHICH_EVENT)
AGENDA_FACTS = FactSet(
    AgendaFacts,
    not_facts={"DELETE": "the check box of the form set", **OF_WHICH_EVENT},
    left_out={"import": {"pk": "an import adds points; the page changes them"}},
)
STOP_FACTS = FactSet(
    StopFacts, not_facts={"DELETE": "the check box of the form set", **OF_WHICH_EVENT}
)
QUESTION_FACTS = FactSet(QuestionFacts)
