"""微信: people who open our pages in its app, known by their ``openid`` at our 服务号.

https://developers.weixin.qq.com/doc/service/guide/h5/auth.html (page, code, ``openid``). The page
opens within the app only.
"""

from typing import Any
from urllib.parse import urlencode

from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Client, OAuth2Error
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from .base import IdentityAdapter, IdentityProvider, ask, understood

APP, ENTERPRISE = "micromessenger", "wxwork"
"""How the app's own browser names itself; that of 企业微信 has both words."""


class Client(OAuth2Client):
    """Its ways of leading to the page and of asking who has come."""

    def get_redirect_url(self, authorization_url: str, scope: Any, extra: dict[str, Any]) -> str:
        """The page; with ``snsapi_base`` people agree by opening it."""
        asked = {
            "appid": self.consumer_key,
            "redirect_uri": self.callback_url,
            "response_type": "code",
            "scope": "snsapi_base",
            "state": self.state,
        }
        return f"{authorization_url}?{urlencode(asked)}#wechat_redirect"

    def get_access_token(self, code: str, pkce_code_verifier: Any = None) -> dict[str, Any]:
        """The answer to the code, which has the ``openid`` already."""
        asked = {
            "appid": self.consumer_key, "secret": self.consumer_secret,
            "code": code, "grant_type": "authorization_code",
        }  # fmt: skip
        answer = ask("GET", self.access_token_url, params=asked)
        if code_of_error := answer.get("errcode"):
            raise OAuth2Error(f"errcode {code_of_error}")
        return answer


class Adapter(IdentityAdapter):
    """The exchange with 微信."""

    provider_id = "wechat"
    client_class = Client

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.authorize_url = self.given["login"]
        self.access_token_url = f"{self.given['api']}/sns/oauth2/access_token"

    def complete_login(
        self, request: HttpRequest, app: Any, token: Any, **more: Any
    ) -> SocialLogin:
        """Who has come with the code."""
        with understood():
            return self.get_provider().sociallogin_from_response(request, more["response"])


class WeChat(IdentityProvider):
    """微信; an ``openid`` is unique for our 服务号."""

    id = "wechat"
    name = _("微信")
    for_whom = _("在微信里打开时")
    oauth2_adapter_class = Adapter

    def is_offered(self) -> bool:
        """Its page opens within the app only."""
        return is_inside(self.request)

    @property
    def realm(self) -> str:
        """Our 服务号."""
        return str(self.app.client_id)

    def person_of(self, data: dict[str, Any]) -> Any:
        """The ``openid``."""
        return data["openid"]


def is_inside(request: HttpRequest) -> bool:
    """Whether the page is open in the app's own browser."""
    agent = request.headers.get("User-Agent", "").lower()
    return APP in agent and ENTERPRISE not in agent
