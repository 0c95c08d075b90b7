"""Planning an event: units, guests, agenda, stops, flags and pairs, invitations."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hongmajia.core.form_pages import form_page
from hongmajia.core.forms import refusal_shown_on, status_of
from hongmajia.engagements.models import Engagement
from hongmajia.people.actions import pair_apprentice
from hongmajia.people.enums import LIVE
from hongmajia.people.models import Apprenticeship
from hongmajia.services.actions import move_activity
from hongmajia.services.bookings import SecondWord
from hongmajia.services.models import Activity
from hongmajia.services.queries import without_appointment

from .. import actions
from ..forms import (
    AgendaRows,
    CeremonyPlanForm,
    GuestRows,
    InviteForm,
    PairRows,
    StopRows,
    TermForm,
    UnitsForm,
)
from ..inviting import Invitees
from ..models import Stop
from . import back_to, load
from .sheets import sheet_page

CHOICES = 200
"""Pairs that a form offers, the latest first."""


@login_required
def units(request: HttpRequest, pk: int) -> HttpResponse:
    """Theme, kind of place, host, and the units in their roles."""
    activity = load(request, pk)
    form = UnitsForm(request.POST or None, activity=activity)

    @transaction.atomic
    def save() -> HttpResponse:
        move_activity(activity=activity, actor=request.user, **form.setting())
        actions.name_units(activity=activity, actor=request.user, units=form.units())
        messages.success(request, _("记下了。"))
        return redirect("activity", pk)

    return form_page(
        request, form, save, section="activities", title=_("办会单位"), submit=_("保存"),
        back=back_to(activity), lead=_("这些都写在活动页和海报上。"),
    )  # fmt: skip


@login_required
def guests(request: HttpRequest, pk: int) -> HttpResponse:
    """Guests and speakers, with posts and consent."""
    activity = load(request, pk)
    initial = list(activity.guests.values("name", "post", "consent_note"))
    rows = GuestRows(request.POST or None, initial=initial)

    def save() -> None:
        said = [form.cleaned_data for form in rows.filled()]
        facts: list[Any] = [{k: v for k, v in one.items() if k != "DELETE"} for one in said]
        actions.name_guests(activity=activity, actor=request.user, guests=facts)

    lead = _("没有写明同意存在哪里的，名字只有工会看得见，外面只写职务。")
    return sheet_page(
        request, rows, save, back=back_to(activity), title=_("嘉宾和讲话的人"), lead=lead
    )


@login_required
def agenda(request: HttpRequest, pk: int) -> HttpResponse:
    """The agenda."""
    activity = load(request, pk)
    initial: list[Any] = list(
        activity.agenda.values("pk", "at", "kind", "title", "note", "speaker__name")
    )
    for one in initial:
        one["speaker"] = one.pop("speaker__name") or ""
    rows = AgendaRows(request.POST or None, initial=initial)

    def save() -> None:
        said = [form.cleaned_data for form in rows.filled()]
        items: list[Any] = [{k: v for k, v in one.items() if k != "DELETE"} for one in said]
        actions.set_agenda(activity=activity, actor=request.user, items=items)

    lead = _("按时间排。谁来讲写姓名，公开不公开在“嘉宾和讲话的人”里定。")
    return sheet_page(request, rows, save, back=back_to(activity), title=_("议程"), lead=lead)


@login_required
def stops(request: HttpRequest, pk: int) -> HttpResponse:
    """The firms to which the event goes."""
    activity = load(request, pk)
    there = activity.stops.select_related("enterprise")
    initial = [
        {"enterprise": s.enterprise, "at": s.at, "note": s.note, "is_named": s.is_named}
        for s in there
    ]
    rows = StopRows(request.POST or None, initial=initial)

    def save() -> None:
        said = [form.cleaned_data for form in rows.filled()]
        plans: list[Any] = [{k: v for k, v in one.items() if k != "DELETE"} for one in said]
        actions.set_stops(activity=activity, actor=request.user, stops=plans)

    lead = _("一行一家，按先后。每一站定成一次走访，各写各的服务记录。")
    return sheet_page(request, rows, save, back=back_to(activity), title=_("会后去哪里"), lead=lead)


@login_required
@require_POST
def arrange(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the visit of a stop, for the firm's needs that have no appointment yet."""
    stop = get_object_or_404(Stop.objects.select_related("enterprise__region"), pk=pk)
    load(request, stop.activity_id)
    waiting = without_appointment(Engagement.objects.visible_to(request.user))
    served = list(waiting.filter(need__enterprise=stop.enterprise))
    word = SecondWord(free_day=True, doubled=_("活动当天分路走访"))
    visit = actions.arrange_stop(stop=stop, actor=request.user, engagements=served, word=word)
    messages.success(request, _("定好了。去过以后，在这里写服务记录。"))
    return redirect("activity", visit.pk)


def open_pairs(activity: Activity) -> Any:
    """Pairs of the union and below that are not over, and not sealed elsewhere."""
    found = Apprenticeship.objects.filter(
        state__in=LIVE, union__path__startswith=activity.union.path
    )
    elsewhere = found.filter(seals__ceremony__isnull=False).exclude(seals__activity=activity)
    latest = found.exclude(pk__in=elsewhere.values("pk")).order_by("-registered_at", "-pk")
    keys = [*latest.values_list("pk", flat=True)[:CHOICES]]
    keys += activity.seals.values_list("apprenticeship", flat=True)
    return Apprenticeship.objects.filter(pk__in=keys).select_related("master__artisan")


@login_required
def ceremony_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Which flags will be handed over and which pairs sealed."""
    activity = load(request, pk)
    form = CeremonyPlanForm(request.POST or None, activity=activity, pairs=open_pairs(activity))

    def save() -> HttpResponse:
        said = form.cleaned_data
        made = {(flag.team_id, flag.group_id) for flag in said.get("made", ())}
        flags = [
            actions.FlagPlan(team, group, (team.pk, group.pk if group else None) in made)
            for team, group in said["flags"]
        ]
        actions.plan_ceremony(
            activity=activity, actor=request.user, flags=flags, pairs=said.get("pairs", ())
        )
        messages.success(request, _("记下了。"))
        return redirect("activity", pk)

    return form_page(
        request, form, save, section="activities", title=_("安排授旗、结对"), submit=_("保存"),
        back=back_to(activity), lead=_("办过以后，用“记下仪式”一次记好。"),
    )  # fmt: skip


@login_required
def pairs(request: HttpRequest, pk: int) -> HttpResponse:
    """Register up to twenty pairs on one sheet, which are then planned for the ceremony."""
    activity = load(request, pk)
    options = {"form_kwargs": {"actor": request.user}}
    rows = PairRows(request.POST or None, **options)
    head = TermForm(request.POST or None)

    @transaction.atomic
    def save() -> None:
        made = [
            pair_apprentice(actor=request.user, **head.facts(), **form.cleaned_data)
            for form in rows.filled()
        ]
        actions.plan_pairs(activity=activity, actor=request.user, pairs=made)

    lead = _("期限和目标是这一张表共用的；以后可以在每一对的页面上改。")
    return sheet_page(
        request, rows, save, back=back_to(activity), title=_("一次登记20对"), lead=lead, head=head
    )


@login_required
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Whom an invitation by industry and place would reach, and sending it."""
    activity = load(request, pk)
    form = InviteForm(request.POST or request.GET)
    choice = form.cleaned_data if form.is_valid() else {}
    invitees = Invitees(choice.get("section", ""), choice.get("region", ""))
    if request.method == "POST" and form.is_valid():
        with refusal_shown_on(form):
            messages.success(request, _invited(request, activity, invitees))
            return redirect("activity", pk)
    context = {
        "section": "activities", "activity": activity, "form": form, "back": back_to(activity),
        "preview": invitees.preview(activity),
        "firms": invitees.firms(activity).select_related("region__parent")[:10],
        "invited": activity.invited.count(),
        "workers": invitees.workers(activity).count(),
    }  # fmt: skip
    return render(request, "events/invite.html", context, status=status_of(form))


def _invited(request: HttpRequest, activity: Activity, invitees: Invitees) -> str:
    """Invite those whose button was pressed; what the page says of it."""
    about: Any = {"activity": activity, "actor": request.user, "invitees": invitees}
    if request.POST.get("who") == "workers":
        return _("通知了%(people)s位职工和徒弟。") % {"people": actions.invite_workers(**about)}
    firms, people = actions.invite_firms(**about)
    words = {"firms": firms, "people": people}
    return _("邀请了%(firms)s家企业，通知了%(people)s位联系人。") % words
