"""Matching in the API: the shortlist of a need, to read."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from ninja import Field, Query, Router, Schema

from hongmajia.core.gate import get_for
from hongmajia.core.programs import SignedIn
from hongmajia.core.schemas import Key
from hongmajia.core.scopes import Scope
from hongmajia.engine import describe
from hongmajia.needs.api import needs_of
from hongmajia.needs.enums import SEEKING

from .learning import is_under_way
from .queries import SHORTLIST_LENGTH, candidates

router = Router(tags=["matching"], auth=SignedIn(Scope.MATCH))


class Reason(Schema):
    """One reason for or against a helper: the engine's code, and in words."""

    code: str
    favours: bool
    text: str


class CandidateRow(Schema):
    """A suitable helper with score (0…1) and reasons."""

    helper: int
    name: str
    score: float
    is_full: bool
    reasons: list[Reason]


class ShortlistFilter(Schema):
    """How many candidates to return."""

    limit: int = Field(5, ge=1, le=SHORTLIST_LENGTH)


@router.get("/{int:pk}/shortlist", response=list[CandidateRow])
def shortlist(
    request: HttpRequest, response: HttpResponse, pk: Key, wanted: Query[ShortlistFilter]
) -> list[dict[str, Any]]:
    """Helpers who suit a need of your union, best first, without those invited before.

    Empty if the need does not look for a helper. While new helpers or needs are still being
    compared, a short answer has the header ``Matching: under-way``: ask again in some minutes.
    """
    rows = needs_of(request).with_details()  # type: ignore[attr-defined]
    need = get_for(request.user, rows, "needs.match", pk=pk)
    if need.state not in SEEKING or need.listed_at is None:
        return []
    found = candidates(need, wanted.limit)
    if len(found) < wanted.limit and is_under_way():
        response.headers["Matching"] = "under-way"
    return [_row(candidate) for candidate in found]


def _row(candidate: Any) -> dict[str, Any]:
    language = get_language() or "zh"
    return {
        "helper": candidate.helper.pk,
        "name": candidate.helper.public_name,
        "score": round(candidate.score, 4),
        "is_full": candidate.is_full,
        "reasons": [
            {"code": reason.code, "favours": reason.favours, "text": describe(reason, language)}
            for reason in candidate.reasons
        ],
    }
