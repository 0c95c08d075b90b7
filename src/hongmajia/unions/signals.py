"""Signals by which rooms to the right have a say before roles are written."""

from django.dispatch import Signal

seats_wanted = Signal()
"""Sent with ``seats`` (memberships not saved yet) before many are written at once, which sends no
``pre_save``; a receiver refuses by raising ``Refused``.
"""
