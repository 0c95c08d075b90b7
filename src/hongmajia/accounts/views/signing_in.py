"""Signing in: by password, or by a code that is sent to the telephone."""

from typing import Any

from allauth.account.views import ConfirmLoginCodeView, LoginView, RequestLoginCodeView
from allauth.socialaccount.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from hongmajia.core.forms import refusal_shown_on, status_of
from hongmajia.core.masking import mask_phone
from hongmajia.notices.texting import can_text

from .. import waiting
from ..forms import AskCodeForm, CodeForm, SignInForm
from ..limits import take_code
from ..newcomers import begin_sign_in, welcome
from ..tries import CountsTries


class StartsAnew:
    """Shows the page to whoever has begun to sign in elsewhere, too: they may have mistyped."""

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: Any) -> None:
        """Lead nowhere."""


class SignIn(StartsAnew, LoginView):
    """The sign-in page with a password; a signed-in user is redirected to their first page.

    Where codes can be sent, whoever comes is asked for their number first; ``?by=password``.
    """

    form_class = SignInForm
    template_name = "accounts/sign_in.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The page, or the way to that of the code."""
        if can_text() and "by" not in request.GET:
            return redirect(self.passthrough_next_url(reverse("account_request_login_code")))
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        """Whether codes can be sent, too, and the accounts elsewhere that let people in."""
        providers = get_adapter().list_providers(self.request)
        return super().get_context_data(can_text=can_text(), providers=providers, **more)


class AskCode(StartsAnew, RequestLoginCodeView):
    """The page that sends a code; it looks the same for numbers without an account."""

    form_class = AskCodeForm
    template_name = "accounts/sign_in.html"

    def form_valid(self, form: Any) -> HttpResponse:
        """Send the code, unless too many were asked for."""
        with refusal_shown_on(form):
            phone = form.cleaned_data["phone"]
            take_code(self.request, phone)
            begin_sign_in(self.request, form._user, phone)
            return redirect(self.get_success_url())
        return self.render_to_response(self.get_context_data(form=form), status=status_of(form))

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Where no codes can be sent, lead to the page with the password."""
        if not can_text():
            return redirect("account_login")
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        """That the page asks for a number, not for a password."""
        providers = get_adapter().list_providers(self.request)
        return super().get_context_data(by_code=True, can_text=True, providers=providers, **more)


class EnterCode(CountsTries, ConfirmLoginCodeView):
    """The page for the code; after three wrong ones it is void."""

    form_class = CodeForm
    template_name = "accounts/enter_code.html"

    def form_valid(self, form: Any) -> HttpResponse:
        """Sign in; whether beyond the end of the browser is theirs to say."""
        answer: HttpResponse = super().form_valid(form)
        days = settings.SESSION_COOKIE_AGE if form.cleaned_data["remember"] else 0
        self.request.session.set_expiry(days)
        return answer

    def _verify_form_valid(self, form: Any) -> HttpResponse:
        """Sign in; whoever only asked for help so far gets the account now."""
        if self._process.user is None:
            with refusal_shown_on(form):
                welcome(self._process)
            if form.errors:
                return self.form_invalid(form)
        response: HttpResponse = super()._verify_form_valid(form)
        return response

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        """The number to which a code was sent, masked, and the page that asked for it."""
        found: dict[str, Any] = super().get_context_data(**more)
        asked_on = "link_number" if waiting.waits(self.request) else "account_request_login_code"
        return {**found, "masked_phone": mask_phone(found["phone"]), "ask_again": asked_on}
