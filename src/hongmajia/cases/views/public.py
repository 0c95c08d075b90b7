"""Public pages: the list of published cases, one case, its photographs."""

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from hongmajia.core.acts import sentence
from hongmajia.core.gate import get_for
from hongmajia.core.models import Event
from hongmajia.core.paging import page_by_key
from hongmajia.core.pictures import sized_photo
from hongmajia.needs.enums import Category
from hongmajia.needs.models import Need
from hongmajia.people.models import Helper
from hongmajia.unions.enums import Role
from hongmajia.unions.visiting import shown_here
from hongmajia.unions.years import Years

from ..enums import AWAITED, CURRENT, FOR_ALL, WRITABLE, CaseState, Standing
from ..facts import facts_of, pictures
from ..forms import CaseFilter
from ..models import Booklet, Case, CasePicture, PublicNotice
from ..queries import faults
from ..querysets import CaseQuerySet
from . import load, shown

RIGHTS = ("write", "nominate", "return", "review", "judge", "choose", "story", "answer")
SETTLED = (*AWAITED, Standing.AGREED)
"""Standings in which the enterprise need not be asked."""

CASES_SHOWN = 3
"""Cases listed on the page of a helper."""


def case_list(request: HttpRequest) -> HttpResponse:
    """Published cases, the newest first."""
    choice = CaseFilter(request.GET).wanted
    years = Years.of(request.GET)
    found = filtered(
        Case.objects.published().filter(years.of_season(), shown_here("home_union")), choice
    ).with_story()
    page = page_by_key(found, "published_at", request.GET.get("after", ""))
    context = {
        "section": "cases",
        "page": page,
        "rows": [(case, facts_of(case)[-1], pictures(case)[:1]) for case in page.rows],
        "choice": choice,
        "years": years,
        "categories": [(each.value, each.short) for each in Category],
        "booklet": Booklet.objects.released().filter(shown_here()).first(),
        "notice": current_notice(),
    }
    return render(request, "cases/list.html", context)


def filtered(cases: CaseQuerySet, wanted: dict[str, Any]) -> CaseQuerySet:
    """Cases that match the filters and the words searched for."""
    if words := wanted.get("q"):
        texts = ("title", "problem", "practice", "lesson")
        anywhere = Q()
        for name in texts:
            anywhere |= Q(**{f"{name}__icontains": words})
        cases = cases.filter(anywhere)
    if category := wanted.get("category"):
        cases = cases.filter(category=category)
    if region := wanted.get("region"):
        here = Q(engagement__need__region=region) | Q(engagement__need__region__parent=region)
        cases = cases.filter(here)
    return cases


@require_GET
def of_helper(request: HttpRequest, pk: int) -> HttpResponse:
    """On the page of a helper: the latest published cases of their services."""
    helper = get_for(request.user, Helper.objects.visible_to(request.user), pk=pk)
    timeline = Case.objects.published().filter(engagement__helper=helper)
    context = {
        "cases": timeline.select_related("season").order_by("-published_at", "-pk")[:CASES_SHOWN]
    }
    return render(request, "cases/of_helper.html", context)


def lacks_consent_to_name(found: Case) -> bool:
    """Whether the helper's consent to their name can still be asked for, and is missing."""
    return found.state in WRITABLE and not found.engagement.helper.is_named_in_public


def current_notice() -> PublicNotice | None:
    """The public notice that has cases on it, or ``None``."""
    on_notice = Case.objects.for_all().filter(state=CaseState.ON_NOTICE)
    return PublicNotice.objects.filter(cases__in=on_notice).distinct().first()


def case(request: HttpRequest, pk: int) -> HttpResponse:
    """One case as it is printed; those who may act on it also see its faults and next steps."""
    found = load(request, pk)
    may = {right: request.user.has_perm(f"cases.{right}", found) for right in RIGHTS}
    context = {
        "section": "cases",
        **shown(found),
        "may": may,
        "sees_need": sees_need(found, request.user),
        "may_ask": may["write"] and found.state in CURRENT and found.standing not in SETTLED,
        "is_public": found.state in FOR_ALL,
        "is_writable": found.state in WRITABLE,
        "faults": faults(found) if may["write"] else [],
        "is_unnamed": may["write"] and lacks_consent_to_name(found),
        "used": found.uses.count(),
        "may_use": request.user.is_authenticated and may_use(found, request.user),
        "timeline": timeline(found, request.user) if may["story"] else [],
    }
    return render(request, "cases/case.html", context)


def may_use(case: Case, user: Any) -> bool:
    """Whether the user speaks for an enterprise that can say it put the case to use."""
    others = user.enterprises.exclude(pk=case.engagement.need.enterprise_id or 0)
    return bool(others.exclude(case_uses__case=case).exists())


def sees_need(case: Case, user: Any) -> bool:
    """Whether ``user`` may open the need of the case, which may be for unions only."""
    return bool(Need.objects.visible_to(user).filter(pk=case.engagement.need_id).exists())


def timeline(case: Case, user: Any) -> list[dict[str, Any]]:
    """The latest 30 events of the case that ``user`` may see, the newest first."""
    events = Event.objects.filter(story=case.story).select_related("actor")[:30]
    shown = (event for event in events if may_see(user, event))
    return [{"at": event.at, "words": sentence(event), "note": event.note} for event in shown]


def may_see(user: Any, event: Event) -> bool:
    """Whether ``user`` may see the event; who reviews is shown only to the judging union."""
    judges = event.data.get("judges")
    return judges is None or user.holds(judges, Role.CADRE)


def photo(request: HttpRequest, pk: int) -> HttpResponse:
    """A photograph of a visible case; 404 unless it may be published now."""
    visible = Case.objects.visible_to(request.user).order_by().values("pk")
    found = get_object_or_404(CasePicture.objects.select_related("photo"), pk=pk, case__in=visible)
    return photo_response(request, found)


def photo_response(request: HttpRequest, found: CasePicture) -> HttpResponse:
    """The photograph; 404 unless it may be published now."""
    if not found.photo.may_be_published:
        raise Http404
    return sized_photo(request, found.photo.image, seconds=3600)
