"""The board of a round: its plan, workloads, comparison, candidates, and the export."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hongmajia.core.asked import key_of
from hongmajia.core.export_pages import start_page
from hongmajia.core.facets import search_words
from hongmajia.core.gate import get_for
from hongmajia.core.paging import page_by_key

from .. import queries
from ..enums import RoundState, RulingKind
from ..export import PLAN_EXPORT, WITH_PHONES
from ..learning import is_under_way
from ..models import Round
from .rounds import panel_of

PAGE = 25
"""Rows of a page."""
TABS = {"changed": "changed", "low": "low"}
"""Tab → name of the queryset method that selects its rows."""
RULED = {"pinned": RulingKind.PIN, "banned": RulingKind.BAN}
"""Tab → the kind of ruling it lists."""


@login_required
def board(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan; while the worker is busy with it the progress, and if it failed the reason."""
    round_ = load_round(request, pk)
    if round_.is_working:
        context = {"section": "rounds", "round": round_, "panel": panel_of(request, round_)}
        return render(request, "matching/working.html", context)
    if round_.state == RoundState.FAILED:
        return render(request, "matching/failed.html", _failed(request, round_))
    context = _board(request, round_)
    template = "matching/more.html" if _wants_more(request) else "matching/board.html"
    return render(request, template, context)


def _board(request: HttpRequest, round_: Any) -> dict[str, Any]:
    """Return the context of the plan's page."""
    tab = request.GET.get("tab", "")
    context = {"section": "rounds", "round": round_, "tab": tab, **summary(request, round_)}
    context["plan_tabs"] = _tabs(context)
    if not _wants_more(request):
        context["clusters"] = queries.clusters(round_)
    if tab in RULED:
        chosen = [r for r in context["rulings"] if r.kind == RULED[tab]]
        return {**context, "listed": chosen}
    rows = round_.rows.all() if tab not in TABS else getattr(round_.rows.all(), TABS[tab])()
    page = page_by_key(
        queries.with_rulings(rows).with_details(), "score", request.GET.get("after", ""), PAGE
    )
    counts = context["figures"]
    total = counts[tab] if tab in TABS else counts["pairs"]
    seen = _number(request, "seen") + len(page.rows)
    return {**context, "page": page, "seen": seen, "left": max(total - seen, 0)}


def _tabs(context: dict[str, Any]) -> list[tuple[str, str, int]]:
    """Return key, label and count of each tab."""
    counts = context["figures"]
    tabs = [
        ("", _("全部"), counts["pairs"]),
        ("changed", _("比上次有变化"), counts["changed"]),
        ("low", _("勉强的"), counts["low"]),
        ("pinned", _("已锁定"), context["pins"]),
        ("banned", _("禁配"), context["bans"]),
    ]
    has_before = context["round"].before_id is not None
    return [tab for tab in tabs if has_before or tab[0] != "changed"]


def _failed(request: HttpRequest, round_: Any) -> dict[str, Any]:
    """Return the context of a failed round: the reason, and the pins that may be the cause."""
    pins = queries.rulings_within(round_).filter(kind=RulingKind.PIN)
    may_run = _may_run(request, round_)
    return {
        "section": "rounds",
        "round": round_,
        "may_run": may_run,
        "may_rule": may_run,
        "pins": list(pins.with_details()),
    }


def summary(request: HttpRequest, round_: Any) -> dict[str, Any]:
    """Return what surrounds the rows: figures, rulings, what can be sent."""
    rulings = list(queries.rulings_of(round_).with_details())
    return {
        "figures": queries.figures(round_),
        "lost": queries.lost(round_, round_.before) if round_.before else 0,
        "needs": round_.served + round_.left_out,
        "left_out": round_.left_out,
        "rulings": rulings,
        "pins": sum(ruling.kind == RulingKind.PIN for ruling in rulings),
        "bans": sum(ruling.kind == RulingKind.BAN for ruling in rulings),
        "unsettled": sum(ruling.is_unsettled for ruling in rulings),
        "may_run": _may_run(request, round_),
        "may_rule": round_.is_open and _may_run(request, round_),
    }


@login_required
def loads(request: HttpRequest, pk: int) -> HttpResponse:
    """The workload of the helpers: the fullest beside the board (htmx), or all on a page."""
    round_ = load_round(request, pk)
    found = queries.loads(round_)
    context = {
        "section": "rounds",
        "round": round_,
        "count": len(found),
        "capacity": sum(load.capacity for load in found),
        "used": sum(load.used for load in found),
    }
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "matching/_loads_beside.html", {**context, "loads": found[:6]})
    return render(request, "matching/loads.html", {**context, "loads": found})


@login_required
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan need by need, compared with the round before."""
    round_ = load_round(request, pk)
    if round_.before is None:
        return redirect("round", round_.pk)
    changed = request.GET.get("tab") != "all"
    both = queries.needs_of_both(round_, round_.before, changed=changed)
    needs = both.select_related("region__parent")
    page = page_by_key(needs, "listed_at", request.GET.get("after", ""), PAGE)
    context = {
        "section": "rounds",
        "round": round_,
        "changed": changed,
        "page": page,
        "rows": queries.compare_needs(round_, round_.before, page.rows),
        "figures": queries.figures(round_),
        "lost": queries.lost(round_, round_.before),
    }
    return render(request, "matching/compare.html", context)


@login_required
def choose(request: HttpRequest, pk: int, need: int) -> HttpResponse:
    """The candidates for one need of the plan; and why a named helper is not in the plan."""
    round_ = load_round(request, pk, "matching.run")
    found = get_object_or_404(queries.needs_of(round_), pk=need)
    asked = set(found.engagements.values_list("helper", flat=True))
    name = search_words(request.GET, "name")
    context = {
        "is_learning": is_under_way(),
        "section": "rounds",
        "round": round_,
        "need": found,
        "may_rule": round_.is_open,
        "candidates": queries.candidates(found),
        "name": name,
        "explanations": queries.why_not_in(round_, found, name, asked, request.user),
    }
    return render(request, "matching/choose.html", context)


@login_required
@require_POST
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """Request the plan as a workbook; with ``?phones=1`` with numbers to call, which is logged."""
    phones = f"&{WITH_PHONES}=1" if WITH_PHONES in request.GET else ""
    return start_page(request, PLAN_EXPORT.kind, f"round={load_round(request, pk).pk}{phones}")


# --- parts ----------------------------------------------------------------------------------


def load_round(request: HttpRequest, pk: int, right: str | None = None) -> Any:
    """Return the round with its counts; 404 if the user may not see it, 403 without ``right``."""
    visible = queries.with_counts(Round.objects.visible_to(request.user).with_details())
    return get_for(request.user, visible, right, pk=pk)


def _may_run(request: HttpRequest, round_: Any) -> bool:
    return request.user.has_perm("matching.run", round_) and not round_.season.is_closed


def _wants_more(request: HttpRequest) -> bool:
    return bool(request.htmx) and "after" in request.GET  # type: ignore[attr-defined]


def _number(request: HttpRequest, key: str) -> int:
    return key_of(request.GET.get(key)) or 0
