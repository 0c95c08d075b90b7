"""Notices about a case, and whom they go to."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from hongmajia.needs.queries import cadres_of, followers
from hongmajia.notices.actions import notify
from hongmajia.unions.models import User

from ..models import Case


def page_of(case: Case) -> str:
    """The address of the case's page."""
    return reverse("case", args=[case.pk])


def parties(case: Case) -> list[Any]:
    """Everybody concerned: followers of the need, the helper, and the cadres who nominated it."""
    return [*followers(case.engagement.need), case.engagement.helper.answerer, *drafters(case)]


def drafters(case: Case) -> list[Any]:
    """The cadres of the unions that nominated the case and of the union that holds the need."""
    unions = [nomination.by for nomination in case.nominations.select_related("by")]
    return [user for union in (*unions, case.engagement.need.union) for user in cadres_of(union)]


def notify_parties(case: Case, sentence: Any, **words: Any) -> None:
    """Notify everybody whom the case concerns."""
    notify(parties(case), sentence, page_of(case), title=case.title, **words)


def notify_cadres(case: Case, sentence: Any, **words: Any) -> None:
    """Notify the cadres of the union that holds the case now."""
    holders: QuerySet[User] = cadres_of(case.union)
    notify(holders, sentence, page_of(case), title=case.title, **words)
