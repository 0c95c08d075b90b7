"""Signals by which rooms to the right have a say before something of this room is written."""

from django.dispatch import Signal

seats_wanted = Signal()
"""Sent with ``seats`` (memberships not saved yet) before many are written at once, which sends no
``pre_save``; a receiver refuses by raising ``Refused``.
"""

firms_merge = Signal()
"""Sent with ``kept`` and ``given_up`` before the rows of one enterprise go over to the other; a
receiver refuses by raising ``Refused``.
"""
