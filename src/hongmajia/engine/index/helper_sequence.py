"""The helpers of an index as a sequence, with their current capacity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from hongmajia.engine.facts import Helper
from hongmajia.engine.index.helper_rows import HelperRows


class HelperSequence(HelperRows):
    """Helpers whose facts may be in a file and are read one by one, as they are used."""

    def __init__(
        self, facts: Sequence[Helper], ids: tuple[str, ...], capacity: NDArray[np.int64]
    ) -> None:
        """For internal use: call `of`."""
        self._facts, self.ids, self._capacity = facts, ids, capacity

    @classmethod
    def of(cls, facts: Sequence[Helper], capacity: NDArray[np.int64]) -> HelperSequence:
        """These helpers. A sequence with an attribute ``ids`` is not read for its ids."""
        ids = getattr(facts, "ids", None)
        return cls(facts, tuple(helper.id for helper in facts) if ids is None else ids, capacity)

    def with_capacity(self, capacity: NDArray[np.int64]) -> HelperSequence:
        """The same helpers with other capacities."""
        return HelperSequence(self._facts, self.ids, capacity)

    def helper_at(self, row: int) -> Helper:
        """The helper of a row with their current capacity."""
        helper, capacity = self._facts[row], int(self._capacity[row])
        return helper if helper.capacity == capacity else replace(helper, capacity=capacity)
