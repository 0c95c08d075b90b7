"""企业微信: its sign-in page, its page inside the app, and who has come.

https://developer.work.weixin.qq.com/document/path/98152 (page), …/91022 (inside the app),
…/91039 (token of the application), …/98176 (who has come).
"""

from typing import Any
from urllib.parse import urlencode

from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Client, OAuth2Error
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from .base import IdentityAdapter, IdentityProvider, ask, understood

APP = "wxwork"
"""How the app's own browser names itself."""


class Client(OAuth2Client):
    """Its ways of leading to the page and of asking for a token."""

    def get_redirect_url(self, authorization_url: str, scope: Any, extra: dict[str, Any]) -> str:
        """The page; inside the app people agree by opening it."""
        inside = {"response_type": "code", "scope": "snsapi_base"}
        outside = {"login_type": "CorpApp"}
        asked = {
            **(inside if is_inside(self.request) else outside),
            "appid": self.consumer_key,
            "redirect_uri": self.callback_url,
            "state": self.state,
            **extra,
        }
        end = "#wechat_redirect" if is_inside(self.request) else ""
        return f"{authorization_url}?{urlencode(asked)}{end}"

    def get_access_token(self, code: str, pkce_code_verifier: Any = None) -> dict[str, Any]:
        """The token of our application; with it the code is asked about."""
        asked = {"corpid": self.consumer_key, "corpsecret": self.consumer_secret}
        answer = checked(ask("GET", self.access_token_url, params=asked))
        return {"access_token": answer["access_token"], "code": code}


class Adapter(IdentityAdapter):
    """The exchange with 企业微信."""

    provider_id = "wecom"
    client_class = Client

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.authorize_url = self.given["inside" if is_inside(request) else "login"]
        self.access_token_url = f"{self.given['api']}/gettoken"

    def complete_login(
        self, request: HttpRequest, app: Any, token: Any, **more: Any
    ) -> SocialLogin:
        """Who has come with the code: a member of the enterprise, nobody from outside."""
        with understood():
            asked = {"access_token": token.token, "code": more["response"]["code"]}
            found = checked(ask("GET", f"{self.given['api']}/auth/getuserinfo", params=asked))
            return self.get_provider().sociallogin_from_response(request, found)


class WeCom(IdentityProvider):
    """企业微信; a ``userid`` is unique within its enterprise."""

    id = "wecom"
    name = _("企业微信")
    for_whom = _("企业、服务队")
    oauth2_adapter_class = Adapter

    @property
    def realm(self) -> str:
        """The enterprise."""
        return str(self.app.client_id)

    def get_auth_params(self) -> dict[str, str]:
        """Our application within the enterprise."""
        return {"agentid": self.app.settings["agent"]}

    def person_of(self, data: dict[str, Any]) -> Any:
        """The ``userid``; those from outside the enterprise have none."""
        return data.get("userid")


def is_inside(request: HttpRequest) -> bool:
    """Whether the page is open in the app's own browser."""
    return APP in request.headers.get("User-Agent", "").lower()


def checked(answer: dict[str, Any]) -> dict[str, Any]:
    """The answer; raises ``OAuth2Error`` with the vendor's number of what went wrong."""
    if answer["errcode"] != 0:
        raise OAuth2Error(f"errcode {answer['errcode']}")
    return answer
