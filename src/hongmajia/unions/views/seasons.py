"""Pages of seasons: their stages, time limits and targets."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.core.asked import key_of
from hongmajia.core.form_pages import answer_form, form_page
from hongmajia.core.gate import get_for

from ..actions import change_season, open_season, set_targets
from ..enums import Indicator
from ..forms import NewSeasonForm, SeasonForm, TargetsForm
from ..models import Season, SeasonStage, Union


def load(request: HttpRequest, pk: int, right: str | None = None) -> Season:
    """The season; 404 if there is none, 403 without the ``right``."""
    visible = Season.objects.visible_to(request.user).select_related("union")
    return get_for(request.user, visible, right, pk=pk)


def season(request: HttpRequest) -> HttpResponse:
    """The present season, or the one in ``?season=``; public."""
    seasons = Season.objects.visible_to(request.user).select_related("union")
    asked = key_of(request.GET.get("season"))
    found = seasons.current() if asked is None else get_for(request.user, seasons, pk=asked)
    found = found or seasons.first()
    context = {
        "section": "unions" if request.user.is_authenticated else "",
        "season": found,
        "others": seasons.exclude(pk=found.pk) if found else seasons,
        "today": timezone.localdate(),
        "hosts": _unions_to_host(request.user),
        **(_parts(found, request.user) if found else {}),
    }
    return render(request, "unions/season.html", context)


def _parts(season: Season, user: Any) -> dict[str, Any]:
    today = timezone.localdate()
    return {
        "stages": [(stage, _tense(stage, today)) for stage in season.stages.all()],
        "indicators": Indicator,
        "targets": _target_rows(season, user),
        "may_change": user.has_perm("unions.change_season", season),
    }


def _tense(stage: SeasonStage, today: Any) -> str:
    if stage.ends < today:
        return "done"
    return "now" if stage.starts <= today else "next"


def _target_rows(season: Season, user: Any) -> list[tuple[Union, list[int | None], bool]]:
    """The host and the unions directly below: targets by indicator, and whether to link a form.

    For users who may not set targets, unions without any are left out.
    """
    host = season.union
    unions = [host, *Union.objects.get_children(host).exclude(kind="enterprise")]
    amounts = {
        (target.union_id, target.indicator): target.amount for target in season.targets.all()
    }
    may_set = user.has_perm("unions.change_season", season)
    rows = [(u, [amounts.get((u.pk, i.value)) for i in Indicator], may_set) for u in unions]
    return [row for row in rows if may_set or any(row[1])]


def _unions_to_host(user: Any) -> Union | None:
    """The highest union of the user, if they may open a season there."""
    if not user.has_perm("unions.change_holidays"):
        return None
    home: Union | None = user.home_union
    return home if home and user.has_perm("unions.manage", home) else None


@login_required
def season_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a season hosted by the union ``pk``."""
    visible = Union.objects.visible_to(request.user)
    host: Union = get_for(request.user, visible, "unions.manage", pk=pk)
    form = NewSeasonForm(request.POST or None, union=host, initial=_next_year(host))

    def do() -> HttpResponse:
        made = open_season(
            actor=request.user, union=host, year=form.cleaned_data["year"],
            stages=form.stages, **form.facts(),
        )  # fmt: skip
        return redirect(f"{reverse('season')}?season={made.pk}")

    words = {"title": _("设立年度活动"), "submit": _("设立")}
    return _season_act(request, form, do, **words)


def _next_year(host: Union) -> dict[str, Any]:
    """Initial data of the form: next year, and the limits of the last season."""
    last = host.seasons.first()
    year = last.year + 1 if last else timezone.localdate().year
    initial = {"year": year, "name": _("%(year)s年劳模工匠志愿服务月") % {"year": year}}
    limits = {name: getattr(last, name) for name in SeasonForm.limits} if last else {}
    return {**initial, **limits}


@login_required
def season_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a season."""
    found = load(request, pk, "unions.change_season")
    form = SeasonForm(request.POST or None, instance=found)

    def do() -> HttpResponse:
        change_season(actor=request.user, season=found, stages=form.stages, **form.facts())
        return redirect(f"{reverse('season')}?season={pk}")

    return _season_act(request, form, do, title=_("修改年度活动"), submit=_("保存"))


def _season_act(request: HttpRequest, form: SeasonForm, do: Any, **words: str) -> HttpResponse:
    back = (reverse("season"), _("年度活动"))
    return answer_form(
        request, form, do, template="unions/season_form.html", section="unions", back=back, **words
    )


@login_required
def season_targets(request: HttpRequest, pk: int, union_pk: int) -> HttpResponse:
    """Set the targets of the union ``union_pk`` in a season."""
    found = load(request, pk, "unions.change_season")
    below = Union.objects.filter(path__startswith=found.union.path)
    union = get_for(request.user, below, "unions.set_targets", pk=union_pk)
    amounts = dict(found.targets.filter(union=union).values_list("indicator", "amount"))
    form = TargetsForm(request.POST or None, amounts=amounts)

    def do() -> HttpResponse:
        set_targets(actor=request.user, season=found, union=union, amounts=form.cleaned_data)
        return redirect(f"{reverse('season')}?season={pk}")

    title = _("给%(union)s定目标") % {"union": union}
    back = (reverse("season"), found.name)
    return form_page(request, form, do, section="unions", title=title, submit=_("保存"), back=back)
