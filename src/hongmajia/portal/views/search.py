"""The search: words in records of all kinds; numbers, names, telephone numbers, tracking codes."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from hongmajia.core.facets import search_words
from hongmajia.core.finding import Asked, find_everything, read_search
from hongmajia.needs.limits import PEOPLE_FOUND

from ..actions import note_phone_search
from ..searching import Search


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
        "groups": find_everything(asked, request.user) if asked.is_phone else [],
        "search": Search(request.user, "" if asked.is_phone else asked.words, request.GET),
        "finds_names": may_be_name(asked, request),
        "phone_typed": is_unasked_phone(asked, typed),
    }
    return render(request, "portal/search.html", context)


@require_GET
def names(request: HttpRequest) -> HttpResponse:
    """A part of the page: the records with the number, name or code that was typed."""
    asked = read_search(search_words(request.GET), phones=False)
    groups = find_everything(asked, request.user) if asked.words else []
    return render(request, "portal/_found.html", {"groups": groups})


def may_be_name(asked: Asked, request: HttpRequest) -> bool:
    """Whether records are to be found by number or name, beside those found by their words.

    Visitors know no names but those that stand among the words, and no codes but their own.
    """
    if not asked.words or asked.is_phone or "kind" in request.GET:
        return False
    return request.user.is_authenticated or asked.row is not None


def is_unasked_phone(asked: Asked, typed: str) -> bool:
    """Whether a telephone number was typed that has not been looked up."""
    return not asked.is_phone and bool(read_search(typed, phones=True).phone)
