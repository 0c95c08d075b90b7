"""The user's own page, and where they go after signing in."""

from typing import Any

import rules
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from hongmajia.people.models import Helper
from hongmajia.unions.models import Enterprise

from ..navigation import first_page


@login_required
def start(request: HttpRequest) -> HttpResponse:
    """Lead somebody who has just signed in to their first page: a leader to the figures."""
    return redirect(first_page(request.user))


@login_required
def me(request: HttpRequest) -> HttpResponse:
    """The user's own page: name, roles, helpers and enterprises, language, mail, password."""
    user: Any = request.user
    context = {
        "section": "me",
        "memberships": user.memberships.not_over()
        .select_related("union", "deputises")
        .order_by("union__path"),
        "helpers": Helper.objects.of(user).with_details(),
        "enterprises": Enterprise.objects.filter(contacts=user),
        "names_deputies": rules.has_perm("unions.name_deputies", user),
    }
    return render(request, "portal/me.html", context)
