"""Pages for the members of a team and for its flag."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hongmajia.core.facets import search_words
from hongmajia.core.form_pages import form_page
from hongmajia.core.forms import refusal_shown_on, status_of

from .. import actions
from ..enums import HelperKind, TeamRole
from ..forms import FlagForm, SenderForm, TeamMemberForm
from ..models import Helper
from ..naming import name_for
from ..queries import roster
from . import load, page_of

FINDS_SHOWN = 10


def load_team(request: HttpRequest, pk: int, right: str) -> Helper:
    """The team; 404 if it is an artisan or invisible, 403 without the ``right``."""
    team = load(request, pk, right)
    if team.kind != HelperKind.TEAM:
        raise Http404
    return team


@login_required
def members(request: HttpRequest, pk: int) -> HttpResponse:
    """The members with group and role; artisans found by ``?q=`` can be added."""
    team = load_team(request, pk, "people.change")
    form = TeamMemberForm(request.POST or None)
    if form.is_valid():
        with refusal_shown_on(form):
            actions.set_team_member(team=team, actor=request.user, **form.cleaned_data)
            messages.success(request, _("已安排好。"))
            return redirect("team_seats", pk)
    context = members_context(request, team, form)
    return render(request, "people/seats.html", context, status=status_of(form))


def members_context(request: HttpRequest, team: Helper, form: TeamMemberForm) -> dict[str, Any]:
    """The template context of ``members``."""
    words = search_words(request.GET)
    artisans = Helper.objects.artisans().filter(is_active=True)
    others = artisans.exclude(artisan__memberships__team=team.team)
    finds = others.searching(words, request.user).with_details()[:FINDS_SHOWN] if words else []
    return {
        "helper": team,
        "form": form,
        "roster": roster(team.team),
        "groups": team.team.groups.all(),
        "roles": TeamRole.choices,
        "words": words,
        "finds": finds,
        "section": "people",
    }


@login_required
@require_POST
def remove(request: HttpRequest, pk: int, artisan: int) -> HttpResponse:
    """Remove a member from the team."""
    team = load_team(request, pk, "people.change")
    member = get_object_or_404(Helper.objects.artisans(), pk=artisan)
    actions.remove_team_member(team=team, artisan=member, actor=request.user)
    messages.success(request, _("%(name)s已离队。") % {"name": name_for(request.user, member)})
    return redirect("team_seats", pk)


@login_required
def flag(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that the team was awarded its flag."""
    team = load_team(request, pk, "people.award_flag")
    form = FlagForm(request.POST or None, team=team, user=request.user)

    def do() -> HttpResponse:
        actions.award_flag(team=team, actor=request.user, **form.cleaned_data)
        messages.success(request, _("授旗已登记。"))
        return redirect("helper", pk)

    return form_page(
        request,
        form,
        do,
        section="people",
        title=_("给%(team)s授旗") % {"team": team},
        submit=_("登记授旗"),
        back=page_of(team),
    )


@login_required
def sender(request: HttpRequest, pk: int) -> HttpResponse:
    """Record which association sends the team."""
    team = load_team(request, pk, "people.manage")
    form = SenderForm(request.POST or None, team=team)

    def do() -> HttpResponse:
        actions.name_sender(team=team, actor=request.user, **form.facts())
        messages.success(request, _("派出单位已登记。"))
        return redirect("helper", pk)

    return form_page(
        request, form, do, section="people", title=_("登记派出单位"), submit=_("登记"),
        back=page_of(team),
    )  # fmt: skip
