"""One's own account: the password, signing out."""

import time
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from hongmajia.core.actors import user_of
from hongmajia.core.asked import text_of
from hongmajia.core.form_pages import answer_form
from hongmajia.core.limits import COMPUTED, limited

from .. import actions
from ..forms import ChangePasswordForm
from ..validators import judged

LONGEST_TYPED = 200
"""Characters of a password that are looked at while it is typed."""
JUST_NOW = 10 * 60
"""Seconds after signing in by code within which the present password is not asked for."""


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return redirect("front")


@sensitive_post_parameters()
@login_required
def change_password(request: HttpRequest) -> HttpResponse:
    """Users change their password; whoever has just proved the number need not know the old one."""
    user = user_of(request.user)
    asks_old = user.has_usable_password() and not signed_in_by_code(request)
    form = ChangePasswordForm(request.POST or None, user=user, asks_old=asks_old)

    def do() -> HttpResponse:
        actions.change_password(user=user, password=form.cleaned_data["new_password2"])
        update_session_auth_hash(request, user)
        UserSession.objects.create_from_request(request)  # the key is another now
        messages.success(request, _("密码已经改好，别处的登录都退出了。"))
        return redirect("me")

    return answer_form(
        request, form, do, template="accounts/password.html", section="me",
        rules_url=reverse("password_rules"), rules=judged("", user),
    )  # fmt: skip


@sensitive_post_parameters()
@login_required
@require_POST
@limited(COMPUTED)
def password_rules(request: HttpRequest) -> HttpResponse:
    """What the rules say to the password that is being typed."""
    return rules_part(request, request.user)


def rules_part(request: HttpRequest, user: Any) -> HttpResponse:
    """The part of a page that says it, for the account that is to have the password."""
    typed = text_of(request.POST, "new_password1", LONGEST_TYPED)
    return render(request, "accounts/_rules.html", {"rules": judged(typed, user)})


def signed_in_by_code(request: HttpRequest) -> bool:
    """Whether this session was opened by a code in the last minutes."""
    since = time.time() - JUST_NOW
    records = get_authentication_records(request, request.user)
    return any(each["method"] == "code" and each["at"] > since for each in records)
