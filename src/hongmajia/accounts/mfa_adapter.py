"""What django-allauth asks of us about second factors: encryption, names, our words."""

from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.encryption import decrypt_text, encrypt_text

PURPOSE = "second factor"


class MfaAdapter(DefaultMFAAdapter):
    """Secrets of second factors are encrypted at rest, like telephone numbers."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy("没有认出来，请再试一次。"),
    }

    def encrypt(self, text: str) -> str:
        """What the database holds for a secret."""
        return encrypt_text(text, PURPOSE)

    def decrypt(self, encrypted_text: str) -> str:
        """The inverse of ``encrypt``; raises ``UnreadableValue``."""
        return decrypt_text(encrypted_text, PURPOSE)

    def get_totp_issuer(self) -> str:
        """The name under which authenticator apps list the account."""
        return _("红马甲")

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The site, as browsers show it beside a security key."""
        return {**super().get_public_key_credential_rp_entity(), "name": _("红马甲")}

    def _get_user_identifier(self, user: Any) -> str:
        return str(user.sign_in_name)
