"""Pages on which the host closes a year, and opens a closed one for corrections."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hongmajia.core.form_pages import answer_form, form_page

from ..actions import close_season, open_for_corrections
from ..actions.closing_years import is_over, last_day, unfinished
from ..forms import CorrectionsForm
from ..models import Season
from .seasons import load


@login_required
def season_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a year that is over; the page says what is unfinished in it."""
    season = load(request, pk, "unions.change_season")
    form = forms.Form(request.POST if request.method == "POST" else None)

    def do() -> HttpResponse:
        close_season(actor=request.user, season=season)
        messages.success(request, _("%(year)s年度归档了。") % {"year": season.year})
        return redirect(_page_of(season))

    return answer_form(
        request, form, do, template="unions/season_close.html",
        section="unions", season=season, may_close=is_over(season) and not season.is_closed,
        unfinished=unfinished(season),
    )  # fmt: skip


@login_required
def season_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a closed year for some days, with a reason."""
    season = load(request, pk, "unions.change_season")
    form = CorrectionsForm(request.POST or None)
    title = _("开放%(year)s年度更正") % {"year": season.year}

    def do() -> HttpResponse:
        open_for_corrections(actor=request.user, season=season, **form.cleaned_data)
        until = date_format(last_day(form.cleaned_data["days"]), "DATE_FORMAT")
        words = {"year": season.year, "until": until}
        messages.success(request, _("%(year)s年度开放更正，%(until)s过完自动再归档。") % words)
        return redirect(_page_of(season))

    return form_page(
        request, form, do, section="unions", title=title,
        submit=_("开放更正"), back=(_page_of(season), season.name),
        lead=_("这几天里，有权限的人可以照常改；改的都记入日志。到期自动再归档。"),
    )  # fmt: skip


def _page_of(season: Season) -> str:
    return f"{reverse('season')}?season={season.pk}"
