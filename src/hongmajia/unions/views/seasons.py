"""Pages of seasons: their stages and time limits, and the targets to read."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.core.asked import key_of
from hongmajia.core.form_pages import answer_form
from hongmajia.core.gate import get_for
from hongmajia.core.models import Event

from ..actions import change_season
from ..enums import Indicator, UnionVerb
from ..forms import SeasonForm
from ..models import Season, SeasonStage, Union
from ..target_grid import amounts_of


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
    others = list(seasons.exclude(pk=found.pk) if found else seasons)
    context = {
        "section": "unions" if request.user.is_authenticated else "",
        "season": found,
        "others": others,
        "today": timezone.localdate(),
        "hosts": _unions_to_host(request.user),
        **(_parts(found, others, request.user) if found else {}),
    }
    return render(request, "unions/season.html", context)


def _parts(season: Season, others: list[Season], user: Any) -> dict[str, Any]:
    today = timezone.localdate()
    return {
        "stages": [(stage, _tense(stage, today)) for stage in season.stages.all()],
        "indicators": Indicator,
        "targets": _target_rows(season, user),
        **_closing(season, others, user),
    }


def _closing(season: Season, others: list[Season], user: Any) -> dict[str, Any]:
    """What the user may do about the year, and the reason for which it is open for corrections."""
    is_host = user.has_perm("unions.change_season", season)
    verb = UnionVerb.SEASON_OPENED_AGAIN
    today = timezone.localdate()
    is_later = any(o.union_id == season.union_id and o.year > season.year for o in others)
    is_over = is_later or all(stage.ends < today for stage in season.stages.all())
    opened = season.is_open_for_corrections and is_host
    return {
        "may_change": is_host and not season.is_closed,
        "may_close": is_host and not season.is_closed and is_over,
        "may_correct": is_host and season.is_closed,
        "reopened": Event.objects.filter(story=season.story, verb=verb).first() if opened else None,
    }


def _tense(stage: SeasonStage, today: Any) -> str:
    if stage.ends < today:
        return "done"
    return "now" if stage.starts <= today else "later"


def _target_rows(season: Season, user: Any) -> list[tuple[Union, list[tuple[Any, Any]], bool]]:
    """The host and the unions directly below: targets by indicator, and whether to link the grid.

    For users who may not set targets, unions without any are left out.
    """
    host = season.union
    unions = [host, *Union.objects.get_children(host).exclude(kind="enterprise").open()]
    amounts = amounts_of(season)
    may_set = user.has_perm("unions.change_season", season) and not season.is_closed
    rows = [(u, [(i.label, amounts.get((u.pk, i.value))) for i in Indicator]) for u in unions]
    return [(u, cells, may_set) for u, cells in rows if may_set or any(n for _label, n in cells)]


def _unions_to_host(user: Any) -> Union | None:
    """The highest union of the user, if they may open a season there."""
    if not user.has_perm("unions.change_holidays"):
        return None
    home: Union | None = user.home_union
    return home if home and user.has_perm("unions.manage", home) else None


@login_required
def season_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a season."""
    found = load(request, pk, "unions.change_season")
    form = SeasonForm(request.POST or None, instance=found)

    def do() -> HttpResponse:
        change_season(actor=request.user, season=found, stages=form.stages, **form.facts())
        return redirect(f"{reverse('season')}?season={pk}")

    lead = _("已经开始计算的时限不变，以后的按新的算。")
    words = {"title": _("修改年度活动"), "submit": _("保存"), "lead": lead}
    return _season_act(request, form, do, **words)


def _season_act(request: HttpRequest, form: SeasonForm, do: Any, **words: Any) -> HttpResponse:
    back = (reverse("season"), _("年度活动"))
    return answer_form(
        request, form, do, template="unions/season_form.html", section="unions", back=back, **words
    )
