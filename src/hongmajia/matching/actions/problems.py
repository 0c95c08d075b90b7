"""Keeping the common problems that were found."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from hongmajia import engine
from hongmajia.unions.models import Season

from ..models import CommonProblem, ProblemNeed


@transaction.atomic
def keep_problems(*, season: Season, found: Sequence[engine.CommonProblem]) -> None:
    """What was found takes the place of what was known of the season.

    A problem most of whose needs were together before keeps its row, so that its address stays.
    """
    Season.objects.select_for_update().get(pk=season.pk)
    before = _before(season)
    kept: set[int] = set()
    members: list[ProblemNeed] = []
    for group in found:
        known = _successor(before, set(map(int, group.needs)), kept)
        problem = known or CommonProblem(season=season)
        problem.closeness, problem.words = group.closeness, list(group.words)
        problem.found_at = timezone.now()
        problem.save()
        kept.add(problem.pk)
        members += _members(problem, group)
    ProblemNeed.objects.filter(problem__season=season).delete()
    CommonProblem.objects.filter(season=season).exclude(pk__in=kept).delete()
    ProblemNeed.objects.bulk_create(members)


def _before(season: Season) -> dict[CommonProblem, set[int]]:
    rows = CommonProblem.objects.filter(season=season).prefetch_related("members")
    return {problem: {one.need_id for one in problem.members.all()} for problem in rows}


def _successor(
    before: dict[CommonProblem, set[int]], needs: set[int], taken: set[int]
) -> CommonProblem | None:
    """The known problem that shares most with these needs, if that is at least half of both."""
    free = [(len(known & needs), problem) for problem, known in before.items()]
    able = [(n, p) for n, p in free if p.pk not in taken and 2 * n >= len(before[p] | needs)]
    return max(able, key=lambda pair: pair[0], default=(0, None))[1]


def _members(problem: CommonProblem, group: engine.CommonProblem) -> list[ProblemNeed]:
    """The needs in their order, with the number of the text they share."""
    twin = {need: n for n, twins in enumerate(group.duplicates, start=1) for need in twins}
    return [
        ProblemNeed(problem=problem, need_id=int(need), rank=rank, twin=twin.get(need))
        for rank, need in enumerate(group.needs)
    ]
