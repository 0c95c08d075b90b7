"""Accepting an invitation: whoever has its code chooses a password and is signed in."""

from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from hongmajia.core.codes import by_code
from hongmajia.core.form_pages import answer_form
from hongmajia.core.limits import COMPUTED, limited
from hongmajia.notices.texting import can_text

from ..actions import accept, refuse
from ..forms import JoinCodeForm, JoinForm
from ..models import Invitation
from ..queries import hats_of
from ..validators import judged
from .own import rules_part


def enter(request: HttpRequest) -> HttpResponse:
    """The page on which the code of a slip is typed."""
    form = JoinCodeForm(request.POST or None)

    def do() -> HttpResponse:
        found = invitation_with(request, form.cleaned_data["code"])
        return redirect("join", found.code)

    return answer_form(request, form, do, template="accounts/enter_join.html")


@never_cache
def join(request: HttpRequest, invitation_code: str) -> HttpResponse:
    """Who is invited, as what and by whom; the form in which they choose their password."""
    found = invitation_with(request, invitation_code)
    form = JoinForm(request.POST or None, user=found.user)
    without = can_text() and "without" in request.POST
    if without:
        for name in ("new_password1", "new_password2"):
            form.fields[name].required = False

    def do() -> HttpResponse:
        password = "" if without else form.cleaned_data["new_password2"]
        user = accept(invitation=found, password=password)
        return _let_in(request, user, "password" if password else "code")

    context = {
        "invitation": found,
        "hats": hats_of(found.user),
        "can_text": can_text(),
        "rules_url": reverse("join_rules", args=[found.code]),
        "rules": judged("", found.user),
    }
    return answer_form(request, form, do, template="accounts/join.html", **context)


@sensitive_post_parameters()
@require_POST
@limited(COMPUTED)
def rules(request: HttpRequest, invitation_code: str) -> HttpResponse:
    """What the rules say to the password that whoever is invited is typing."""
    return rules_part(request, invitation_with(request, invitation_code).user)


@require_POST
def not_me(request: HttpRequest, invitation_code: str) -> HttpResponse:
    """The invitation reached somebody else."""
    refuse(invitation=invitation_with(request, invitation_code))
    return render(request, "accounts/not_me.html")


def invitation_with(request: HttpRequest, code: str) -> Invitation:
    """The open invitation with this code; wrong codes are counted (``core/codes.py``)."""
    rows = Invitation.objects.open().with_people()
    says = _("没有这份邀请，或者它已经用过、收回、过期了。请核对，或找您的工会再发一份。")
    return by_code(request, rows.with_code(code.upper()), says)


def _let_in(request: HttpRequest, user: Any, method: str) -> HttpResponse:
    """Sign the person in, with a second factor where they have one; anybody else is signed out."""
    if request.user.is_authenticated:
        logout(request)
    record_authentication(request, user, method=method)
    messages.success(request, _("账号启用好了，欢迎。"))
    return perform_login(request, Login(user=user, redirect_url=reverse("start")))
