"""What the search finds among cases."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hongmajia.core.search import SearchIndex
from hongmajia.core.search_kinds import Hit, SearchKind
from hongmajia.unions.years import label_of

from .enums import FOR_ALL
from .models import Case

case_search = SearchIndex("cases_search")


def words_of(case: Case) -> str:
    """The words by which a case is found; what the enterprise said is shown by its own rule."""
    return "\n".join((case.title, case.gist, *texts_of(case)))


def texts_of(case: Case) -> tuple[str, ...]:
    """The three parts of a case."""
    return case.problem, case.practice, case.lesson


def hit(case: Case, reader: Any) -> Hit:
    """A case as it is found: where, who helped, which year."""
    engagement = case.engagement
    place, year = engagement.need.region.place, label_of(case.season.year)
    facts = [place, str(engagement.helper), year]
    if case.state not in FOR_ALL:
        facts.append(str(case.get_state_display()))
    return Hit(
        case.title, reverse("case", args=[case.pk]), (case.gist, *texts_of(case)), tuple(facts)
    )


CASES = SearchKind(
    name="case",
    label=_("优秀案例"),
    index=case_search,
    visible_to=lambda reader: Case.objects.visible_to(reader).with_details(),
    hit=hit,
    season="season",
    union="home_union",
    dated="drafted_at",
    listed="case_list",
)
