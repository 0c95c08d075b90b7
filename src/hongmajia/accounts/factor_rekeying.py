"""The secrets of second factors under the newest key of the installation."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction

from hongmajia.core.encryption import KEY_ID_LENGTH, field_keys

from .mfa_adapter import MfaAdapter

SECRETS = ("secret", "seed")
"""Where ``Authenticator.data`` holds what is encrypted: of an app, and of recovery codes."""


def rekey_factors() -> int:
    """Encrypt the secrets of all second factors under the newest key; how many were not."""
    keys = Authenticator.objects.values_list("pk", flat=True)
    return sum(map(_rekey, list(keys)))


@transaction.atomic
def _rekey(pk: int) -> bool:
    """Whether it had to be; a code that is used meanwhile stays used."""
    factor = Authenticator.objects.select_for_update().filter(pk=pk).first()
    outdated = {name: sealed for name, sealed in _secrets(factor) if not _is_newest(sealed)}
    if not outdated:
        return False
    adapter = MfaAdapter()
    anew = {name: adapter.encrypt(adapter.decrypt(old)) for name, old in outdated.items()}
    factor.data = {**factor.data, **anew}
    factor.save(update_fields=["data"])
    return True


def _secrets(factor: Any) -> list[tuple[str, str]]:
    data = factor.data if factor else {}
    return [(name, data[name]) for name in SECRETS if name in data]


def _is_newest(sealed: str) -> bool:
    return sealed[:KEY_ID_LENGTH] == field_keys()[0].id
