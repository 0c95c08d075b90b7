"""Pages of what an artisan, a team or an enterprise did by year, and of how a worker grew."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hongmajia.cases.models import Case
from hongmajia.core.gate import get_for
from hongmajia.core.paging import page_by_key
from hongmajia.people.models import Apprenticeship, Helper
from hongmajia.people.naming import name_for
from hongmajia.services.models import Activity
from hongmajia.unions.models import Enterprise

from ..careers import OF_FIRM, OF_HELPER, career_of, career_of_firm, years_of
from ..growth import growth_of

ROWS = 20


@require_GET
def helper_years(request: HttpRequest, pk: int) -> HttpResponse:
    """What an artisan or a team did: sums for everybody, activities as far as one may see them."""
    visible = Helper.objects.visible_to(request.user).select_related("artisan", "union")
    helper = get_for(request.user, visible, pk=pk)
    name = name_for(request.user, helper)
    activities = Activity.objects.visible_to(request.user).of_helper(helper).held()
    more = {
        "honours": helper.honours.all(),
        "taught": helper.apprenticeships.visible_to(request.user)[:ROWS],
        "may_change": request.user.has_perm("people.change", helper),
        "helper": helper,
    }
    back = (reverse("helper", args=[pk]), name)
    cases = Case.objects.published().filter(engagement__helper=helper)
    title = _("%(name)s的这几年") % {"name": name}
    years = (career := career_of(helper)) and years_of(career, OF_HELPER)
    return _page(
        request, years, activities, cases, title=title, back=back, section="people", **more
    )


@login_required
@require_GET
def enterprise_years(request: HttpRequest, pk: int) -> HttpResponse:
    """What was done for an enterprise, for its union's staff and its contacts."""
    found = get_for(request.user, Enterprise.objects.visible_to(request.user), pk=pk)
    came = Activity.objects.none()
    career = career_of_firm(found)
    if career:
        there = career.activities().order_by().values("pk")
        came = Activity.objects.visible_to(request.user).filter(pk__in=there)
    back = (reverse("enterprise", args=[pk]), found.name)
    cases = Case.objects.published().filter(engagement__need__enterprise=found)
    title = _("%(name)s的这几年") % {"name": found.name}
    years = career and years_of(career, OF_FIRM)
    return _page(request, years, came, cases, title=title, back=back, section="unions")


def _page(
    request: HttpRequest, years: Any, activities: Any, cases: Any, **context: Any
) -> HttpResponse:
    """The page of a career, with the activities and cases of one year, or of all."""
    asked = request.GET.get("year", "")
    year = next((row.year for row in years.rows if str(row.year) == asked), None) if years else None
    if year:
        activities = activities.filter(season__year=year)
        cases = cases.filter(season__year=year)
    shown = activities.select_related("region__parent", "record").order_by("-starts_at", "-pk")
    page = page_by_key(shown, "starts_at", request.GET.get("after", ""), ROWS)
    cases = cases.select_related("season").order_by("-published_at", "-pk")[:ROWS]
    context |= {"years": years, "year": year, "page": page, "cases": cases}
    return render(request, "insights/career.html", context)


@login_required
@require_GET
def helper_growth(request: HttpRequest, pk: int) -> HttpResponse:
    """How an artisan grew, for themselves and those who keep the roll."""
    visible = Helper.objects.visible_to(request.user).artisans().with_details()
    helper = get_for(request.user, visible, "people.change", pk=pk)
    steps = growth_of(helper.artisan.user, helper, request.user)
    back = (reverse("helper", args=[pk]), name_for(request.user, helper))
    return _growth(request, steps, helper.name, back)


@login_required
@require_GET
def apprentice_growth(request: HttpRequest, pk: int) -> HttpResponse:
    """How an apprentice grew, for themselves and the staff of the union that keeps the pair."""
    visible = Apprenticeship.objects.visible_to(request.user).with_details()
    pair = get_for(request.user, visible, "insights.read_growth", pk=pk)
    account = pair.apprentice_user
    helper = Helper.objects.artisans().with_details().filter(artisan__user=account).first()
    steps = growth_of(account, helper if account else None, request.user)
    back = (reverse("apprenticeship", args=[pk]), str(pair.apprentice_name))
    return _growth(request, steps, pair.apprentice_name, back, has_account=bool(account))


def _growth(
    request: HttpRequest, steps: Any, name: str, back: Any, *, has_account: bool = True
) -> HttpResponse:
    context = {
        "section": "people", "steps": steps, "name": name, "back": back, "has_account": has_account,
    }  # fmt: skip
    return render(request, "insights/growth.html", context)
