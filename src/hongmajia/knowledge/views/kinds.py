"""Kinds of problems: the list, the page of one, an earlier version, the leaflet, the part."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hongmajia.core.asked import key_of
from hongmajia.core.downloads import PDF, disposition
from hongmajia.core.export_pages import start_page
from hongmajia.core.gate import get_for
from hongmajia.core.limits import DRAWN, limited
from hongmajia.core.search import tidy
from hongmajia.needs.enums import Category, NeedState
from hongmajia.needs.models import Need
from hongmajia.unions.visiting import shown_here

from ..enums import UNDER_WAY
from ..models import Answer, KindNeed, ProblemKind
from ..printing import leaflet
from ..queries import behind
from . import load_kind

PAGE = 20
"""Kinds of a page."""


@require_GET
def kind_list(request: HttpRequest) -> HttpResponse:
    """The kinds of problems, the newest first; narrowed by category and words."""
    words, category = tidy(request.GET.get("q", "")), key_of(request.GET.get("category"))
    page = Paginator(kinds_found(request, words, category), PAGE).get_page(request.GET.get("page"))
    context = {
        "section": "cases",
        "page": page,
        "q": words,
        "category": category,
        "categories": [(each.value, each.short) for each in Category],
        "may_confirm": request.user.has_perm("knowledge.confirm"),
    }
    return render(request, "knowledge/list.html", context)


def kinds_found(request: HttpRequest, words: str, category: int | None) -> Any:
    """The kinds that the reader may see, with how many needs are of each."""
    visible = ProblemKind.objects.visible_to(request.user).filter(shown_here())
    if words:
        visible = visible.filter(Q(title__icontains=words) | Q(gist__icontains=words))
    if category:
        visible = visible.filter(category=category)
    asked = Count("members", filter=~Q(members__need__state=NeedState.WITHDRAWN))
    return visible.with_details().annotate(n=asked).order_by("-is_answered", "-confirmed_at", "-pk")


@login_required
@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """The list as a workbook."""
    return start_page(request, "kinds", "")


@require_GET
def kind(request: HttpRequest, pk: int) -> HttpResponse:
    """One kind of problem: its answer, and what stands behind it."""
    found = load_kind(request, pk)
    return render(request, "knowledge/kind.html", page_of(request, found))


def page_of(request: HttpRequest, kind: ProblemKind) -> dict[str, Any]:
    """What the page of a kind shows."""
    user = request.user
    answer = standing(kind)
    ways = behind.ways_of_kind(kind)
    masters = behind.masters_of(ways, answer)
    needs = list(behind.needs_of_kind(kind, user)[: behind.MOST_NEEDS])
    return {
        "section": "cases",
        "kind": kind,
        "answer": answer,
        "basis": behind.basis_of(answer) if answer else [],
        "count": behind.count_of(kind),
        "ways": ways[: behind.SHOWN],
        "all_ways": len(ways),
        "medians": behind.medians(ways),
        "masters": masters,
        "offers": behind.offers_for(kind, [helper for helper, _n in masters]),
        "meetings": behind.meetings_of(kind, user),
        "open_needs": behind.still_open(needs)[: behind.SHOWN],
        "trials": behind.trials_of(kind).shown().select_related("region__parent")[: behind.SHOWN],
        "versions": versions_of(kind) if answer else [],
        "may_keep": user.has_perm("knowledge.keep", kind),
        "needs": needs if user.has_perm("knowledge.keep", kind) else [],
        "under_way": under_way(request, kind),
    }


def standing(kind: ProblemKind) -> Answer | None:
    """The answer that stands now."""
    found: Answer | None = Answer.objects.standing().filter(kind=kind).with_details().first()
    return found


def versions_of(kind: ProblemKind) -> list[Answer]:
    """What was published, the latest first."""
    return list(kind.answers.versions())


def under_way(request: HttpRequest, kind: ProblemKind) -> Answer | None:
    """The answer that somebody works on, for those who may see that."""
    visible = Answer.objects.visible_to(request.user).filter(kind=kind)
    found: Answer | None = visible.filter(state__in=UNDER_WAY).with_details().first()
    return found


@require_GET
def version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """An earlier version, beside what the next one changed; only while an answer stands."""
    found = load_kind(request, pk)
    if standing(found) is None:
        number = 0
    old = get_object_or_404(found.answers.versions().with_details(), number=number)
    after = found.answers.versions().filter(number=number + 1).first()
    context = {"section": "cases", "kind": found, "answer": old, "after": after}
    return render(request, "knowledge/version.html", context)


@require_GET
@limited(DRAWN)
def print_leaflet(request: HttpRequest, pk: int) -> HttpResponse:
    """The answer as a leaflet (PDF); 404 while none stands."""
    found = load_kind(request, pk)
    answers = Answer.objects.standing().filter(kind=found).with_details()
    answer: Answer = get_for(request.user, answers)
    ways = behind.ways_of_kind(found)
    content = leaflet(answer, behind.medians(ways), behind.count_of(found))
    name = _("一类问题：%(title)s.pdf") % {"title": found.title}
    headers = {"Content-Disposition": disposition(name, attachment=False)}
    return HttpResponse(content, content_type=PDF, headers=headers)


@require_GET
def of_need(request: HttpRequest, pk: int) -> HttpResponse:
    """The kind of problem that a need is of, and how it was solved: a part of the need's page."""
    need: Need = get_for(request.user, Need.objects.visible_to(request.user), pk=pk)
    members = KindNeed.objects.filter(need=need, kind__dropped_at=None)
    member = members.select_related("kind").first()
    kind = load_kind(request, member.kind_id) if member else None
    return render(request, "knowledge/of_need.html", {"need": need, "kind": kind})
