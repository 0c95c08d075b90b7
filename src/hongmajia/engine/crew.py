"""Work on blocks of needs, here or beside us."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from functools import lru_cache, partial
from pathlib import Path
from typing import TypeVar

from threadpoolctl import threadpool_limits

from hongmajia.engine.index import HelperIndex
from hongmajia.engine.keeping import open_version
from hongmajia.engine.pairs import Ints

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


@lru_cache(maxsize=2)
def _opened(home: Path) -> HelperIndex:
    """The index of a folder, mapped once for each process."""
    return open_version(home)


def _at_home(
    work: Callable[[HelperIndex, Block], Made], home: Path, capacity: Ints, block: Block
) -> Made:
    """The work with the index that lies in a folder, and the room of today."""
    return work(_opened(home).with_room(capacity), block)


def over(
    blocks: Iterable[Block],
    work: Callable[[HelperIndex, Block], Made],
    index: HelperIndex,
    executor: Executor | None,
) -> Iterator[Made]:
    """The work done on each block, in their order.

    To an executor that is no crew an index that lies in a folder is not sent, but opened there: all
    its machines must see the folder. Another index travels with every block.
    """
    if executor is None:
        return map(partial(work, index), blocks)
    if isinstance(executor, Crew) and executor.index is index:
        return executor.map(partial(_with_held, work), blocks)
    if index.home is not None:
        return executor.map(partial(_at_home, work, index.home, index.capacity), blocks)
    return executor.map(partial(work, index), blocks)


def _with_held(work: Callable[[HelperIndex, Block], Made], block: Block) -> Made:
    """The work with the index of this process."""
    return work(_held[0], block)
