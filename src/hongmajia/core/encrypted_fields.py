"""Model fields whose values are encrypted in the database."""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from .encryption import decrypt_text, encrypt_text


class EncryptedField(models.TextField):  # type: ignore[type-arg]  # takes none at run time
    """A text column that holds ciphertext, in Python the plain value.

    The ciphertext begins with the id of its key, so ``rekey`` finds what is under an old one. A
    subclass says how a plain text is encrypted; an empty text is stored as it is.
    """

    def encrypt(self, plain: str) -> str:
        """What the column holds for ``plain``, under the newest key."""
        raise NotImplementedError

    def decrypt(self, stored: str) -> str:
        """The inverse of ``encrypt``; raises ``UnreadableValue``."""
        raise NotImplementedError


class EncryptedTextField(EncryptedField):
    """A short text, such as an address with a key in it; it cannot be searched."""

    def encrypt(self, plain: str) -> str:
        return encrypt_text(plain, "text") if plain else ""

    def decrypt(self, stored: str) -> str:
        return decrypt_text(stored, "text") if stored else ""

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return None if value is None else self.encrypt(str(value))

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        return None if value is None else self.decrypt(value)


class EncryptedJSONField(EncryptedField):
    """Any JSON value; it cannot be searched."""

    def encrypt(self, plain: str) -> str:
        return encrypt_text(plain, "json")

    def decrypt(self, stored: str) -> str:
        return decrypt_text(stored, "json")

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return self.encrypt(json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False))

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Any:
        return json.loads(self.decrypt(value)) if value else None

    def get_prep_value(self, value: Any) -> Any:
        return value  # TextField would make it a text

    def to_python(self, value: Any) -> Any:
        return value
