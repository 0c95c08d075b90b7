"""The search over all records: numbers, names, titles, telephone numbers, tracking codes."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from hongmajia.core.facets import search_words
from hongmajia.core.finding import Asked, find_everything, read_search
from hongmajia.needs.limits import PEOPLE_FOUND

from ..actions import note_phone_search


@require_http_methods(["GET", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """What was found for ``q``.

    A telephone number is only looked up when it is posted, so that no address holds it; each time
    is counted and logged. Any other words move into the address.
    """
    posted = request.method == "POST"
    typed = search_words(request.POST if posted else request.GET)
    asked = read_search(typed, phones=posted and request.user.is_authenticated)
    if posted and not asked.is_phone:
        return redirect(f"{reverse('search')}?{urlencode({'q': typed})}")
    if asked.is_phone:
        PEOPLE_FOUND.take(str(request.user.pk))
        note_phone_search(actor=request.user, asked=asked)
    context = {
        "q": typed,
        "asked": asked,
        "groups": find_everything(asked, request.user) if asked.words else [],
        "phone_typed": is_unasked_phone(asked, typed),
    }
    return render(request, "portal/search.html", context)


def is_unasked_phone(asked: Asked, typed: str) -> bool:
    """Whether a telephone number was typed that has not been looked up."""
    return not asked.is_phone and bool(read_search(typed, phones=True).phone)
