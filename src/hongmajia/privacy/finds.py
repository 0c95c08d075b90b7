"""What is found: a place in a text and what kind of thing stands there."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a find is; the value is kept in the database. ``CALLED`` is a surname with a title,
    ``STREET`` a number in a street, which may be an office or a firm."""

    PHONE = "phone"
    LANDLINE = "landline"
    MAIL = "mail"
    ACCOUNT = "account"
    PAPER = "paper"
    PLATE = "plate"
    BANK = "bank"
    ADDRESS = "address"
    STREET = "street"
    NAME = "name"
    CALLED = "called"
    FIRM = "firm"


@dataclass(frozen=True, order=True)
class Find:
    """The characters ``start`` to ``end`` of a text."""

    start: int
    end: int
    kind: Kind

    def of(self, text: str) -> str:
        """Return what was found in ``text``."""
        return text[self.start : self.end]


def joined(finds: Iterable[Find]) -> list[Find]:
    """Return the finds in order; those that overlap become one, of the kind of the longer."""
    result: list[Find] = []
    for find in sorted(finds):
        last = result[-1] if result else None
        if last is None or find.start >= last.end:
            result.append(find)
            continue
        longer = max(last, find, key=lambda each: each.end - each.start)
        result[-1] = Find(last.start, max(last.end, find.end), longer.kind)
    return result
