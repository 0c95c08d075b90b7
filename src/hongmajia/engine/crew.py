"""Work on blocks of needs, here or beside us."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from functools import partial
from typing import TypeVar

from threadpoolctl import threadpool_limits

from hongmajia.engine.index import HelperIndex

Block = TypeVar("Block")
Made = TypeVar("Made")

_held: list[HelperIndex] = []
"""In a process of a crew: the index it was given when it began."""


class Crew(ProcessPoolExecutor):
    """Processes that each hold the index from the start, so that only needs travel to them.

    Give it to `plan` as ``executor``, with the same index, and close it after (``with Crew(…)``).
    """

    def __init__(self, index: HelperIndex, workers: int | None = None) -> None:
        """``workers`` processes; as many as there are processors where nothing is said."""
        super().__init__(workers, initializer=_begin, initargs=(index,))
        self.index = index


def _begin(index: HelperIndex) -> None:
    """A process of a crew begins: one thread each, for the processors are shared out already."""
    _held.append(index)
    threadpool_limits(1)


def over(
    blocks: Iterable[Block],
    work: Callable[[HelperIndex, Block], Made],
    index: HelperIndex,
    executor: Executor | None,
) -> Iterator[Made]:
    """The work done on each block, in their order."""
    if executor is None:
        return map(partial(work, index), blocks)
    if isinstance(executor, Crew) and executor.index is index:
        return executor.map(partial(_with_held, work), blocks)
    return executor.map(partial(work, index), blocks)


def _with_held(work: Callable[[HelperIndex, Block], Made], block: Block) -> Made:
    """The work with the index of this process."""
    return work(_held[0], block)
