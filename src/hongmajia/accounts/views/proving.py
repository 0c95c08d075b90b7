"""The second factor at sign-in, and confirming who is there before a sign-in is changed."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import resume_request, suspend_request
from allauth.account.views import (
    ConfirmReauthenticationCodeView,
    ReauthenticateView,
    RequestReauthenticationCodeView,
)
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.internal.flows.trust import trust_browser
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.webauthn.internal.auth import begin_authentication
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from hongmajia.core.form_pages import answer_form
from hongmajia.core.forms import refusal_shown_on, status_of
from hongmajia.core.masking import mask_phone
from hongmajia.core.visitors import visitor_network

from ..actions import prove_by_code, prove_by_key
from ..enums import Factor
from ..factor_forms import CodeAgainForm, FactorForm, PasswordAgainForm, SignInFactorForm
from ..factors import codes_left, has_factor, lets_in, main_factors
from ..limits import take_code
from ..tries import CountsTries
from .own import JUST_NOW

View = Callable[..., HttpResponse]


@login_stage_required(stage=AuthenticateStage.key, redirect_urlname="account_login")
def sign_in_factor(request: HttpRequest) -> HttpResponse:
    """The second page of signing in; whoever got here has proved password or number."""
    stage = request._login_stage  # type: ignore[attr-defined]
    user = stage.login.user
    ways = _ways(request, user)
    form = SignInFactorForm(request.POST or None, by_recovery_code=ways["by_recovery_code"])

    def do() -> HttpResponse:
        post_authentication(request, _proved(request, user, form))
        answer: HttpResponse = stage.exit()
        if form.cleaned_data["trust"]:
            trust_browser(request, user, answer)
        return answer

    context = {"person": user, "lets_in": lets_in(user), **ways}
    return answer_form(request, form, do, template="accounts/second_factor.html", **context)


@login_required
@never_cache
def factor_again(request: HttpRequest) -> HttpResponse:
    """Confirm by the second factor that it is still oneself."""
    user: Any = request.user
    if not has_factor(user):
        return redirect("mfa_index")
    ways = _ways(request, user)
    form = FactorForm(request.POST or None, by_recovery_code=ways["by_recovery_code"])

    def do() -> HttpResponse:
        factor = _proved(request, user, form)
        post_authentication(request, factor, reauthenticated=True)
        return resume_request(request) or redirect("mfa_index")

    return answer_form(
        request, form, do, template="accounts/factor_again.html", section="me", **ways
    )


class PasswordAgain(ReauthenticateView):
    """Confirm by the password that it is still oneself, for those without a second factor."""

    form_class = PasswordAgainForm
    template_name = "accounts/again.html"

    def form_invalid(self, form: Any) -> HttpResponse:
        """The page with the error and its status."""
        context = self.get_context_data(form=form)
        return self.render_to_response(context, status=status_of(form))

    def get_default_success_url(self) -> str:
        """Where nobody was on their way to anything."""
        return reverse("mfa_index")


class AskCodeAgain(RequestReauthenticationCodeView):
    """Have a code sent to one's own number, to confirm that it is still oneself."""

    template_name = "accounts/again.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        """The number, masked."""
        phone = mask_phone(self.request.user.phone)
        return super().get_context_data(masked_phone=phone, by_code=True, **more)

    def form_valid(self, form: Any) -> HttpResponse:
        """Send it, unless too many were asked for."""
        with refusal_shown_on(form):
            take_code(self.request, form.cleaned_data["phone"])
            return super().form_valid(form)
        return self.render_to_response(self.get_context_data(form=form), status=status_of(form))


class EnterCodeAgain(CountsTries, ConfirmReauthenticationCodeView):
    """The page for that code; after three wrong ones it is void."""

    form_class = CodeAgainForm
    template_name = "accounts/again.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        """The number to which it was sent, masked."""
        phone = mask_phone(self.request.user.phone)
        return super().get_context_data(masked_phone=phone, is_sent=True, **more)

    def get_default_success_url(self) -> str:
        """Where nobody was on their way to anything."""
        return reverse("mfa_index")


def after_proof(view: View) -> View:
    """Decorate a view that changes how one signs in: it wants a proof of the last ten minutes.

    With a second factor that is the factor; without one the sign-in itself, the password, or a
    code to the number. Whoever has none of them signs in anew.
    """

    @login_required
    @never_cache
    @wraps(view)
    def proved(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user: Any = request.user
        with_factor = has_factor(user)
        if _proved_just_now(request, with_factor=with_factor):
            return view(request, *args, **kwargs)
        if with_factor:
            return suspend_request(request, reverse("mfa_reauthenticate"))
        if methods := get_adapter().get_reauthentication_methods(user):
            return suspend_request(request, methods[0]["url"])
        messages.info(request, _("改登录方式要刚刚登录过：请退出，再登录一次。"))
        return redirect("mfa_index")

    return proved


def _proved_just_now(request: HttpRequest, *, with_factor: bool) -> bool:
    since = time.time() - JUST_NOW
    records = get_authentication_records(request, request.user)
    return any(
        each["at"] > since and (each["method"] == "mfa" or not with_factor) for each in records
    )


def _proved(request: HttpRequest, user: Any, form: FactorForm) -> Authenticator:
    if credential := form.cleaned_data.get("credential"):
        return prove_by_key(user=user, credential=credential)
    visitor = visitor_network(request)
    return prove_by_code(user=user, code=form.cleaned_data["code"], visitor=visitor)


def _ways(request: HttpRequest, user: Any) -> dict[str, Any]:
    """By what the person can prove it; the challenge to a key is made when the page shows it."""
    kinds = set(main_factors(user).values_list("type", flat=True))
    return {
        "has_app": Factor.APP in kinds,
        "has_key": Factor.KEY in kinds,
        "key_options": lambda: {"request_options": begin_authentication(user)},
        "codes_left": codes_left(user),
        "by_recovery_code": Factor.APP not in kinds or request.GET.get("by") == "recovery",
    }
