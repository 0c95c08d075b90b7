"""Which helpers the needs mean whom they exclude: by id, or by a name that only one has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from hongmajia.engine.facts import Helper
from hongmajia.match_command.cells import Cells
from hongmajia.spelling import folded, name_key, people_in, says_nothing


class Roll:
    """The helpers of a table, as people write them in another."""

    def __init__(self, helpers: Iterable[Helper]) -> None:
        self._ids: set[str] = set()
        self._known: defaultdict[str, set[str]] = defaultdict(set)
        for helper in helpers:
            self._ids.add(helper.id)
            self._known[folded(helper.id)].add(helper.id)
            self._known[name_key(helper.name)].add(helper.id)

    def excluded(self, cells: Cells) -> frozenset[str]:
        """The ids of the helpers in the cell of exclusions; a fault for each that is nobody's, or
        the name of several.
        """
        ids = {item for item in cells.texts("excluded") if item in self._ids}
        others = [item for item in cells.texts("excluded") if item not in self._ids]
        for written in (name for item in others for name in people_in(item)):
            ids |= self._meant(written, cells)
        return frozenset(ids)

    def _meant(self, written: str, cells: Cells) -> set[str]:
        found = self._known.get(folded(written)) or self._known.get(name_key(written), set())
        if len(found) > 1:
            listed = "、".join(sorted(found))
            cells.fault("excluded", "several_helpers", value=written[:30], ids=listed)
        elif not found and not says_nothing(written):
            cells.fault("excluded", "no_such_helper", value=written[:30])
        return found if len(found) == 1 else set()
