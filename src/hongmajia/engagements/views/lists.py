"""Lists of engagements: those the user may see, and those of one helper."""

from dataclasses import replace

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from hongmajia.core.export_pages import rows_asked, start_page
from hongmajia.core.gate import get_for
from hongmajia.core.paging import Page, page_by_key
from hongmajia.core.ticked_pages import act_on_ticked
from hongmajia.core.ticking import ticks_on
from hongmajia.needs.models import Need
from hongmajia.people.models import Helper
from hongmajia.unions.years import Years

from ..enums import Origin, Stand
from ..export import ENGAGEMENT_EXPORT
from ..models import Engagement
from ..queries import chosen, count_by_stand, of_year_and_origin, unfinished_of_other_years
from ..ticking import ENGAGEMENTS

SHOWN = 5
"""How many needs a helper's own page shows."""
ROWS = 50
"""How many engagements a page of the list shows, so that many can be ticked at once."""


@login_required
@require_GET
def engagement_list(request: HttpRequest) -> HttpResponse:
    """The engagements the user may see; filters and page stand in the query string."""
    stand, origin = request.GET.get("stand", ""), request.GET.get("origin", "")
    years, visible = Years.of(request.GET), Engagement.objects.visible_to(request.user)
    counts, late = count_by_stand(of_year_and_origin(visible, request.GET, years))
    shown = chosen(visible, request.GET, years)
    page = with_details(page_by_key(shown, "held_since", request.GET.get("after", ""), ROWS))
    context = {
        "section": "engagements",
        "page": page,
        "years": years,
        "unfinished": unfinished_of_other_years(visible, years),
        "ticks": ticks_on(ENGAGEMENTS, page.rows, request.user, ticked="tick" in request.GET),
        "stands": [(value, label, counts[value]) for value, label in Stand.choices],
        "stand": stand,
        "total": sum(counts.values()),
        "origins": Origin.choices,
        "origin": origin,
        "late": late,
        "only_late": bool(request.GET.get("late")),
    }
    return render(request, "engagements/list.html", context)


@login_required
@require_POST
def act_on_list(request: HttpRequest) -> HttpResponse:
    """Act on the ticked engagements of the list."""
    return act_on_ticked(request, ENGAGEMENTS)


@login_required
@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """Request the list as a spreadsheet, filtered as on the page."""
    return start_page(request, ENGAGEMENT_EXPORT.kind, rows_asked(request))


def with_details(page: Page[Engagement]) -> Page[Engagement]:
    """Return the page with need and helper joined, fetched for its rows only.

    Joining before the rows are cut to one page takes ten times as long.
    """
    details = Engagement.objects.with_details().in_bulk([row.pk for row in page.rows])
    return replace(page, rows=[details[row.pk] for row in page.rows])


@require_GET
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """The needs a helper agreed to: a part of the helper's page (htmx), or a list of its own."""
    helper = get_for(request.user, Helper.objects.visible_to(request.user).with_details(), pk=pk)
    agreed = Engagement.objects.filter(helper=helper).agreed().order_by().values("need")
    needs = Need.objects.visible_to(request.user).filter(pk__in=agreed)
    context = {"helper": helper, "total": needs.count(), "section": "people"}
    listed = needs.with_details()
    if request.htmx:  # type: ignore[attr-defined]
        context["needs"] = listed.order_by("-held_since", "-pk")[:SHOWN]
        return render(request, "engagements/_history.html", context)
    context["page"] = page_by_key(listed, "held_since", request.GET.get("after", ""))
    return render(request, "engagements/history.html", context)
