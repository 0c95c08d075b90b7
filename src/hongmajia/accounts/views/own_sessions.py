"""Where one is signed in, and the history of one's sign-ins."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from hongmajia.core.actors import user_of
from hongmajia.core.paging import page_by_key

from .. import actions
from ..models import SignIn
from ..sessions import sessions_of


@login_required
def own_sessions(request: HttpRequest) -> HttpResponse:
    """The sessions of the user, each with a button that ends it, and the sign-ins so far."""
    user = user_of(request.user)
    history = SignIn.objects.filter(user=user)
    context = {
        "section": "me",
        "sessions": sessions_of(user, request.session.session_key),
        "page": page_by_key(history, "at", request.GET.get("after", "")),
    }
    return render(request, "accounts/own_sessions.html", context)


@login_required
@require_POST
def end_one(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of the user's sessions."""
    user = user_of(request.user)
    found = get_object_or_404(UserSession, pk=pk, user=user)
    actions.end_session(user=user, session=found)
    messages.success(request, _("那个登录已经退出。"))
    return redirect("own_sessions")


@login_required
@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """End all sessions of the user but this one."""
    user = user_of(request.user)
    n = actions.end_other_sessions(user=user, but=request.session.session_key)
    words = ngettext("退出了别处的%(n)s个登录。", "退出了别处的%(n)s个登录。", n) % {"n": n}
    messages.success(request, words)
    return redirect("own_sessions")
