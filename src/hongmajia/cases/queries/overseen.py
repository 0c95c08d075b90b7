"""The cases that unions work on, for their list and its export."""

from typing import Any

from hongmajia.unions.enums import OVERSEERS
from hongmajia.unions.querysets import under
from hongmajia.unions.years import Years

from ..enums import CaseState
from ..models import Case


def cases_overseen(user: Any, years: Years, state: str = "") -> Any:
    """Cases of the year held by or coming from the unions that the user oversees, or below them.

    With a ``state`` only those in it.
    """
    scope = user.scope(*OVERSEERS)
    found = Case.objects.filter(under(scope) | under(scope, "home_union__path"))
    found = found.filter(years.of_season())
    return found.filter(state=state) if state in CaseState.values else found
