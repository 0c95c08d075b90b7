"""Signing in with an account elsewhere: the way there, the way back, and whose account it is."""

from typing import Any

from allauth.account.utils import get_next_redirect_url
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from requests import RequestException

from hongmajia.core.limits import limited

from .. import limits, waiting
from ..providers.base import IdentityProvider
from .proving import after_proof
from .signing_in import AskCode


@require_POST
@limited(limits.ELSEWHERE)
def go(request: HttpRequest, provider: str) -> HttpResponse:
    """Lead on to the provider: to sign in, or, for whoever is signed in, to link what is there."""
    found = provider_or_404(request, provider)
    if request.user.is_authenticated:
        return go_to_link(request, found)
    return lead_on(request, found, AuthProcess.LOGIN)


@after_proof
def go_to_link(request: HttpRequest, provider: IdentityProvider) -> HttpResponse:
    """Lead on, to link what the person has there with their account."""
    return lead_on(request, provider, AuthProcess.CONNECT)


def lead_on(request: HttpRequest, found: IdentityProvider, process: str) -> HttpResponse:
    """A page that leads on to the provider, by itself or by its link.

    It is no redirect: the pages' policy lets no form lead to another site.
    """
    try:
        there = found.redirect(request, process, next_url=get_next_redirect_url(request))
    except (RequestException, OAuth2Error) as error:
        return not_reached(request, found, error)
    return render(
        request,
        "accounts/leaving.html",
        {"address": there.headers["Location"], "provider_name": found.name},
    )


@require_GET
@never_cache
def back(request: HttpRequest, provider: str) -> HttpResponse:
    """Whoever comes back from a provider: who they are, we ask the provider itself.

    The session ends with the browser: nobody said that the device is their own.
    """
    if not request.user.is_authenticated:
        request.session.set_expiry(0)
    adapter = provider_or_404(request, provider).get_oauth2_adapter(request)
    try:
        answer: HttpResponse = OAuth2CallbackView.adapter_view(adapter)(request)
    except (RequestException, OAuth2Error) as error:
        return not_reached(request, adapter.get_provider(), error)
    return answer


class LinkNumber(AskCode):
    """The page that asks whoever came with an unknown identity for the number of their account.

    It looks the same for numbers without an account.
    """

    template_name = "accounts/link_number.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Where no identity waits, lead to the sign-in page."""
        if not waiting.waits(request):
            messages.info(request, _("请从头再来一次。"))
            return redirect("account_login")
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """Note the number and send the code."""
        waiting.note_phone(self.request, form.cleaned_data["phone"])
        return super().form_valid(form)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        """Where they came from."""
        found = waiting.waits(self.request)
        name = waiting.name_of(found.provider) if found else ""
        return super().get_context_data(provider_name=name, **more)


def provider_or_404(request: HttpRequest, provider: str) -> IdentityProvider:
    """The provider; 404 if it is not set."""
    try:
        found: IdentityProvider = get_adapter().get_provider(request, provider)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    return found


def not_reached(request: HttpRequest, provider: IdentityProvider, error: Exception) -> HttpResponse:
    """Lead back from a provider whose server does not answer as it should."""
    try:
        get_adapter().on_authentication_error(request, provider, exception=error)
    except ImmediateHttpResponse as answer:
        response: HttpResponse = answer.response
        return response
    raise error
