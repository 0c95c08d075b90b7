"""A model field for phone numbers that are encrypted at rest and can still be found.

One column holds, separated by colons: the id of the key, a keyed hash of the whole number, a keyed
hash of its last four digits, and the encrypted number. The hashes are the blind index; because
they stand in the same column they are written, copied to history tables and erased with it. The
number is bound to what stands before it (associated data), so neither hash can be changed alone.

    phone = EncryptedPhoneField(_("手机号"))

    class Meta:
        indexes = [Index(PhoneDigest("phone"), name="artisan_phone")]

    Model.objects.filter(phone="138 1234 1234")
    Model.objects.filter(phone__in=[…])
    Model.objects.filter(phone__last4="1234")
"""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import EmptyResultSet, FieldError
from django.db import models
from django.db.models import Func
from django.db.models.lookups import IsNull, Lookup

from hongmajia.spelling import LAST_DIGITS, read_phone

from .encrypted_fields import EncryptedField
from .encryption import (
    KEY_ID_LENGTH,
    FieldKey,
    UnreadableValue,
    field_keys,
    from_base64,
    key_with_id,
    to_base64,
)
from .fields import PhoneField
from .validators import validate_phone

DIGEST_LENGTH = 22
"""Characters of the hash of a whole number: 132 bits."""
LAST_DIGEST_LENGTH = 11
"""Characters of the hash of the last four digits: 66 bits."""
PREFIX_LENGTH = KEY_ID_LENGTH + 1 + DIGEST_LENGTH
"""Characters up to the end of the first hash: one number under one key has one prefix."""


class PhoneDigest(Func):
    """The part of the column by which a whole number is found; for indexes and constraints.

    The positions stand in the SQL itself: an index on an expression serves only a query with the
    same text, and SQLite compares before parameters are filled in.
    """

    template = f"SUBSTR(%(expressions)s, 1, {PREFIX_LENGTH})"
    output_field = models.TextField()


class LastDigitsDigest(Func):
    """The part of the column by which the last four digits are found; for indexes."""

    template = f"SUBSTR(%(expressions)s, {PREFIX_LENGTH + 2}, {LAST_DIGEST_LENGTH})"
    output_field = models.TextField()


def phone_prefix(number: str, key: FieldKey) -> str:
    """What an encrypted ``number`` begins with under ``key``."""
    return f"{key.id}:{key.digest('phone', number, DIGEST_LENGTH)}"


def last_digits_digest(digits: str, key: FieldKey) -> str:
    return key.digest("last4", digits, LAST_DIGEST_LENGTH)


def encrypt_phone(number: str) -> str:
    """The column's value for ``number`` (digits) under the newest key; nothing stays nothing."""
    if not number:
        return ""
    key = field_keys()[0]
    head = f"{phone_prefix(number, key)}:{last_digits_digest(number[-LAST_DIGITS:], key)}:"
    return head + to_base64(key.encrypt(number.encode(), head.encode()))


def decrypt_phone(stored: str) -> str:
    """The inverse of ``encrypt_phone``; raises ``UnreadableValue``."""
    if not stored:
        return ""
    head, colon, sealed = stored.rpartition(":")
    if not colon:
        raise UnreadableValue("a phone number is stored without encryption")
    key = key_with_id(head[:KEY_ID_LENGTH])
    return key.decrypt(from_base64(sealed), (head + colon).encode()).decode()


class EncryptedPhoneField(EncryptedField):
    """A phone number as digits in Python, encrypted in the database.

    Lookups: ``exact``, ``in``, ``isnull`` and ``last4``; every other raises ``FieldError``, since
    it would compare ciphertext and find nothing. Numbers are normalised by ``read_phone`` when
    they are cleaned, written and looked up. Ordering and grouping by it mean nothing.
    """

    default_validators = [validate_phone]

    def encrypt(self, plain: str) -> str:
        return encrypt_phone(plain)

    def decrypt(self, stored: str) -> str:
        return decrypt_phone(stored)

    def to_python(self, value: Any) -> str:
        return read_phone(value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return None if value is None else encrypt_phone(read_phone(value))

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        return None if value is None else decrypt_phone(value)

    def formfield(self, **options: Any) -> Any:
        # Past TextField, which would ask for a text area.
        return models.Field.formfield(self, **{"form_class": PhoneField, **options})

    def get_lookup(self, lookup_name: str) -> type[Lookup[Any]]:
        """Raises ``FieldError`` for a lookup that cannot work on ciphertext."""
        try:
            return LOOKUPS[lookup_name]
        except KeyError:
            known = ", ".join(LOOKUPS)
            message = f"{self.name} is encrypted: only {known} work, not {lookup_name}"
            raise FieldError(message) from None

    def get_transform(self, lookup_name: str) -> Any:
        return None


class _ByDigest(Lookup[Any]):
    """Compares one part of the column with the hashes of what is looked for, under every key."""

    part: type[Func]
    prepare_rhs = False

    def wanted(self) -> Iterable[str]:
        """The values looked for, normalised."""
        if hasattr(self.rhs, "resolve_expression"):
            raise FieldError("an encrypted phone number can be compared with plain values only")
        values = [self.rhs] if isinstance(self.rhs, str | int) else self.rhs
        return dict.fromkeys(map(read_phone, values))

    def digest(self, value: str, key: FieldKey) -> str:
        raise NotImplementedError

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        # A number that is not there is stored as "", which has no key and no hash.
        digests = [self.digest(v, k) if v else "" for v in self.wanted() for k in field_keys()]
        if not digests:
            raise EmptyResultSet
        sql, params = compiler.compile(self.part(self.lhs))
        places = ", ".join(["%s"] * len(digests))
        return f"{sql} IN ({places})", (*params, *digests)


class _ByNumber(_ByDigest):
    part = PhoneDigest

    def digest(self, value: str, key: FieldKey) -> str:
        return phone_prefix(value, key)


class Exact(_ByNumber):
    lookup_name = "exact"


class In(_ByNumber):
    lookup_name = "in"


class Last4(_ByDigest):
    """``phone__last4="1234"``, or any of several endings."""

    lookup_name = "last4"
    part = LastDigitsDigest

    def digest(self, value: str, key: FieldKey) -> str:
        return last_digits_digest(value, key)


LOOKUPS: dict[str, type[Lookup[Any]]] = {
    "exact": Exact,
    "in": In,
    "last4": Last4,
    "isnull": IsNull,
}
