"""Work on blocks of needs, in this process or by an executor (processes, or a cluster)."""

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

BLOCKS_PER_WORKER = 48
"""Blocks submitted to an `IndexPool` for each of its processes before the first is done."""
BLOCKS_AHEAD = 512
"""Blocks submitted to any other executor, whose number of workers is unknown."""

_worker_index: list[HelperIndex] = []
"""In a worker of an `IndexPool`: the index it received when it started."""


class IndexPool(ProcessPoolExecutor):
    """A process pool whose workers receive the index once, when they start; only needs are sent
    after.

    Give it to `plan` as ``executor``, with the same index, in a ``with`` block.
    """

    def __init__(self, index: HelperIndex, workers: int | None = None) -> None:
        """``workers`` processes; by default as many as there are processors."""
        super().__init__(workers, initializer=_start_worker, initargs=(index,))
        self.index = index
        self.ahead = BLOCKS_PER_WORKER * (workers or cpu_count() or 1)


def _start_worker(index: HelperIndex) -> None:
    """Keep the index in a new worker, and limit it to one thread: there is a process per
    processor.
    """
    _worker_index.append(index)
    threadpool_limits(1)


@lru_cache(maxsize=2)
def _open_stored(folder: Path) -> HelperIndex:
    """The index in a folder, memory-mapped once per process."""
    return open_version(folder)


def _with_stored_index(
    work: Callable[[HelperIndex, Block], Made], folder: Path, capacity: Ints, block: Block
) -> Made:
    """The work done with the index in a folder, and the current capacity."""
    return work(_open_stored(folder).with_capacities(capacity), block)


def map_blocks(
    blocks: Iterable[Block],
    work: Callable[[HelperIndex, Block], Made],
    index: HelperIndex,
    executor: Executor | None,
) -> Iterator[Made]:
    """Yield the result of ``work`` on each block, in their order.

    A stored index is not sent to an executor other than an `IndexPool`, but opened there from its
    folder, which all machines must see; an index that is not stored is sent with every block. A
    limited number of blocks is submitted at once, and one more whenever one is done, to bound
    memory.
    """
    task = partial(work, index)
    if executor is None:
        return map(task, blocks)
    if isinstance(executor, IndexPool) and executor.index is index:
        task = partial(_with_worker_index, work)
    elif index.stored_in is not None:
        task = partial(_with_stored_index, work, index.stored_in, index.capacity)
    rest = iter(blocks)
    ahead = executor.ahead if isinstance(executor, IndexPool) else BLOCKS_AHEAD
    return _in_order(executor, task, _submit(executor, task, rest, ahead), rest)


def _submit(
    executor: Executor, task: Callable[[Block], Made], blocks: Iterator[Block], most: int
) -> deque[Future[Made]]:
    """The futures of the next blocks, at most ``most``."""
    return deque(executor.submit(task, block) for block in islice(blocks, most))


def _in_order(
    executor: Executor,
    task: Callable[[Block], Made],
    waiting: deque[Future[Made]],
    rest: Iterator[Block],
) -> Iterator[Made]:
    """Yield results in the order of the blocks, submitting one more block for each; cancel all if
    abandoned.
    """
    try:
        while waiting:
            result = waiting.popleft().result()
            waiting += _submit(executor, task, rest, 1)
            yield result
    finally:
        for future in waiting:
            future.cancel()


def _with_worker_index(work: Callable[[HelperIndex, Block], Made], block: Block) -> Made:
    """The work done with the index of this worker."""
    return work(_worker_index[0], block)


NEEDS_PER_BLOCK = 1000
"""Needs in a block: the step of the progress, and the unit of work of an executor."""
