"""By what one signs in: password, code, and the accounts elsewhere that are linked."""

from typing import Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hongmajia.notices.texting import can_text

from ..actions import unlink_identity
from ..waiting import name_of
from .proving import after_proof


@login_required
def ways(request: HttpRequest) -> HttpResponse:
    """The page 登录方式."""
    rows = SocialAccount.objects.filter(user=request.user).order_by("pk")
    linked = [{"row": row, "name": name_of(row.provider)} for row in rows]
    known = {row.provider for row in rows}
    offered = [each for each in get_adapter().list_providers(request) if each.sub_id not in known]
    context = {"linked": linked, "offered": offered, "can_text": can_text(), "section": "me"}
    return render(request, "accounts/ways.html", context)


@require_POST
@after_proof
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Unlink one's own identity."""
    user: Any = request.user
    identity = get_object_or_404(SocialAccount, pk=pk, user=user)
    name = name_of(identity.provider)
    unlink_identity(user=user, identity=identity, name=name)
    messages.success(request, _("已经断开%(provider)s。") % {"provider": name})
    return redirect("sign_in_ways")
