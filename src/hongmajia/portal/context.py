"""What the frame around every page shows; computed only when a page does draw the frame."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from hongmajia import __version__
from hongmajia.unions.enums import Role
from hongmajia.unions.models import Season

from .navigation import places, tabs
from .waiting import Tally, tally_of


def frame(request: HttpRequest) -> dict[str, Any]:
    """Navigation by role, what waits and what is unread, and under whose name the page stands."""
    user = request.user
    tally = lazily(lambda: tally_for(request))
    host = lazily(season_host)
    return {
        "tally": tally,
        "nav": lazily(lambda: places(user, tally.waiting)),
        "tabs": lazily(tabs),
        "unread": lazily(lambda: tally.unread),
        "home_name": lazily(lambda: home_name(user) or host),
        "season_host": host,
        "version": lazily(lambda: version_for(user)),
    }


def tally_for(request: HttpRequest) -> Tally:
    """How much waits for the person of this request; counted once."""
    found: Tally | None = getattr(request, "_tally", None)
    if found is None:
        found = tally_of(request.user)
        request._tally = found  # type: ignore[attr-defined]
    return found


def lazily(make: Callable[[], Any]) -> Any:
    """The value of ``make``, made when first looked at; a fragment of a page asks for none."""
    return SimpleLazyObject(make)


def home_name(user: Any) -> str:
    """The union in which the person has his highest role."""
    union = user.home_union if user.is_authenticated else None
    return union.name if union else ""


def version_for(user: Any) -> str:
    """Which version runs, for cadres, who report faults; strangers need not know it."""
    return __version__ if user.is_authenticated and user.scope(Role.CADRE) else ""


def season_host() -> str:
    """The union that runs the present season; nothing before the first season has begun."""
    begun = Season.objects.filter(stages__starts__lte=timezone.localdate())
    return begun.values_list("union__name", flat=True).first() or ""
