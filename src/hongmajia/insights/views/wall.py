"""The wall: a public page for a large screen in a hall."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from hongmajia.core.asked import key_of
from hongmajia.unions.models import Union
from hongmajia.unions.queries import OFFICES

from ..public import wall_of


def wall(request: HttpRequest) -> HttpResponse:
    """The wall of the season, or of one union with ``?union=``; it reloads itself."""
    asked = request.GET.get("union", "")
    union = None
    if asked:
        offices = Union.objects.filter(kind__in=OFFICES)
        union = get_object_or_404(offices, pk=key_of(asked))
    found = wall_of(union, timezone.now())
    return render(request, "insights/wall.html", {"wall": found})
