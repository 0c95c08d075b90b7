"""Slots in the pages of this room, which other rooms fill (docs/architecture.md, Rooms)."""

from enum import StrEnum


class SecuritySlot(StrEnum):
    """The slots of the security administrator's page."""

    PROGRAMS = "security.programs"
    """link: the accounts of programs; the URL takes no key"""
