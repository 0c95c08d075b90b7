"""Slots in the pages of this room, which other rooms fill (docs/architecture.md, Rooms)."""

from enum import StrEnum


class FigureSlot(StrEnum):
    """The slots of the pages of figures."""

    TABLES = "figures.tables"
    """link: blank tables of the superior, filled with the figures; the URL takes no key"""
