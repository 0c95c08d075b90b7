"""Parts of the pages of an activity, a helper and an apprenticeship; photographs."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from hongmajia.core.closed_years import may_now
from hongmajia.core.gate import get_for
from hongmajia.core.pictures import sized_photo
from hongmajia.people.enums import HelperKind
from hongmajia.people.models import Apprenticeship, Helper
from hongmajia.services.models import Activity
from hongmajia.unions.enums import STAFF

from ..actions import open_until
from ..face import PHOTOS_SHOWN, WORDS_SHOWN, face_of
from ..models import EventPhoto, Flag, Seal
from ..queries import bars_of, firms_present, units_of
from ..standing import standing_of
from . import load


def knows_all(request: HttpRequest, activity: Activity) -> bool:
    """Whether the reader is staff of the union that held it, or above."""
    user: Any = request.user
    return bool(user.pk) and user.holds(activity.union.path, *STAFF)


@require_GET
def main(request: HttpRequest, pk: int) -> HttpResponse:
    """Agenda, flags, pairs; afterwards who came, what was asked, photographs."""
    activity = load(request, pk, None)
    face, knows = face_of(activity, request.user), knows_all(request, activity)
    context = {
        "activity": activity,
        "face": face,
        "standing": standing_of(face) if knows else None,
        "knows_all": knows,
        "may_plan": may_now(request.user, "services.plan", activity),
        "photos_shown": PHOTOS_SHOWN,
    }
    return render(request, "events/main.html", context)


@require_GET
def side(request: HttpRequest, pk: int) -> HttpResponse:
    """Who holds it, where it goes afterwards, what people said, how it was evaluated."""
    activity = load(request, pk, None)
    knows = knows_all(request, activity)
    stops = activity.stops.select_related("enterprise__region__parent", "visit")
    firms = firms_present([activity.pk]).select_related("region__parent").order_by("pk")
    context = {
        "activity": activity,
        "units": units_of(activity),
        "guests": [g for g in activity.guests.all() if knows or g.consent_note],
        "stops": stops,
        "knows_all": knows,
        "firms": firms if knows else firms[:0],
        "bars": bars_of(activity),
        "until": open_until(activity),
        "words": activity.said.exclude(words="")[:WORDS_SHOWN] if knows else [],
        "evaluation": getattr(activity, "evaluation", None) if knows else None,
        "may_plan": may_now(request.user, "services.plan", activity),
        "may_set": request.user.has_perm("events.set_criteria", activity.season),
        "may_evaluate": may_now(request.user, "events.evaluate", activity),
    }
    return render(request, "events/side.html", context)


@require_GET
def photo(request: HttpRequest, pk: int) -> HttpResponse:
    """A photograph: with consent for all who see the activity, else for the union's staff."""
    seen = Activity.objects.visible_to(request.user).values("pk")
    visible = EventPhoto.objects.filter(activity__in=seen).select_related("activity__union")
    found = get_object_or_404(visible, pk=pk)
    if not found.may_be_published and not knows_all(request, found.activity):
        raise Http404
    return sized_photo(request, found.image, seconds=600)


@require_GET
def of_helper(request: HttpRequest, pk: int) -> HttpResponse:
    """On the page of a helper: ceremonies of a team's flags, or of a master's pairs."""
    helper = get_for(request.user, Helper.objects.visible_to(request.user), pk=pk)
    seen = Activity.objects.visible_to(request.user).order_by().values("pk")
    details = ("ceremony__photo", "activity__region__parent", "activity__union")
    if helper.kind == HelperKind.TEAM:
        rows: Any = Flag.objects.filter(team=helper)
    else:
        rows = Seal.objects.filter(apprenticeship__master=helper).select_related("apprenticeship")
    rows = rows.exclude(ceremony=None).select_related(*details).order_by("-ceremony__on", "pk")
    mine = Apprenticeship.objects.visible_to(request.user).filter(master=helper)
    context = {
        "rows": rows,
        "helper": helper,
        "seen": set(Activity.objects.filter(pk__in=rows.values("activity")).filter(pk__in=seen)),
        "names": set(mine.values_list("pk", flat=True)),
    }
    return render(request, "events/of_helper.html", context)


@require_GET
def of_apprenticeship(request: HttpRequest, pk: int) -> HttpResponse:
    """On the page of an apprenticeship: the ceremony at which it was sealed."""
    pair = get_for(request.user, Apprenticeship.objects.visible_to(request.user), pk=pk)
    seals = pair.seals.exclude(ceremony=None)
    details = ("ceremony__photo", "activity__region__parent", "activity__union")
    context = {"rows": seals.select_related(*details)}
    return render(request, "events/of_apprenticeship.html", context)
