"""Classes in the interface: reading them with their sessions. Nobody on a roster is named."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from hongmajia.core.gate import get_for
from hongmajia.core.listing import Rows, WantedOfYear, page_of
from hongmajia.core.programs import READING, within
from hongmajia.core.schemas import Key
from hongmajia.services.enums import ActivityState

from .models import RISEN, ClassCertificate, Learner, Session, TrainingClass

router = Router(tags=["classes"], auth=READING)


class SessionRow(Schema):
    """One session: the activity that it is, its hours of teaching, and how many came."""

    activity: int = Field(alias="activity_id")
    state: ActivityState = Field(alias="activity.state")
    starts_at: datetime = Field(alias="activity.starts_at")
    hours: Decimal
    came: int


class ClassRow(Schema):
    """A class of several sessions. ``teacher`` is a helper; empty for one who is on no roll."""

    id: int
    union: int = Field(alias="union_id")
    year: int = Field(alias="season.year")
    title: str
    trade: str
    teacher: int | None = Field(alias="teacher_id")
    region: str = Field(alias="region_id")
    place: str
    text: str
    hours_needed: Decimal = Field(description="for a certificate")
    learners: int = Field(alias="n_learners")
    risen: int = Field(alias="n_risen", description="learners who reached a higher grade")
    certificates: int = Field(alias="n_certificates")
    sessions: list[SessionRow]

    @staticmethod
    def resolve_sessions(made: Any) -> list[Session]:
        return list(made.sessions.all())


def _counted(rows: QuerySet[Any], path: str) -> Any:
    """How many of ``rows`` belong to the class at ``path``, as a column."""
    found = rows.order_by().filter(**{path: OuterRef("pk")}).values(path)
    return Coalesce(Subquery(found.annotate(n=Count("pk")).values("n")), 0)


def with_counts(rows: Any) -> Any:
    """Classes with their sessions and how many people each has."""
    sessions = Session.objects.select_related("activity").annotate(came=Count("presences"))
    learners = Learner.objects.all()
    return rows.select_related("season").prefetch_related(
        Prefetch("sessions", sessions.order_by("activity__starts_at", "pk"))
    ).annotate(
        n_learners=_counted(learners, "of_class"),
        n_risen=_counted(learners.filter(RISEN), "of_class"),
        n_certificates=_counted(ClassCertificate.objects.all(), "learner__of_class"),
    )  # fmt: skip


def _classes_of(request: HttpRequest) -> QuerySet[TrainingClass]:
    """The classes that the request may see."""
    visible = TrainingClass.objects.visible_to(request.user)
    found: QuerySet[TrainingClass] = within(request, visible, "union__path")
    return found


@router.get("", response=Rows[ClassRow])
def list_classes(request: HttpRequest, wanted: Query[WantedOfYear]) -> Any:
    """Classes of your union and of those below it."""
    visible = _classes_of(request)
    rows = wanted.of_year(visible)
    return page_of(request, "class", visible, wanted, with_counts, narrowed=rows)


@router.get("/{int:pk}", response=ClassRow)
def get_class(request: HttpRequest, pk: Key) -> Any:
    """One class."""
    return get_for(request.user, with_counts(_classes_of(request)), pk=pk)
