"""Which needs may be of a kind of problem, for the cadre who confirms it."""

from typing import Any

from django.db.models import Q, QuerySet

from hongmajia.matching.models import CommonProblem, ProblemNeed
from hongmajia.matching.querysets import in_scope
from hongmajia.needs.models import Need
from hongmajia.needs.similar import similar_needs
from hongmajia.unions.enums import OVERSEERS
from hongmajia.unions.querysets import under

from ..models import ProblemKind

OFFERED = 12
"""Needs outside the common problem that a page offers."""
MEMBERS = 100
"""Needs of a common problem that a page offers at most."""


def to_confirm(problem: CommonProblem, user: Any) -> list[Need]:
    """Needs of the common problem that the reader may see and that are of no kind yet."""
    rows = ProblemNeed.objects.filter(in_scope(user, "need__"), problem=problem)
    free = rows.filter(need__problem_kind=None).order_by("rank")
    found = free.select_related("need__season", "need__region__parent", "need__enterprise")
    return [member.need for member in found[:MEMBERS]]


def solved_like(text: str, user: Any) -> list[Need]:
    """Needs of the reader's unions like ``text`` that are of no kind yet, of all seasons."""
    return similar_needs(text, _free(user), k=OFFERED)


def to_join(kind: ProblemKind, user: Any) -> list[Need]:
    """Needs that may also be of the kind: those its problem has got since, and those like it."""
    grown = to_confirm(kind.problem, user) if kind.problem else []
    known = {need.pk for need in grown}
    like = solved_like(f"{kind.title}\n{kind.gist}\n{' '.join(kind.words)}", user)
    return [*grown, *(need for need in like if need.pk not in known)]


def _free(user: Any) -> QuerySet[Need]:
    scope = user.scope(*OVERSEERS)
    mine = Q(under(scope)) | under(scope, "home_union__path")
    verified: QuerySet[Need] = Need.objects.verified()
    return verified.filter(mine, problem_kind=None)
