"""Finding records by number, name, telephone number and code (ADR 49); ``search_kinds`` has words.

A room registers a finder in its ``registrations.py``. A finder starts with ``visible_to``, looks
for names and numbers only among the records whose names and numbers the reader may see, and makes
one query or two.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple

from hongmajia.spelling import LAST_DIGITS, PHONE, folded, name_key, read_code, read_phone

from .asked import key_of
from .search import tidy

MOST_SHOWN = 8
"""Records of one kind on the page; who finds more adds a word."""
NUMBER = re.compile(r"(?:(.{1,10})-)?([0-9]{1,9})")
"""The number of a record, such as ``浙2026-0418`` or ``418``, as ``folded``."""
CODE = re.compile(r"HM-?([2-9A-Z]{4})-?([2-9A-Z]{4})")
"""A tracking code, with or without its hyphens."""


@dataclass(frozen=True)
class Asked:
    """What was typed into the search, read in each way in which it can be meant.

    An empty string or ``None`` stands for what it cannot be: ``418`` is no tracking code.
    """

    words: str
    name: str
    """as names are compared (``name_key``)"""
    row: int | None
    """the key of a record, from its number"""
    prefix: str
    """what stood before it in its number, as ``folded``"""
    code: str
    """a tracking code"""
    credit_code: str
    phone: str
    """a whole mobile number"""
    ending: str
    """the last four digits of one"""

    @property
    def is_phone(self) -> bool:
        """Whether it finds people by their number, which is logged."""
        return bool(self.phone or self.ending)


def read_search(typed: str, *, phones: bool) -> Asked:
    """Read what was typed; without ``phones`` it is never taken for a mobile number."""
    words = tidy(typed)
    digits = read_phone(words) if phones else ""
    prefix, row = read_number(words)
    code = CODE.fullmatch(read_code(words))
    return Asked(
        words=words,
        name=name_key(words),
        row=row,
        prefix=prefix,
        code="HM-" + "-".join(code.groups()) if code else "",
        credit_code=read_code(words),
        phone=digits if PHONE.fullmatch(digits) else "",
        ending=digits if re.fullmatch(rf"[0-9]{{{LAST_DIGITS}}}", digits) else "",
    )


def read_number(typed: str) -> tuple[str, int | None]:
    """The prefix, as ``folded``, and the key in the number of a record; no key if it is none."""
    found = NUMBER.fullmatch(folded(typed))
    return (found[1] or "", key_of(found[2])) if found else ("", None)


class Found(NamedTuple):
    """One record that was found: what to call it, where its page is, and what tells it apart."""

    label: str
    url: str
    facts: tuple[str, ...] = ()


class Group(NamedTuple):
    """The records of one kind; ``is_cut`` says that there are more than are shown."""

    label: str
    rows: list[Found]
    is_cut: bool


Finder = Callable[[Asked, Any], Iterable[Found]]
"""Takes what was asked and who reads; gives records they may see, the likeliest first."""

_finders: list[tuple[int, Any, Finder]] = []


def register_finder(place: int, label: Any, find: Finder) -> None:
    """Let the search find records of a kind; ``label`` is the heading of its group.

    The groups stand on the page in the order of ``place``.
    """
    _finders.append((place, label, find))
    _finders.sort(key=lambda each: each[0])


def find_everything(asked: Asked, reader: Any) -> list[Group]:
    """What was found, by kind; groups without a record are left out."""
    groups = []
    for _place, label, find in _finders:
        rows = list(islice(find(asked, reader), MOST_SHOWN + 1))
        if rows:
            groups.append(Group(str(label), rows[:MOST_SHOWN], len(rows) > MOST_SHOWN))
    return groups
