"""The rows of ledgers of earlier years, with their files and lines."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hongmajia.core.paging import page_by_key

from ..choosing import choice_of
from ..history import AMOUNTS, imported_of, imported_years

ROWS = 20


@login_required
def imported(request: HttpRequest) -> HttpResponse:
    """The imported rows of a union and those below it, of one year or of all."""
    choice = choice_of(request.GET, request.user)
    if choice is None:
        return render(request, "insights/none.html", {"section": "figures"})
    union, asked = choice.scope.union, request.GET.get("year", "")
    years = imported_years(union)
    year = next((one.year for one in years if str(one.year) == asked), None)
    amount = request.GET.get("of", "")
    amount = amount if amount in AMOUNTS else ""
    found = imported_of(request.user, union, year, amount)
    context = {
        "section": "figures",
        "union": union,
        "unions": choice.unions,
        "years": years,
        "year": year,
        "of": AMOUNTS[amount][0] if amount else "",
        "page": page_by_key(found, "pk", request.GET.get("after", ""), ROWS),
        "count": found.count(),
    }
    return render(request, "insights/imported.html", context)
