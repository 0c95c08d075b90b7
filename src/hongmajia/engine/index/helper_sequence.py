"""Helpers in a row, as they are today: the facts as given, with the room that is left now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import overload

import numpy as np
from numpy.typing import NDArray

from hongmajia.engine.facts import Helper


class Roster(Sequence[Helper]):
    """A sequence of helpers whose facts may lie in a file, read one by one as they are needed."""

    def __init__(
        self, facts: Sequence[Helper], ids: tuple[str, ...], capacity: NDArray[np.int64]
    ) -> None:
        """Use `of`."""
        self._facts, self.ids, self._capacity = facts, ids, capacity

    @classmethod
    def of(cls, facts: Sequence[Helper], capacity: NDArray[np.int64]) -> Roster:
        """These helpers; a sequence that names its ids itself is not gone through."""
        ids = getattr(facts, "ids", None)
        return cls(facts, tuple(helper.id for helper in facts) if ids is None else ids, capacity)

    def with_capacity(self, capacity: NDArray[np.int64]) -> Roster:
        """The same helpers with other room."""
        return Roster(self._facts, self.ids, capacity)

    def __len__(self) -> int:
        """How many helpers."""
        return len(self.ids)

    @overload
    def __getitem__(self, row: int) -> Helper: ...
    @overload
    def __getitem__(self, row: slice) -> Sequence[Helper]: ...
    def __getitem__(self, row: int | slice) -> Helper | Sequence[Helper]:
        """The helper of a row, with the room he has today."""
        if isinstance(row, slice):
            return [self[each] for each in range(*row.indices(len(self)))]
        helper, room = self._facts[row], int(self._capacity[row])
        return helper if helper.capacity == room else replace(helper, capacity=room)
