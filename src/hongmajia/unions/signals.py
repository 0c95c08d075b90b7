"""Signals of the unions, to which rooms to the right listen."""

from django.dispatch import Signal

seats_wanted = Signal()
"""Sent with ``seats`` (memberships not saved yet) before many are written at once, which sends no
``pre_save``; a receiver refuses by raising ``Refused``.
"""

regions_changed = Signal()
"""Sent after regions were added or removed; what was computed from all of them is out of date."""

firms_merge = Signal()
"""Sent with ``kept`` and ``given_up`` before the rows of one enterprise go over to the other; a
receiver refuses by raising ``Refused``.
"""
