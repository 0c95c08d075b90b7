"""The handbook: its index with a search, and one page a role."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hongmajia.core.facets import search_words

from ..handbook.here import slugs_for
from ..handbook.pages import pages, search_pages


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All pages, the reader's own first, or what was found for ``q``."""
    typed = search_words(request.GET)
    own = set(slugs_for(request.user)) if request.user.is_authenticated else set()
    shown = sorted(pages().values(), key=lambda page: page.slug not in own)
    context = {"q": typed, "found": search_pages(typed) if typed else None, "pages": shown}
    return render(request, "portal/help.html", context)


@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """The page of one role."""
    found = pages().get(slug)
    if found is None:
        raise Http404
    others = [one for one in pages().values() if one is not found]
    return render(request, "portal/help_page.html", {"page": found, "others": others})
