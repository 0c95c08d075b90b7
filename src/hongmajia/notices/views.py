"""Pages of a user's own notices."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from hongmajia.core.gate import get_for
from hongmajia.core.paging import page_by_key

from .actions import mark_read
from .grouping import grouped
from .models import Notice

ON_A_PAGE = 60
"""Notices on a page, so many that those of one day are grouped together."""


@login_required
def notices(request: HttpRequest) -> HttpResponse:
    """The user's notices, alike ones together, newest first; showing them marks none as read."""
    own = Notice.objects.visible_to(request.user)
    page = page_by_key(own, "sent_at", request.GET.get("after", ""), size=ON_A_PAGE)
    context = {"section": "notices", "page": page, "entries": grouped(page.rows)}
    return render(request, "notices/notices.html", context)


@login_required
def open_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark the notice read and redirect to its page; 404 for another user's notice."""
    own = Notice.objects.visible_to(request.user)
    notice = get_for(request.user, own, pk=pk)
    mark_read(own.filter(pk=pk))
    return redirect(notice.url)


@require_POST
@login_required
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark all notices of the user as read."""
    mark_read(Notice.objects.visible_to(request.user))
    return redirect("notices")
