"""Notices about a case, and whom they go to."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from hongmajia.needs.queries import asker_sides, cadres_of, union_side
from hongmajia.notices.actions import notify
from hongmajia.notices.sides import Side
from hongmajia.notices.telling import tell
from hongmajia.people.queries import helper_side
from hongmajia.unions.models import User

from ..models import Case


def page_of(case: Case) -> str:
    """The address of the case's page."""
    return reverse("case", args=[case.pk])


def parties(case: Case) -> list[Side]:
    """Everybody concerned: the asker, the helper, and the unions that nominated or hold it."""
    need, helper = case.engagement.need, case.engagement.helper
    unions = [nomination.by for nomination in case.nominations.select_related("by")]
    offices = [union_side(union) for union in dict.fromkeys([*unions, need.union])]
    return [*asker_sides(need), helper_side(helper), *offices]


def notify_parties(case: Case, sentence: Any, **words: Any) -> None:
    """Tell everybody whom the case concerns, by telephone who has no account."""
    story = case.engagement.need.story
    tell(parties(case), sentence, page_of(case), story=story, title=case.title, **words)


def notify_cadres(case: Case, sentence: Any, **words: Any) -> None:
    """Notify the cadres of the union that holds the case now."""
    holders: QuerySet[User] = cadres_of(case.union)
    notify(holders, sentence, page_of(case), title=case.title, **words)
