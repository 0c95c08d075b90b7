"""Kinds of problems and their standard answers in the interface, to read."""

from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from hongmajia.core.gate import get_for
from hongmajia.core.listing import Rows, Wanted, page_of
from hongmajia.core.programs import READING, within
from hongmajia.core.schemas import Key
from hongmajia.needs.enums import Category
from hongmajia.needs.models import Need

from .models import Answer, KindNeed, ProblemKind

router = Router(tags=["kinds"], auth=READING)


class AnswerRow(Schema):
    """The standard answer that stands now; the masters by the names that the public knows."""

    number: int
    writer: str
    reviewer: str
    signs: str
    steps: str
    target: str
    limits: str
    sources: str
    changes: str
    published_at: datetime
    valid_until: date

    @staticmethod
    def resolve_writer(answer: Answer) -> str:
        """The public name."""
        return str(answer.writer)

    @staticmethod
    def resolve_reviewer(answer: Answer) -> str:
        """The public name."""
        return str(answer.reviewer)


class KindRow(Schema):
    """A kind of problem (一类问题)."""

    id: int
    union: int = Field(alias="union_id")
    title: str
    gist: str
    category: Category
    confirmed_at: datetime
    needs: list[int] = Field(description="needs of this kind that you may see")
    answer: AnswerRow | None

    @staticmethod
    def resolve_needs(kind: Any) -> list[int]:
        """Keys of the needs."""
        return [member.need_id for member in kind.seen]

    @staticmethod
    def resolve_answer(kind: Any) -> Answer | None:
        """The one that stands."""
        return next(iter(kind.standing), None)


def _kinds_of(request: HttpRequest) -> QuerySet[ProblemKind]:
    return within(request, ProblemKind.objects.visible_to(request.user), "union__path")


def _with_answers(request: HttpRequest) -> Any:
    """A function that loads kinds with their answers and the needs that the reader may see."""
    visible = Need.objects.visible_to(request.user).order_by().values("pk")
    members = KindNeed.objects.filter(need__in=visible).order_by("need")
    standing = Answer.objects.standing().with_details()

    def load(kinds: QuerySet[ProblemKind]) -> QuerySet[ProblemKind]:
        return kinds.prefetch_related(
            Prefetch("members", members, to_attr="seen"),
            Prefetch("answers", standing, to_attr="standing"),
        )

    return load


@router.get("", response=Rows[KindRow])
def list_kinds(request: HttpRequest, wanted: Query[Wanted]) -> Any:
    """Kinds of problems: those that are not taken down, and all of your union."""
    return page_of(request, "kind", _kinds_of(request), wanted, _with_answers(request))


@router.get("/{int:pk}", response=KindRow)
def get_kind(request: HttpRequest, pk: Key) -> Any:
    """One kind of problem."""
    return get_for(request.user, _with_answers(request)(_kinds_of(request)), pk=pk)
