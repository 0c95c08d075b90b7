"""Whom the acts on a case tell, and where its page is."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from hongmajia.needs.queries import cadres_of, followers
from hongmajia.notices.actions import notify
from hongmajia.unions.models import User

from ..models import Case


def page_of(case: Case) -> str:
    return reverse("case", args=[case.pk])


def parties(case: Case) -> list[Any]:
    """The enterprise's people, the helper who did it, and the cadres where it was drafted."""
    return [*followers(case.engagement.need), case.engagement.helper.answerer, *drafters(case)]


def drafters(case: Case) -> list[Any]:
    """The cadres of every union that nominated it, and of the one that holds the need."""
    unions = [nomination.by for nomination in case.nominations.select_related("by")]
    return [user for union in (*unions, case.engagement.need.union) for user in cadres_of(union)]


def tell_parties(case: Case, sentence: Any, **words: Any) -> None:
    notify(parties(case), sentence, page_of(case), title=case.title, **words)


def tell_cadres(case: Case, sentence: Any, **words: Any) -> None:
    """Those of the union that holds it now."""
    holders: QuerySet[User] = cadres_of(case.union)
    notify(holders, sentence, page_of(case), title=case.title, **words)
