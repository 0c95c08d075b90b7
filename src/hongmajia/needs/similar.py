"""Needs about a similar problem, shown while asking and while verifying."""

from django.db.models import QuerySet

from hongmajia.engine.problems.similar import NeedIndex

from .models import Need, need_search

CANDIDATES = 120
"""How many needs the full-text search pre-selects for the comparison by the engine."""


def similar_needs(text: str, among: QuerySet[Need], k: int = 3) -> list[Need]:
    """Return up to ``k`` of the needs ``among`` that are most similar to ``text``, best first."""
    keys = need_search.nearest(text, CANDIDATES)
    found = among.filter(pk__in=keys).select_related("season", "region__parent", "enterprise")
    needs = {str(need.pk): need for need in found}
    if not needs:
        return []
    index = NeedIndex.build(needs, [need.search_text for need in needs.values()])
    return [needs[like.id] for like in index.similar(text, k)]
