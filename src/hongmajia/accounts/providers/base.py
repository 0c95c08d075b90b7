"""What all providers have in common: they say who has come, and nothing else of it is kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import ProviderAccount
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.provider import OAuth2Provider
from allauth.socialaccount.providers.oauth2.views import OAuth2Adapter
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest
from django.urls import reverse

from hongmajia.core.addresses import absolute


class IdentityProvider(OAuth2Provider):
    """A provider; from its answer only the person's number is taken, no name and no address."""

    account_class = ProviderAccount
    for_whom: Any = ""
    """The remark beside its name on the sign-in page."""

    def is_offered(self) -> bool:
        """Whether its page can be opened from where the person is."""
        return True

    @property
    def realm(self) -> str:
        """Within what the person's number is unique; empty if that never changes."""
        return ""

    def person_of(self, data: dict[str, Any]) -> Any:
        """The person's number in the provider's answer; ``KeyError`` where it says nobody."""
        raise NotImplementedError

    def extract_uid(self, data: dict[str, Any]) -> str:
        """The person's number, with its realm: nobody inherits a link when a setting changes."""
        if not (person := self.person_of(data)):
            raise OAuth2Error("the answer names nobody")
        return f"{self.realm} {person}".strip()

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """Nothing is kept."""
        return {}

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        """Nothing is taken over into an account."""
        return {}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[Any]:
        """Nobody is recognised by an address."""
        return []


class IdentityAdapter(OAuth2Adapter):
    """The exchange with one provider, at the addresses of the settings."""

    @property
    def given(self) -> dict[str, str]:
        """The provider's settings."""
        return dict(self.get_provider().app.settings)

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        """Where the provider sends people back to; the public site, whatever ``Host`` says."""
        return absolute(reverse("provider_back", args=[self.provider_id]))

    def get_access_token_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The provider's answer to the code."""
        with understood():
            return dict(super().get_access_token_data(*args, **kwargs))

    def complete_login(self, *args: Any, **kwargs: Any) -> SocialLogin:
        """Who has come."""
        with understood():
            return super().complete_login(*args, **kwargs)


@contextmanager
def understood() -> Iterator[None]:
    """Answers that are not as documented are errors of the provider, not of ours."""
    try:
        yield
    except (KeyError, TypeError, ValueError, AttributeError, ImproperlyConfigured) as error:
        raise OAuth2Error(
            f"an answer that cannot be understood ({type(error).__name__})"
        ) from error


def ask(method: str, address: str, **options: Any) -> dict[str, Any]:
    """Ask a provider and return its JSON object; raises ``requests.RequestException``."""
    with get_adapter().get_requests_session() as session:
        answer = session.request(method, address, **options)
        answer.raise_for_status()
        found: dict[str, Any] = answer.json()
        return found
