"""The public lists of artisans and of teams."""

from typing import Any

from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from hongmajia.core.export_pages import rows_asked, start_page
from hongmajia.core.paging import page_by_key
from hongmajia.core.ticked_pages import act_on_ticked
from hongmajia.core.ticking import ticks_on
from hongmajia.unions.visiting import shown_here

from ..enums import HelperKind
from ..export import EXPORTS
from ..forms import HelperFilter
from ..models import Helper
from ..queries import capacity_left, matching
from ..querysets import HelperQuerySet
from ..ticking import HELPERS, LISTS


def artisan_list(request: HttpRequest) -> HttpResponse:
    """The list of artisans."""
    return helper_list(request, HelperKind.ARTISAN)


def team_list(request: HttpRequest) -> HttpResponse:
    """The list of teams."""
    return helper_list(request, HelperKind.TEAM)


def listed_to(user: Any) -> HelperQuerySet:
    """The helpers of the province that is shown."""
    return Helper.objects.visible_to(user).filter(shown_here())


def helper_list(request: HttpRequest, kind: HelperKind) -> HttpResponse:
    """The helpers of one kind that match the filters in the URL, with their free capacity."""
    filters = HelperFilter(request.GET)
    found = matching(listed_to(request.user), filters.wanted, request.user)
    may_register = request.user.has_perm("people.register_any")
    without_account = may_register and "silent" in request.GET
    if without_account:
        found = found.on_rolls_of(request.user).without_answerer()
    page = page_by_key(found.filter(kind=kind).with_details(), "pk", request.GET.get("after", ""))
    left = capacity_left(page.rows)
    context = {
        "kind": kind,
        "filters": filters,
        "page": page,
        "rows": [(helper, left[helper.pk]) for helper in page.rows],
        "ticks": ticks_on(LISTS[kind], page.rows, request.user, ticked="tick" in request.GET),
        "without_account": without_account,
        "counts": found.count_by_kind(),
        "may_register": may_register,
        "section": "people",
    }
    return render(request, "people/list.html", context)


@login_required
@require_POST
def act_on_list(request: HttpRequest) -> HttpResponse:
    """Act on the ticked artisans of the list."""
    return act_on_ticked(request, HELPERS)


@login_required
@permission_required("people.register_any", raise_exception=True)
@require_POST
def export(request: HttpRequest, kind: HelperKind) -> HttpResponse:
    """Request the roll, or its ticked rows, as a spreadsheet; with ``?phones=1`` with telephone
    numbers, logged."""
    return start_page(request, EXPORTS[kind].kind, rows_asked(request))
