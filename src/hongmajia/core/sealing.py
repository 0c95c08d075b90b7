"""Facts that end at a set time, encrypted: to be kept in a session, which the database stores."""

import json
import time
from typing import Any

from .encryption import UnreadableValue, decrypt_text, encrypt_text


def seal(facts: dict[str, Any], purpose: str) -> str:
    """The ``facts`` encrypted; ``facts["until"]`` is when they end, in seconds since 1970."""
    return encrypt_text(json.dumps(facts, ensure_ascii=False), purpose)


def unseal(sealed: str, purpose: str) -> dict[str, Any] | None:
    """The facts that were sealed for this ``purpose``; ``None`` if they have ended.

    So also for nothing, and for what was sealed with a key that is not used any more.
    """
    if not sealed:
        return None
    try:
        facts: dict[str, Any] = json.loads(decrypt_text(sealed, purpose))
    except UnreadableValue:
        return None
    return facts if facts["until"] > time.time() else None
