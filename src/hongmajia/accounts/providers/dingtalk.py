"""钉钉: django-allauth's provider, at the addresses of the settings.

https://open.dingtalk.com/document/orgapp/tutorial-obtaining-user-personal-information
"""

from typing import Any

from allauth.socialaccount.providers.dingtalk.views import DingTalkOAuth2Adapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from .base import IdentityAdapter, IdentityProvider


class Adapter(IdentityAdapter, DingTalkOAuth2Adapter):
    """The exchange with 钉钉."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.authorize_url = self.given["login"]
        self.access_token_url = self.given["token"]
        self.profile_url = self.given["person"]


class DingTalk(IdentityProvider):
    """钉钉; a person's ``openId`` is unique for our application."""

    id = "dingtalk"
    name = _("钉钉")
    for_whom = _("企业、劳模工匠")
    oauth2_adapter_class = Adapter

    @property
    def realm(self) -> str:
        """Our application."""
        return str(self.app.client_id)

    def get_default_scope(self) -> list[str]:
        """Only who has come."""
        return ["openid"]

    def get_auth_params(self) -> dict[str, str]:
        """What the page of 钉钉 asks for besides."""
        return {"prompt": "consent"}

    def person_of(self, data: dict[str, object]) -> object:
        """The ``openId``."""
        return data["openId"]

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """The ``unionId``: work notices are sent by it, not by the ``openId`` (ADR 72)."""
        return {"union_id": str(data["unionId"])} if data.get("unionId") else {}
