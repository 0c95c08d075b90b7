"""Objects by the names that people write for them, however these are spelt."""

from collections import defaultdict
from difflib import get_close_matches
from typing import Any

from hongmajia.spelling import name_key

MOST_TO_COMPARE = 1000
"""With more names than this no similar name is searched for: it would take too long."""


class KnownNames:
    """What a list of names may mean. Of objects that share a name none is preferred."""

    def __init__(self) -> None:
        self._meant: defaultdict[str, dict[Any, str]] = defaultdict(dict)
        self._written: dict[str, str] = {}

    def add(self, thing: Any, *names: str, apart: str = "") -> None:
        """Know ``thing`` by ``names``; ``apart`` is what to write where others share its name."""
        for name in filter(None, names):
            self._meant[name_key(name)][thing] = apart
            self._written.setdefault(name_key(name), name)

    def find(self, written: str) -> list[Any]:
        """The objects of this name; none if it is unknown."""
        return list(self._meant.get(name_key(written), ()))

    def ways(self, written: str) -> list[str]:
        """What to write for each of the objects of this name, to tell them apart."""
        return list(filter(None, self._meant.get(name_key(written), {}).values()))

    def near(self, written: str) -> str:
        """The most similar name, or ``""``."""
        if len(self._written) > MOST_TO_COMPARE:
            return ""
        found = get_close_matches(name_key(written), self._written, n=1)
        return self._written[found[0]] if found else ""
