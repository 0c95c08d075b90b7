"""The handbook: its index with a search, and one page a role."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_safe

from hongmajia.core.downloads import PDF, download
from hongmajia.core.facets import search_words
from hongmajia.core.limits import DRAWN, limited

from ..handbook.here import slugs_for
from ..handbook.pages import HEIGHT, WIDTH, Page, pages, search_pages
from ..handbook.paper import edition_of, paper_of, title_of


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
    found = load(slug)
    others = [one for one in pages().values() if one is not found]
    words = {"title": title_of(found), "edition": edition_of(found)}
    size = {"width": WIDTH, "height": HEIGHT}
    return render(
        request, "portal/help_page.html", {"page": found, "others": others, **words, **size}
    )


@require_GET
@limited(DRAWN)
def pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """The page of one role as PDF."""
    return download(paper_of(load(slug).slug), PDF, f"{title_of(load(slug))}.pdf")


def load(slug: str) -> Page:
    """The page; 404 if there is none."""
    found = pages().get(slug)
    if found is None:
        raise Http404
    return found
