"""The message thread with the helper, for an asker who follows a need by its tracking code.

The pages work like those of the guidance room; a wrong code is answered as in ``tracking.find``.
"""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from hongmajia.engagements.models import Engagement
from hongmajia.guidance import views as threads
from hongmajia.guidance.speaker import Speaker

from ..tracking import find


def load(request: HttpRequest, code: str, pk: int) -> Engagement:
    """The engagement ``pk`` of the need with that code; 404 unless it is an agreed one."""
    need = find(request, code)
    agreed = Engagement.objects.filter(need=need).agreed().with_details()
    return get_object_or_404(agreed, pk=pk)


def thread_arguments(
    request: HttpRequest, code: str, pk: int
) -> tuple[HttpRequest, Engagement, Speaker, str]:
    """The arguments that the views of a thread share: request, engagement, speaker, URL."""
    found = load(request, code, pk)
    return request, found, Speaker.by_code(), reverse("track_thread", args=[code, pk])


@never_cache
def thread(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The thread, and writing a message."""
    return threads.show(*thread_arguments(request, code, pk))


@never_cache
@require_GET
def newer(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The fragment with messages that came since the page was loaded."""
    return threads.show_newer(*thread_arguments(request, code, pk))


@require_GET
def enclosure(request: HttpRequest, code: str, pk: int, enclosure: int) -> HttpResponseBase:
    """A file that is attached to a message."""
    return threads.serve(request, load(request, code, pk), enclosure)


@require_POST
def take_back(request: HttpRequest, code: str, pk: int, message: int) -> HttpResponse:
    """Take back one of the asker's own messages."""
    return threads.take(*thread_arguments(request, code, pk), message)
