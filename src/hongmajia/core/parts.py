"""Parts of pages that htmx loads: opened by themselves, they are pages too.

Where a part is loaded into a page stands a plain link to the same address, for browsers without
scripts and for when the request of htmx is lost. Views of parts need not know of this.
"""

import re
from collections.abc import Callable
from html import unescape

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.html import strip_tags
from django.utils.safestring import mark_safe

from .only_sent import page_above

GetResponse = Callable[[HttpRequest], HttpResponse]
HEADING = re.compile(r"<h[1-4][^>]*>(.*?)</h[1-4]>", re.DOTALL)


def parts_as_pages(get_response: GetResponse) -> GetResponse:
    """Put a part into the frame of all pages unless htmx has asked for it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not is_part(response):
            return response
        if not request.htmx:  # type: ignore[attr-defined]
            frame(request, response)
        patch_vary_headers(response, ["HX-Request"])
        return response

    return middleware


def is_part(response: HttpResponse) -> bool:
    """Whether this is HTML, sent at once and without a frame."""
    kind = response.headers.get("Content-Type", "")
    if response.streaming or response.status_code != 200 or not kind.startswith("text/html"):
        return False
    return not response.content[:200].lstrip().lower().startswith(b"<!doctype")


def frame(request: HttpRequest, response: HttpResponse) -> None:
    """Replace the content of ``response`` by a page that shows it."""
    part = response.content.decode(response.charset)
    heading = HEADING.search(part)
    context = {
        "part": mark_safe(part),  # it was rendered by a template of ours
        "title": unescape(strip_tags(heading[1])).strip() if heading else "",  # escaped again
        "back": page_above(request.path),
    }
    response.content = render(request, "core/part.html", context).content
