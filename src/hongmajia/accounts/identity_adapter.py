"""What django-allauth asks of us about accounts elsewhere: nobody gets an account by one."""

import logging
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.base import AuthError, AuthProcess
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from requests import RequestException

from hongmajia.core.errors import Refused
from hongmajia.core.logs.scrubbing import scrubbed
from hongmajia.notices.texting import can_text

from . import waiting
from .actions import link_identity

logger = logging.getLogger(__name__)

SERVER_ERROR = 500
"""From this status on an answer is no refusal, but a fault of the server."""
CANCELLED = gettext_lazy("您在%(provider)s那边取消了，没有登录。")
NO_ANSWER = gettext_lazy("%(provider)s现在没有回应，请过一会儿再试，或换一种办法登录。")
NOT_KNOWN = gettext_lazy("%(provider)s没有认出您，没有登录。请再试一次，或换一种办法登录。")


class IdentityAdapter(DefaultSocialAccountAdapter):
    """Whoever comes with a linked identity is signed in; with another they prove their number."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Nobody signs up."""
        return False

    def list_apps(
        self, request: HttpRequest | None, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """Our applications at the providers: those of the settings, none of the database."""
        given = settings.SOCIALACCOUNT_PROVIDERS.items()
        apps = [SocialApp(provider=key, **each["APP"]) for key, each in given]
        return [app for app in apps if provider in (None, app.provider, app.provider_id)]

    def list_providers(self, request: HttpRequest) -> list[Any]:
        """The providers whose page can be opened from where the person is."""
        return [each for each in super().list_providers(request) if each.is_offered()]

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Go on only with an identity that is linked to an account which is in use."""
        if sociallogin.state.get("process") == AuthProcess.CONNECT:
            self._link(request, sociallogin)
        elif not sociallogin.is_existing:
            self._let_wait(request, sociallogin)
        elif not sociallogin.user.is_active:
            self._lead_back(request, _("这个账号停用了，请找您的工会。"))

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: str | None = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        """Say that it did not work, and lead back; the log has what the administrator must know."""
        if error == AuthError.CANCELLED:
            self._lead_back(request, CANCELLED % {"provider": provider.name})
        logger.warning("signing in with %s failed: %s", provider.sub_id, described(exception))
        words = NO_ANSWER if is_down(exception) else NOT_KNOWN
        self._lead_back(request, words % {"provider": provider.name})

    def _link(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        account, name = sociallogin.account, waiting.name_of(sociallogin.account.provider)
        user: Any = request.user
        if not user.is_authenticated:
            self._lead_back(request, _("请先登录，再连上%(provider)s。") % {"provider": name})
        try:
            link_identity(user=user, provider=account.provider, uid=account.uid, name=name)
        except Refused as refused:
            self._lead_back(request, str(refused))
        messages.success(request, waiting.LINKED % {"provider": name})
        raise ImmediateHttpResponse(redirect("sign_in_ways"))

    def _let_wait(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        name = {"provider": waiting.name_of(sociallogin.account.provider)}
        if request.user.is_authenticated or not can_text():
            self._lead_back(
                request,
                _("这个%(provider)s账号还没有连上。请先用密码登录，再到“我的”里的“登录方式”连上。")
                % name,
            )
        waiting.keep(request, sociallogin.account)
        raise ImmediateHttpResponse(redirect("link_number"))

    def _lead_back(self, request: HttpRequest, words: str) -> None:
        messages.error(request, words)
        where = "sign_in_ways" if request.user.is_authenticated else "account_login"
        raise ImmediateHttpResponse(redirect(where))


def is_down(exception: Exception | None) -> bool:
    """Whether the provider's server gave no answer, or said that it cannot give one."""
    if not isinstance(exception, RequestException):
        return False
    return exception.response is None or exception.response.status_code >= SERVER_ERROR


def described(exception: Exception | None) -> str:
    """An error for the log; addresses stay out of it, for some vendors want keys in them."""
    if exception is None:
        return "no answer to what this session asked for"
    if isinstance(exception, RequestException):
        status = getattr(exception.response, "status_code", "no answer")
        return f"{type(exception).__name__}, {status}"
    return scrubbed(str(exception))[:200]
