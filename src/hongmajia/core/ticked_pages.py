"""The answer to the form of ticked rows: a page that tells what became of each."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from .asked import keys_of, text_of
from .kept import page_of
from .ticking import TickedList, do_with_each


def act_on_ticked(request: HttpRequest, rows: TickedList) -> HttpResponse:
    """Do what was asked with the ticked rows, and show what was done and what was refused.

    The page is no redirect: what it tells is nowhere else. Sent again, each row is refused.
    """
    act = rows.act(text_of(request.POST, "act", 40))
    keys = keys_of(request.POST.getlist("tick"))
    found = do_with_each(rows, act, keys, request.user, request.POST)
    came_from = page_of(request)
    context = {
        "section": rows.section,
        "act": act,
        "done": [each for each in found if each.is_done],
        "refused": [each for each in found if not each.is_done],
        "back": reverse(rows.page) if came_from == request.path else came_from,
    }
    response = render(request, "core/ticked.html", context)
    response["Cache-Control"] = "no-store"
    return response
