"""浙里办 (浙江政务服务网, 个人用户): a ticket that is asked about.

The vendor's page (单点登录组件接入) comes with the 接入码 and is not published. This follows what
others published after it; docs/operations.md says more.
"""

import hashlib
from typing import Any
from urllib.parse import urlencode

from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Client, OAuth2Error
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .base import IdentityAdapter, IdentityProvider, ask, understood


class Client(OAuth2Client):
    """Its ways of leading to the page and of asking about a ticket."""

    def get_redirect_url(self, authorization_url: str, scope: Any, extra: dict[str, Any]) -> str:
        """The page. It knows no ``state``, so that stands in the address to come back to."""
        back = f"{self.callback_url}?{urlencode({'state': self.state})}"
        asked = {
            "action": "oauth",
            "scope": "1",
            "servicecode": self.consumer_key,
            "goto": back,
            "redirectUrl": back,
        }
        return f"{authorization_url}?{urlencode(asked)}"

    def get_access_token(self, code: str, pkce_code_verifier: Any = None) -> dict[str, Any]:
        """The token that stands for the ticket's person."""
        answer = self.asked("ticketValidation", st=code)
        return {"access_token": answer["token"]}

    def asked(self, what: str, **fields: str) -> dict[str, Any]:
        """One signed request; raises ``OAuth2Error`` with the vendor's number of what was wrong."""
        moment = timezone.localtime().strftime("%Y%m%d%H%M%S")
        text = f"{self.consumer_key}{self.consumer_secret}{moment}"
        signature = hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
        signed = {"servicecode": self.consumer_key, "time": moment, "sign": signature}
        form = {"method": what, **signed, "datatype": "json", **fields}
        answer = ask("POST", self.access_token_url, data=form)
        if str(answer["result"]) != "0":
            raise OAuth2Error(f"result {answer['result']}")
        return answer


class Adapter(IdentityAdapter):
    """The exchange with 浙里办."""

    provider_id = "zheliban"
    client_class = Client

    def __init__(self, request: HttpRequest) -> None:
        if "ticket" in request.GET:
            fields: Any = request.GET.copy()
            fields["code"] = fields["ticket"]
            request.GET = fields
        super().__init__(request)
        self.authorize_url = self.given["login"]
        self.access_token_url = self.given["api"]

    def complete_login(
        self, request: HttpRequest, app: Any, token: Any, **more: Any
    ) -> SocialLogin:
        """Who has come."""
        with understood():
            found = self.get_client(request, app).asked("getUserInfo", token=token.token)
            return self.get_provider().sociallogin_from_response(request, found)


class Zheliban(IdentityProvider):
    """浙里办; a ``userid`` is unique in all of it."""

    id = "zheliban"
    name = _("浙里办")
    for_whom = _("企业、职工")
    oauth2_adapter_class = Adapter

    def person_of(self, data: dict[str, Any]) -> Any:
        """The ``userid``."""
        return data["userid"]
