"""Work on blocks of needs, here or beside us."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from functools import lru_cache, partial
from itertools import islice
from os import cpu_count
from pathlib import Path
from typing import TypeVar

from threadpoolctl import threadpool_limits

from hongmajia.engine.arrays import Ints
from hongmajia.engine.index.helper_index import HelperIndex
from hongmajia.engine.index.storage import open_version

Block = TypeVar("Block")
Made = TypeVar("Made")

AHEAD = 48
"""Blocks handed out for each process of a crew before the first is done."""
FAR_AHEAD = 512
"""Blocks handed out to others, of whom we do not know how many they are."""

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
        self.ahead = AHEAD * (workers or cpu_count() or 1)


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
    its machines must see the folder. Another index travels with every block. The first blocks are
    handed out at once, the others as these are done, to bound memory.
    """
    task = partial(work, index)
    if executor is None:
        return map(task, blocks)
    if isinstance(executor, Crew) and executor.index is index:
        task = partial(_with_held, work)
    elif index.home is not None:
        task = partial(_at_home, work, index.home, index.capacity)
    rest = iter(blocks)
    ahead = executor.ahead if isinstance(executor, Crew) else FAR_AHEAD
    return _in_turn(executor, task, _handed_out(executor, task, rest, ahead), rest)


def _handed_out(
    executor: Executor, task: Callable[[Block], Made], blocks: Iterator[Block], most: int
) -> deque[Future[Made]]:
    """The next blocks, given to the executor."""
    return deque(executor.submit(task, block) for block in islice(blocks, most))


def _in_turn(
    executor: Executor,
    task: Callable[[Block], Made],
    waiting: deque[Future[Made]],
    rest: Iterator[Block],
) -> Iterator[Made]:
    """What comes of the blocks handed out, in their order; for each that is done the next goes."""
    try:
        while waiting:
            made = waiting.popleft().result()
            waiting += _handed_out(executor, task, rest, 1)
            yield made
    finally:
        for future in waiting:
            future.cancel()


def _with_held(work: Callable[[HelperIndex, Block], Made], block: Block) -> Made:
    """The work with the index of this process."""
    return work(_held[0], block)


BLOCK = 1000
"""Needs compared at a time: the step of the progress bar, and of an executor."""
