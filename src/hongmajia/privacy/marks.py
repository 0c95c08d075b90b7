"""Blanking finds, and keeping what was blanked while the blanked text is edited."""

from collections.abc import Iterable
from difflib import SequenceMatcher

from .finds import Find

MARK = "××"
"""What stands for a find, as on official notices; no find but a single surname is shorter."""


def mark_of(find: Find) -> str:
    """Return the mark for a find; never longer than the find, so that no column overflows."""
    return MARK[: find.end - find.start]


def blanked(text: str, finds: Iterable[Find]) -> str:
    """Return ``text`` with a mark for each find; the finds are in order and do not overlap."""
    parts, end = [], 0
    for find in finds:
        parts += [text[end : find.start], mark_of(find)]
        end = find.end
    return "".join([*parts, text[end:]])


def carried_over(edited: str, original: str, finds: Iterable[Find]) -> tuple[str, list[Find]]:
    """Put back what was blanked where its mark still stands in the ``edited`` text.

    ``finds`` are those of ``original``, whose blanked text the person edited. Returns the new
    original and the finds that were put back.
    """
    finds = list(finds)
    places = _places_of_marks(edited, original, finds)
    parts, kept, end, shift = [], [], 0, 0
    for find, place in places:
        parts += [edited[end:place], find.of(original)]
        end = place + len(mark_of(find))
        length = find.end - find.start
        kept.append(Find(place + shift, place + shift + length, find.kind))
        shift += length - len(mark_of(find))
    return "".join([*parts, edited[end:]]), kept


def _places_of_marks(edited: str, original: str, finds: list[Find]) -> list[tuple[Find, int]]:
    """Return each find whose mark is unchanged in the edited text, with the mark's place there."""
    shown = blanked(original, finds)
    blocks = SequenceMatcher(None, shown, edited, autojunk=False).get_matching_blocks()
    result, shift = [], 0
    for find in finds:
        start, size = find.start - shift, len(mark_of(find))
        shift += find.end - find.start - size
        for block in blocks:
            if block.a <= start and start + size <= block.a + block.size:
                result.append((find, start - block.a + block.b))
    return result
