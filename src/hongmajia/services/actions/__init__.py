"""The acts of the services room."""

from .threads import mark_read, send_message, take_back

__all__ = ["mark_read", "send_message", "take_back"]
