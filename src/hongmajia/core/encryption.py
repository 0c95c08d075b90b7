"""Encryption of personal values at rest: AES-256-GCM, and keyed hashes to find them by.

From each secret of ``settings.FIELD_KEYS`` HKDF-SHA256 (RFC 5869) derives a key for AES-GCM
(NIST SP 800-38D, random 96-bit nonces), one for the hashes, and a short public id. The id stands
before each encrypted value, so that several secrets can be in use while keys are changed: the
first encrypts, all decrypt and search.
"""

import hmac
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from functools import cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.signals import setting_changed
from django.dispatch import receiver
from django.utils.translation import gettext as _

KEY_ID_LENGTH = 8
"""Hexadecimal digits of a key's public id."""
NONCE_LENGTH = 12
"""Bytes."""


class UnreadableValue(ImproperlyConfigured):
    """A stored value cannot be decrypted: its key is missing, or it has been altered."""


@dataclass(frozen=True)
class FieldKey:
    """What is derived from one secret."""

    id: str
    cipher: AESGCM
    index_key: bytes

    @classmethod
    def of(cls, secret: str) -> "FieldKey":
        derive = HKDF(SHA256(), length=68, salt=None, info=b"hongmajia field key")
        derived = derive.derive(secret.encode())
        return cls(derived[64:].hex(), AESGCM(derived[:32]), derived[32:64])

    def encrypt(self, plain: bytes, bound_to: bytes) -> bytes:
        """Nonce, ciphertext and tag; only together with the same ``bound_to`` they decrypt."""
        nonce = os.urandom(NONCE_LENGTH)
        return nonce + self.cipher.encrypt(nonce, plain, bound_to)

    def decrypt(self, sealed: bytes, bound_to: bytes) -> bytes:
        """Raises ``UnreadableValue`` when anything was altered."""
        try:
            return self.cipher.decrypt(sealed[:NONCE_LENGTH], sealed[NONCE_LENGTH:], bound_to)
        except (InvalidTag, ValueError) as error:
            raise UnreadableValue(_("有加密的数据被改动过，解不开。")) from error

    def digest(self, purpose: str, plain: str, length: int) -> str:
        """HMAC-SHA256 of ``plain`` in this key, cut to ``length`` characters of base64 (6 bits
        each); ``purpose`` keeps different uses of the key apart."""
        full = hmac.digest(self.index_key, f"{purpose}:{plain}".encode(), "sha256")
        return urlsafe_b64encode(full).decode()[:length]


@cache
def field_keys() -> tuple[FieldKey, ...]:
    """The keys of this installation; the first encrypts what is written from now on."""
    return tuple(map(FieldKey.of, settings.FIELD_KEYS))


@receiver(setting_changed)
def _forget_keys(setting: str, **_signal: Any) -> None:
    if setting == "FIELD_KEYS":
        field_keys.cache_clear()


def key_with_id(key_id: str) -> FieldKey:
    """Return the key with this id; ``UnreadableValue`` if this installation does not have it."""
    for key in field_keys():
        if key.id == key_id:
            return key
    message = _("缺少解密用的密钥%(id)s，请检查HONGMAJIA_FIELD_KEY。")
    raise UnreadableValue(message % {"id": key_id})


def encrypt_bytes(plain: bytes, purpose: str) -> bytes:
    """``plain`` under the newest key, its id in front. ``purpose`` is needed to decrypt it."""
    key = field_keys()[0]
    return key.id.encode() + key.encrypt(plain, purpose.encode())


def decrypt_bytes(sealed: bytes, purpose: str) -> bytes:
    """The inverse of ``encrypt_bytes``; raises ``UnreadableValue``."""
    key = key_with_id(sealed[:KEY_ID_LENGTH].decode("ascii", "replace"))
    return key.decrypt(sealed[KEY_ID_LENGTH:], purpose.encode())


def encrypt_text(plain: str, purpose: str) -> str:
    """``encrypt_bytes`` for a text column."""
    key = field_keys()[0]
    return key.id + to_base64(key.encrypt(plain.encode(), purpose.encode()))


def decrypt_text(sealed: str, purpose: str) -> str:
    """The inverse of ``encrypt_text``; raises ``UnreadableValue``."""
    key = key_with_id(sealed[:KEY_ID_LENGTH])
    return key.decrypt(from_base64(sealed[KEY_ID_LENGTH:]), purpose.encode()).decode()


def to_base64(content: bytes) -> str:
    return urlsafe_b64encode(content).decode().rstrip("=")


def from_base64(text: str) -> bytes:
    """Raises ``UnreadableValue`` for what is no base64."""
    try:
        return urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError as error:
        raise UnreadableValue(_("有加密的数据被改动过，解不开。")) from error
