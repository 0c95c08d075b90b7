"""Uploaded files that are encrypted on disk."""

import os
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible

from .encryption import KEY_ID_LENGTH, decrypt_bytes, encrypt_bytes, field_keys

PURPOSE = "file"


@deconstructible
class EncryptedStorage(FileSystemStorage):
    """Files below MEDIA_ROOT; each is encrypted and decrypted in memory, so they must be small."""

    def _save(self, name: str, content: Any) -> str:
        content.seek(0)
        sealed = ContentFile(encrypt_bytes(content.read(), PURPOSE))
        kept: str = super()._save(name, sealed)  # type: ignore[misc]  # not in the stubs
        return kept

    def _open(self, name: str, mode: str = "rb") -> Any:
        with super()._open(name) as file:  # type: ignore[misc]  # not in the stubs
            return ContentFile(decrypt_bytes(file.read(), PURPOSE), name=name)

    def encrypt_in_place(self, name: str) -> None:
        """Encrypt a file that was stored in the clear; an encrypted one stays as it is."""
        content = self._stored(name)
        if not is_encrypted(content):
            self._replace(name, encrypt_bytes(content, PURPOSE))

    def decrypt_in_place(self, name: str) -> None:
        """The inverse of ``encrypt_in_place``; a file in the clear stays as it is."""
        content = self._stored(name)
        if is_encrypted(content):
            self._replace(name, decrypt_bytes(content, PURPOSE))

    def rekey(self, name: str) -> bool:
        """Encrypt the file under the newest key; whether it was under another, and is there."""
        try:
            content = self._stored(name)
        except FileNotFoundError:
            return False
        if content.startswith(field_keys()[0].id.encode()):
            return False
        self._replace(name, encrypt_bytes(decrypt_bytes(content, PURPOSE), PURPOSE))
        return True

    def _stored(self, name: str) -> bytes:
        with super()._open(name) as file:  # type: ignore[misc]  # not in the stubs
            content: bytes = file.read()
        return content

    def _replace(self, name: str, content: bytes) -> None:
        """Readers find the old file or the new one, never a part."""
        path = self.path(name)
        draft = f"{path}.draft"
        with open(draft, "wb") as file:
            file.write(content)
        os.replace(draft, path)


def is_encrypted(content: bytes) -> bool:
    """Whether the content begins with the id of a key of this installation."""
    return content[:KEY_ID_LENGTH] in {key.id.encode() for key in field_keys()}
