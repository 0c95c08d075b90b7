"""OpenID Connect: django-allauth's provider; the ID token alone says who has come.

https://openid.net/specs/openid-connect-core-1_0.html#CodeFlowAuth
"""

from typing import Any

from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest

from .base import IdentityAdapter, IdentityProvider, ask, understood


class Adapter(IdentityAdapter, OpenIDConnectOAuth2Adapter):
    """The exchange with the server; its addresses are those that it publishes."""

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the server publishes about itself."""
        if not hasattr(self, "_published"):
            with understood():
                self._published = ask("GET", self.get_provider().server_url)
        return self._published

    def complete_login(
        self, request: HttpRequest, app: Any, *args: Any, **more: Any
    ) -> SocialLogin:
        """Who has come: signature, issuer, audience and end of the ID token must be right."""
        with understood():
            claims = jwtkit.verify_and_decode(
                credential=more["response"]["id_token"],
                keys_url=self.openid_config["jwks_uri"],
                issuer=self.openid_config["issuer"],
                audience=app.client_id,
                lookup_kid=jwtkit.lookup_kid_jwk,
            )
            return self.get_provider().sociallogin_from_response(request, claims)


class OpenIDConnect(IdentityProvider, OpenIDConnectProvider):
    """A province's own server, or any other."""

    oauth2_adapter_class = Adapter
    pkce_enabled_default = True

    @property
    def server_url(self) -> str:
        """The address of what the server publishes about itself."""
        return str(self.wk_server_url(self.app.settings["server"].rstrip("/")))

    @property
    def for_whom(self) -> str:
        """The remark of the settings."""
        return str(self.app.settings["for_whom"])

    def get_default_scope(self) -> list[str]:
        """Only who has come."""
        return ["openid"]

    def get_oauth2_adapter(self, request: HttpRequest) -> Adapter:
        """The exchange with this server."""
        return Adapter(request, self.app.provider_id)

    def person_of(self, data: dict[str, Any]) -> Any:
        """Subject and issuer: a subject is unique for its issuer only."""
        return f"{data['iss']} {data['sub']}"
