"""A person's private calendar address: its page, and what calendar programs read there."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from hongmajia.core.addresses import absolute
from hongmajia.core.codes import by_code
from hongmajia.core.downloads import CALENDAR
from hongmajia.core.limits import DRAWN

from .feeds import make_feed, read_feed, revoke_feed
from .models import CalendarFeed

SHOWN_ONCE = "calendar-feed"
"""Where the session holds a new address until its page has shown it."""


@login_required
@never_cache
@require_GET
def own(request: HttpRequest) -> HttpResponse:
    """The user's private address: just made and shown this once, or since when it is in use."""
    user: Any = request.user
    token = request.session.pop(SHOWN_ONCE, "")
    context = {
        "section": "me",
        "feed": CalendarFeed.objects.filter(user=user).first(),
        "address": absolute(reverse("calendar_feed", args=[token])) if token else "",
    }
    return render(request, "visits/feed.html", context)


@login_required
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Make a new address; one made before stops working."""
    request.session[SHOWN_ONCE] = make_feed(actor=request.user)
    return redirect("calendar_feed_own")


@login_required
@require_POST
def revoke(request: HttpRequest) -> HttpResponse:
    """End the address."""
    if revoke_feed(actor=request.user):
        messages.success(request, _("日历订阅停了，原来的地址打不开了。"))
    return redirect("calendar_feed_own")


@never_cache
@require_GET
def feed(request: HttpRequest, feed: str) -> HttpResponse:
    """What a calendar program reads; it sends no language and no cookie."""
    found = by_code(request, CalendarFeed.objects.select_related("user").with_token(feed))
    DRAWN.take(f"calendar-{found.pk}")
    with translation.override("zh-hans"):
        return HttpResponse(read_feed(found), content_type=CALENDAR)
