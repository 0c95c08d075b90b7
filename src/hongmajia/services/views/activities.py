"""The list of activities, planning one, signing up for one and arriving at it."""

import io

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hongmajia.core.asked import keys_of, text_of
from hongmajia.core.codes import by_code
from hongmajia.core.export_pages import start_page
from hongmajia.core.form_pages import answer_form, form_page
from hongmajia.core.forms import refusal_shown_on, status_of
from hongmajia.core.gate import get_for
from hongmajia.core.paging import page_by_key
from hongmajia.core.share_pages import Shared, share_page
from hongmajia.core.themes import join_theme
from hongmajia.core.visitors import visitor_network
from hongmajia.engagements.models import Engagement
from hongmajia.offers.enums import OfferMode
from hongmajia.people.queries import unions_to_choose
from hongmajia.unions.visiting import naming_province

from ..actions import name_firms, plan_activity, record_arrival, sign_up
from ..export import ACTIVITY_EXPORT
from ..forms import ActivityForm, DoorForm, FirmsForm, SignUpForm
from ..limits import ARRIVED_BY_VISITOR, limit_signing_up
from ..models import Activity
from ..queries import activities_shown, themes_shown, without_appointment, years_shown
from .visits import load

SIZE = 20


@require_GET
def activity_list(request: HttpRequest) -> HttpResponse:
    """Activities to come, the next first; with ``?stand=held`` those held, the latest first."""
    years = years_shown(request.GET)
    held = years is not None
    themes = themes_shown(request.GET)
    shown = activities_shown(request.user, years, themes, request.GET)
    rows = shown.select_related("union", "region__parent")
    after = request.GET.get("after", "")
    page = page_by_key(rows, "starts_at", after, SIZE, ascending=not held)
    context = {
        "section": "activities",
        "page": page,
        "years": years,
        "held": held,
        "themes": themes,
        "may_plan": request.user.has_perm("services.plan_any"),
    }
    return render(request, "services/activities.html", context)


@login_required
@permission_required("services.plan_any", raise_exception=True)
@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """Request the list as a spreadsheet."""
    return start_page(request, ACTIVITY_EXPORT.kind, naming_province(request.GET.urlencode()))


@login_required
@permission_required("services.plan_any", raise_exception=True)
def plan(request: HttpRequest) -> HttpResponse:
    """Plan an activity for many people; ``?need=…`` preselects engagements of those needs."""
    served = without_appointment(Engagement.objects.visible_to(request.user))
    unions = unions_to_choose(request.user)
    initial = {"served": served.filter(need__in=keys_of(request.GET.getlist("need")))}
    options = {"unions": unions, "served": served, "initial": initial}
    form = ActivityForm(request.POST or None, user=request.user, **options)

    def save() -> HttpResponse:
        with transaction.atomic():
            made = plan_activity(
                union=form.cleaned_data["union"],
                actor=request.user,
                engagements=form.cleaned_data["served"],
                enterprises=form.cleaned_data["firms"],
                word=form.second_word(),
                **form.facts(),
            )
            join_theme("activities", made, form.cleaned_data.get("campaign"), request.user)
        messages.success(request, _("安排好了。"))
        return redirect("activity", made.pk)

    return answer_form(request, form, save, template="services/plan.html", section="activities")


@login_required
def firms(request: HttpRequest, pk: int) -> HttpResponse:
    """Name the enterprises that an activity visited."""
    activity = load(request, pk, "plan")
    initial = {"firms": list(activity.enterprises.order_by("pk"))}
    form = FirmsForm(request.POST or None, initial=initial)

    def save() -> HttpResponse:
        named = form.cleaned_data["firms"]
        name_firms(activity=activity, actor=request.user, enterprises=named)
        messages.success(request, _("记下了。"))
        return redirect("activity", pk)

    words = {"title": _("走访的企业"), "submit": _("保存")}
    back = (reverse("activity", args=[pk]), activity.title)
    return form_page(request, form, save, section="activities", back=back, **words)


@require_POST
def join(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign up for an open activity, with an account or without."""
    activity, form = load(request, pk), SignUpForm(request.POST)
    if form.is_valid():
        with refusal_shown_on(form):
            limit_signing_up(request, form.cleaned_data["phone"])
            signed = sign_up(activity=activity, actor=request.user, **form.cleaned_data)
            words = (
                _("名额满了，先排在候补里。有人退出就通知您。") if signed.waits else _("报好名了。")
            )
            messages.success(request, words)
            return redirect("sign_up", signed.code)
    context = {"section": "activities", "activity": activity, "form": form}
    return render(request, "services/sign_up.html", context, status=status_of(form))


@require_GET
def share(request: HttpRequest, pk: int) -> HttpResponse:
    """An open activity as text for a group chat; 404 for one that is not open."""
    visible = Activity.objects.visible_to(request.user).select_related("union", "region__parent")
    activity = get_for(request.user, visible.filter(is_open=True), pk=pk)
    path = reverse("activity", args=[pk])
    place = _("在线") if activity.mode == OfferMode.ONLINE else activity.full_place
    when = date_format(timezone.localtime(activity.starts_at), "SHORT_DATETIME_FORMAT")
    facts = (when, place, activity.get_form_display(), activity.union.name)
    text = Shared(activity.title, facts, path).text()
    return share_page(request, text, section="activities", back=(path, activity.title))


@login_required
@require_GET
def door(request: HttpRequest, pk: int) -> HttpResponse:
    """The QR code to put up at the door, and who signed up and arrived: all, or ``?group=``."""
    activity = load(request, pk, "plan")
    address = settings.SITE_ADDRESS + reverse("come", args=[activity.code])
    people = activity.sign_ups.all()
    if "group" in request.GET:  # may be empty: those who named none
        people = people.filter(group=text_of(request.GET, "group", 10))
    context = {
        "section": "activities",
        "activity": activity,
        "address": address,
        "sign_ups": people,
        "is_one_group": "group" in request.GET,
    }
    return render(request, "services/door.html", context)


@login_required
@require_GET
def door_code(request: HttpRequest, pk: int) -> HttpResponse:
    """The QR code as a PNG."""
    activity = load(request, pk, "plan")
    picture = io.BytesIO()
    address = settings.SITE_ADDRESS + reverse("come", args=[activity.code])
    segno.make(address, error="m").save(picture, kind="png", scale=8, border=4)
    return HttpResponse(picture.getvalue(), content_type="image/png")


def at_the_door(request: HttpRequest, code: str) -> HttpResponse:
    """The page behind the QR code, where visitors note their arrival; needs no account."""
    activity = by_code(request, Activity.objects.all(), code=code)
    form = DoorForm(request.POST or None)

    def save() -> HttpResponse:
        ARRIVED_BY_VISITOR.take(visitor_network(request))
        signed = record_arrival(activity=activity, actor=request.user, **form.cleaned_data)
        name = form.cleaned_data["name"]  # not the stored one: a number would tell whose it is
        context = {"activity": activity, "signed": signed, "name": name}
        return render(request, "services/came.html", context)

    return answer_form(request, form, save, template="services/come.html", activity=activity)
