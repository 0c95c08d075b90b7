"""Encrypted sessions: while somebody signs in they hold codes and telephone numbers."""

import json
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from .encryption import UnreadableValue, decrypt_text, encrypt_text

PURPOSE = "session"


class SessionStore(DatabaseStore):
    """Django's sessions in the database, with the content under the key of encrypted fields."""

    def encode(self, session_dict: dict[str, Any]) -> str:
        """The content as the database holds it."""
        return encrypt_text(json.dumps(session_dict), PURPOSE)

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        """The inverse of ``encode``; a content that cannot be read is an empty session."""
        try:
            content: dict[str, Any] = json.loads(decrypt_text(str(session_data), PURPOSE))
        except UnreadableValue:
            return {}
        return content
