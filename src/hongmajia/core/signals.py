"""How a room to the right hears of an act: by the event of the act, sent inside its transaction."""

from django.dispatch import Signal

acted = Signal()
"""Sent with ``event`` (an ``Event``) and ``subject`` (the object acted on)."""
