"""Signing in, and the user's own page and password."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import LoginView, PasswordChangeView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _

from hongmajia.notices.queries import wants_mail
from hongmajia.people.models import Helper
from hongmajia.unions.models import Enterprise

from ..forms import PasswordForm, SignInForm
from ..navigation import first_page


class Login(LoginView):
    """The sign-in page; a signed-in user is redirected to the desk, a leader to the figures."""

    template_name = "portal/login.html"
    form_class = SignInForm
    redirect_authenticated_user = True

    def get_default_redirect_url(self) -> str:
        """The user's first page, or the password page for a user with a one-time password."""
        if self.request.user.is_authenticated and self.request.user.must_change_password:
            return reverse("change_password")
        return first_page(self.request.user)


class ChangePassword(PasswordChangeView):
    """The page on which users change their password."""

    template_name = "portal/password.html"
    form_class = PasswordForm
    success_url = reverse_lazy("me")

    def form_valid(self, form: Any) -> HttpResponse:
        """Save the password and say so."""
        messages.success(self.request, _("密码已经改好，下次用新密码登录。"))
        return super().form_valid(form)


@login_required
def me(request: HttpRequest) -> HttpResponse:
    """The user's own page: name, roles, helpers and enterprises, language, mail, password."""
    user: Any = request.user
    context = {
        "section": "me",
        "memberships": user.memberships.select_related("union").order_by("union__path"),
        "helpers": Helper.objects.of(user).with_details(),
        "enterprises": Enterprise.objects.filter(contacts=user),
        "wants_mail": wants_mail(user),
    }
    return render(request, "portal/me.html", context)
