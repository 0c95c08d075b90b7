"""浙政钉 (专有钉钉): its QR page, requests signed with our key, and who has come.

The vendor's pages (https://openplatform-portal.dg-work.cn/portal/, 扫码登录 and 接口签名) open only
with an account of theirs. This follows what was published after them; docs/operations.md says more.
"""

from typing import Any
from urllib.parse import urlsplit

from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from hongmajia.notices.channels.zhezhengding.signing import signature_headers

from .base import IdentityAdapter, IdentityProvider, ask, understood


class Adapter(IdentityAdapter):
    """The exchange with 浙政钉."""

    provider_id = "zhezhengding"
    access_token_url = ""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.authorize_url = self.given["login"]

    def get_access_token_data(
        self, request: HttpRequest, *args: Any, **more: Any
    ) -> dict[str, Any]:
        """The token of our application; with it the code is asked about."""
        with understood():
            asked = {"appkey": self.given["key"], "appsecret": self.given["secret"]}
            found = self._ask("GET", "/gettoken.json", asked)
            return {"access_token": found["accessToken"], "code": request.GET["code"]}

    def complete_login(
        self, request: HttpRequest, app: Any, token: Any, **more: Any
    ) -> SocialLogin:
        """Who has come with the code."""
        with understood():
            asked = {"access_token": token.token, "code": more["response"]["code"]}
            found = self._ask("POST", "/rpc/oauth2/getuserinfo_bycode.json", asked)
            return self.get_provider().sociallogin_from_response(request, found)

    def _ask(self, method: str, path: str, asked: dict[str, str]) -> dict[str, Any]:
        """Send one signed request; the fields are in the order in which they are signed."""
        address = f"{self.given['api']}{path}"
        fields = sorted(asked.items())
        signed = signature_headers(
            method, urlsplit(address).path, fields, self.given["key"], self.given["secret"]
        )
        place = "params" if method == "GET" else "data"
        return content_of(ask(method, address, headers=signed, **{place: fields}))


class Zhezhengding(IdentityProvider):
    """浙政钉; an ``accountId`` is unique in all of it."""

    id = "zhezhengding"
    name = _("浙政钉")
    for_whom = _("工会和机关干部")
    oauth2_adapter_class = Adapter

    def get_default_scope(self) -> list[str]:
        """Who has come."""
        return ["get_user_info"]

    def get_auth_params(self) -> dict[str, str]:
        """People sign in by the QR code."""
        return {"authType": "QRCODE"}

    def person_of(self, data: dict[str, Any]) -> Any:
        """The ``accountId``."""
        return data["accountId"]


def content_of(answer: dict[str, Any]) -> dict[str, Any]:
    """What an answer is about; raises ``OAuth2Error`` with the vendor's number of what it lacks."""
    content = answer.get("content") or {}
    if not answer.get("success") or not content.get("success"):
        number = content.get("responseCode") or answer.get("bizErrorCode") or answer.get("Code")
        raise OAuth2Error(f"responseCode {number}")
    return dict(content["data"])
