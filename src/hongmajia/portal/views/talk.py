"""The thread with the helper, for an asker who follows his need by its tracking code."""

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
    """An agreed engagement of the need with that code."""
    need = find(request, code)
    agreed = Engagement.objects.filter(need=need).agreed().with_details()
    return get_object_or_404(agreed, pk=pk)


def at(request: HttpRequest, code: str, pk: int) -> tuple[HttpRequest, Engagement, Speaker, str]:
    """As the thread's functions want it; the code is the key."""
    found = load(request, code, pk)
    return request, found, Speaker.by_code(), reverse("track_thread", args=[code, pk])


@never_cache
def thread(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    return threads.show(*at(request, code, pk))


@never_cache
@require_GET
def newer(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    return threads.show_newer(*at(request, code, pk))


@require_GET
def enclosure(request: HttpRequest, code: str, pk: int, enclosure: int) -> HttpResponseBase:
    return threads.serve(request, load(request, code, pk), enclosure)


@require_POST
def take_back(request: HttpRequest, code: str, pk: int, message: int) -> HttpResponse:
    return threads.take(*at(request, code, pk), message)
