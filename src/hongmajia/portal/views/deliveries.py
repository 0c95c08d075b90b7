"""What did not arrive of the messages to people whom the user's unions look after."""

from typing import Any

from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from hongmajia.core.asked import key_of
from hongmajia.core.paging import page_by_key
from hongmajia.notices.queries import not_arrived
from hongmajia.unions.enums import Role
from hongmajia.unions.models import Union
from hongmajia.unions.querysets import under


@login_required
@never_cache
@permission_required("portal.see_deliveries", raise_exception=True)
def delivery_list(request: HttpRequest) -> HttpResponse:
    """Messages that did not arrive, in the user's unions or in one (``?union=``), newest first."""
    user: Any = request.user
    union = Union.objects.visible_to(user).filter(pk=key_of(request.GET.get("union"))).first()
    rows = not_arrived().filter(under(user.scope(Role.CADRE)))
    if union:
        rows = rows.filter(union__path__startswith=union.path)
    page = page_by_key(rows, "created_at", request.GET.get("after", ""))
    context = {"section": "desk", "page": page, "union": union, "open": rows.untold().count()}
    return render(request, "portal/deliveries.html", context)
