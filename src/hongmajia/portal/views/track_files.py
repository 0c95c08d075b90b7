"""Files of a need for whoever has its tracking code: photographs and the calendar of its visits.

A wrong code is answered as in ``tracking.find``.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from hongmajia.core.downloads import CALENDAR, download
from hongmajia.core.pictures import sized_photo
from hongmajia.needs.models import NeedPhoto
from hongmajia.services.calendar import calendar_of

from ..tracked import photos_for, visits_of
from ..tracking import find


@require_GET
@never_cache
def photo(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A photograph that the asker added to the need."""
    found = get_object_or_404(NeedPhoto, pk=pk, need=find(request, code))
    return sized_photo(request, found.image, seconds=0)


@require_GET
@never_cache
def record_photo(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A photograph of a service for the need."""
    found = get_object_or_404(photos_for(find(request, code)), pk=pk)
    return sized_photo(request, found.image, seconds=0)


@require_GET
@never_cache
def calendar(request: HttpRequest, code: str) -> HttpResponse:
    """The visits of the need as an .ics file, without the code: calendars are kept in clouds."""
    content = calendar_of(visits_of(find(request, code)), page=lambda visit: "")
    return download(content, CALENDAR, "hongmajia.ics")
