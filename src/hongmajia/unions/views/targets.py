"""Pages of the targets of a season: the grid, taking those of the year before, the spreadsheet."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from hongmajia.core.export_pages import start_page
from hongmajia.core.form_pages import answer_form
from hongmajia.core.gate import get_for
from hongmajia.core.paging import Page, page_by_key

from ..actions import set_targets, take_last_targets
from ..enums import Indicator
from ..models import Season, Union
from ..queries import OFFICES, paths_above
from ..target_exports import TARGET_EXPORT
from ..target_grid import Amounts, TargetGrid, amounts_of
from .seasons import load

LINES = 60
"""Unions on one page; a form of twelve columns has to stay below the limit on fields."""


@login_required
def season_targets(request: HttpRequest, pk: int, union_pk: int) -> HttpResponse:
    """The targets of the union ``union_pk`` and of those directly below it."""
    season = load(request, pk, "unions.change_season")
    within = Union.objects.filter(path__startswith=season.union.path)
    union: Union = get_for(request.user, within, "unions.set_targets", pk=union_pk)
    page = _below(union, request.GET.get("after", ""))
    earlier, known = season.before(), amounts_of(season)
    form = TargetGrid(
        request.POST or None, unions=[union, *page.rows], amounts=known, before=amounts_of(earlier)
    )

    def do() -> HttpResponse:
        _save(request, season, form)
        return redirect(request.get_full_path())

    return answer_form(
        request, form, do, template="unions/targets.html", section="unions", season=season,
        union=union, above=_above(season, union), page=page, earlier=earlier,
        indicators=list(Indicator), sums=_sums(page.rows, known),
    )  # fmt: skip


def _below(union: Union, after: str) -> Page[Union]:
    below = {"path__startswith": union.path, "depth": union.depth + 1}
    offices = Union.objects.open().filter(kind__in=OFFICES, **below)
    return page_by_key(offices, "path", after, LINES, ascending=True)


def _above(season: Season, union: Union) -> list[Union]:
    """The unions between the host of the season and ``union``, the host first."""
    paths = [path for path in paths_above(union.path)[:-1] if path >= season.union.path]
    return list(Union.objects.filter(path__in=paths).by_path())


def _sums(unions: list[Union], known: Amounts) -> list[tuple[Any, int]]:
    """Each indicator with the saved targets of ``unions`` added up."""
    return [(i.label, sum(known.get((u.pk, i.value), 0) for u in unions)) for i in Indicator]


def _save(request: HttpRequest, season: Season, form: TargetGrid) -> None:
    n = 0
    for union in form.unions:
        amounts = form.amounts(union)
        n += set_targets(actor=request.user, season=season, union=union, amounts=amounts)
    said = ngettext("%(n)s个工会的目标改好了。", "%(n)s个工会的目标改好了。", n) % {"n": n}
    messages.success(request, said if n else _("没有改动。"))


@login_required
@require_POST
def season_targets_take(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the targets of the season before for all unions that have none yet."""
    season = load(request, pk, "unions.change_season")
    n = take_last_targets(actor=request.user, season=season)
    said = ngettext("照上年给%(n)s个工会填了目标。", "照上年给%(n)s个工会填了目标。", n) % {"n": n}
    messages.success(request, said if n else _("各工会都已经有目标了，没有改动。"))
    return redirect("season_targets", pk, season.union_id)


@login_required
@require_POST
def season_targets_export(request: HttpRequest, pk: int) -> HttpResponse:
    """Request the targets of all unions as a spreadsheet, with the columns of its import."""
    season = load(request, pk, "unions.change_season")
    return start_page(request, TARGET_EXPORT.kind, f"season={season.pk}")
