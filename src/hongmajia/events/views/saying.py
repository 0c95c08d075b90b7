"""What people say to an event by its QR code, without an account; and the code itself."""

import io

import segno
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from hongmajia.core.codes import by_code
from hongmajia.core.form_pages import answer_form
from hongmajia.core.visitors import visitor_network
from hongmajia.services.models import Activity

from ..actions import open_until, say
from ..enums import AgendaKind
from ..forms import SayForm
from ..limits import SAID_BY_VISITOR
from . import load

FORMAL = (AgendaKind.ARRIVAL, AgendaKind.OPENING)
"""Points of the agenda of which nobody is asked whether they helped."""

SAID = "said_to"
"""In the session of a device: the keys of the events to which something was said from it."""


@never_cache
def said(request: HttpRequest, code: str) -> HttpResponse:
    """Four answers, which part helped, a line, and a telephone number for a problem."""
    found = Activity.objects.select_related("union", "season", "region__parent")
    activity = by_code(request, found, code=code)
    if activity.pk in request.session.get(SAID, []):
        return render(request, "events/thanks.html", {"activity": activity})
    form = SayForm(request.POST or None, items=activity.agenda.exclude(kind__in=FORMAL))

    def keep() -> HttpResponse:
        SAID_BY_VISITOR.take(visitor_network(request))
        feedback = say(activity=activity, actor=request.user, **form.cleaned_data)
        request.session[SAID] = [*request.session.get(SAID, []), activity.pk]
        context = {"activity": activity, "need": feedback.need, "is_new": True}
        return render(request, "events/thanks.html", context)

    context = {"activity": activity, "until": open_until(activity)}
    return answer_form(request, form, keep, template="events/say.html", **context)


@login_required
@require_GET
def said_code(request: HttpRequest, pk: int) -> HttpResponse:
    """The QR code for the door and the bus, as a PNG."""
    activity = load(request, pk)
    picture = io.BytesIO()
    address = settings.SITE_ADDRESS + reverse("event_said", args=[activity.code])
    segno.make(address, error="m").save(picture, kind="png", scale=8, border=4)
    return HttpResponse(picture.getvalue(), content_type="image/png")


@login_required
@require_GET
def words(request: HttpRequest, pk: int) -> HttpResponse:
    """All that was said, for those who keep the event; nothing tells who said it."""
    activity = load(request, pk)
    rows = activity.said.select_related("need").prefetch_related("helped")[:500]
    context = {
        "section": "activities", "activity": activity, "rows": rows, "title": _("大家怎么说"),
        "address": settings.SITE_ADDRESS + reverse("event_said", args=[activity.code]),
    }  # fmt: skip
    return render(request, "events/words.html", context)
