"""Saving the common problems that the engine found."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from hongmajia import engine
from hongmajia.unions.models import Season

from ..models import CommonProblem, ProblemNeed


@transaction.atomic
def save_problems(*, season: Season, found: Sequence[engine.CommonProblem]) -> None:
    """Replace the season's common problems by those just found.

    A problem that shares at least half of its needs with one from before keeps that row, so that
    its address stays valid.
    """
    Season.objects.select_for_update().get(pk=season.pk)
    before = _before(season)
    kept: set[int] = set()
    members: list[ProblemNeed] = []
    for group in found:
        known = _successor(before, set(map(int, group.needs)), kept)
        problem = _save_problem(known or CommonProblem(season=season), group)
        kept.add(problem.pk)
        members += _members(problem, group)
    ProblemNeed.objects.filter(problem__season=season).delete()
    CommonProblem.objects.filter(season=season).exclude(pk__in=kept).delete()
    ProblemNeed.objects.bulk_create(members)


def _save_problem(problem: CommonProblem, group: engine.CommonProblem) -> CommonProblem:
    problem.closeness, problem.words = group.closeness, list(group.words)
    problem.found_at = timezone.now()
    problem.save()
    return problem


def _before(season: Season) -> dict[CommonProblem, set[int]]:
    """Return each problem of the season with the keys of its needs."""
    rows = CommonProblem.objects.filter(season=season).prefetch_related("members")
    return {problem: {one.need_id for one in problem.members.all()} for problem in rows}


def _successor(
    before: dict[CommonProblem, set[int]], needs: set[int], taken: set[int]
) -> CommonProblem | None:
    """Return the earlier problem that shares most needs, if at least half of all needs of both."""
    free = [(len(known & needs), problem) for problem, known in before.items()]
    able = [(n, p) for n, p in free if p.pk not in taken and 2 * n >= len(before[p] | needs)]
    return max(able, key=lambda pair: pair[0], default=(0, None))[1]


def _members(problem: CommonProblem, group: engine.CommonProblem) -> list[ProblemNeed]:
    """Return the needs in their order; those with the same text get the same number (``twin``)."""
    twin = {need: n for n, twins in enumerate(group.duplicates, start=1) for need in twins}
    return [
        ProblemNeed(problem=problem, need_id=int(need), rank=rank, twin=twin.get(need))
        for rank, need in enumerate(group.needs)
    ]
