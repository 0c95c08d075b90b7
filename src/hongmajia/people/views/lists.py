"""The public lists of artisans and of teams."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hongmajia.core.paging import page_by_key

from ..enums import HelperKind
from ..forms import HelperFilter
from ..models import Helper
from ..queries import capacity_left
from ..querysets import HelperQuerySet


def artisan_list(request: HttpRequest) -> HttpResponse:
    """The list of artisans."""
    return helper_list(request, HelperKind.ARTISAN)


def team_list(request: HttpRequest) -> HttpResponse:
    """The list of teams."""
    return helper_list(request, HelperKind.TEAM)


def helper_list(request: HttpRequest, kind: HelperKind) -> HttpResponse:
    """The helpers of one kind that match the filters in the URL, with their free capacity."""
    filters = HelperFilter(request.GET)
    found = filtered(Helper.objects.visible_to(request.user), filters, request)
    page = page_by_key(found.filter(kind=kind).with_details(), "pk", request.GET.get("after", ""))
    left = capacity_left(page.rows)
    context = {
        "kind": kind,
        "filters": filters,
        "page": page,
        "rows": [(helper, left[helper.pk]) for helper in page.rows],
        "counts": found.count_by_kind(),
        "may_register": request.user.has_perm("people.register_any"),
        "section": "people",
    }
    return render(request, "people/list.html", context)


def filtered(
    helpers: HelperQuerySet, filters: HelperFilter, request: HttpRequest
) -> HelperQuerySet:
    """The helpers that match all filters that are set."""
    wanted = filters.wanted
    if words := wanted.get("q"):
        helpers = helpers.searching(words, request.user)
    if region := wanted.get("region"):
        helpers = helpers.in_region(region)
    if grade := wanted.get("grade"):
        helpers = helpers.filter(artisan__skill_grade=grade)
    if honour := wanted.get("honour"):
        helpers = helpers.honoured(honour)
    return helpers
