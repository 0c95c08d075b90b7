"""Pieces of a map of tiles: an outline in one piece without holes, each city in one piece."""

from collections import deque
from collections.abc import Collection, Hashable, Iterator, Mapping

from hongmajia.engine.arrays import Floats

Cell = tuple[int, int]
ROUNDS = 80
"""Most changes of a map; a province needs a handful."""


def in_one_piece(cells: Collection[Cell]) -> set[Cell]:
    """As many cells, in one piece and without holes: outlying ones are moved."""
    now = set(cells)
    for _round in range(ROUNDS):
        parts = sorted(pieces(now), key=lambda part: (-len(part), min(part)))
        holes = _holes(now)
        if len(parts) > 1:
            main, stray = parts[0], parts[-1]
            beside = {cell for own in main for cell in around(own)} - now
            one, other = min((_apart(a, b), a, b) for a in stray for b in beside)[1:]
        elif holes:
            other = min(holes)
            rim = (cell for cell in now if _may_go(now, cell))
            one = min(rim, key=lambda cell: (_apart(cell, other), cell))
        else:
            break
        now = now - {one} | {other}
    return now


def _holes(cells: set[Cell]) -> set[Cell]:
    """The cells without a tile from which no way leads outside."""
    xs, ys = zip(*cells, strict=True)
    empty = {
        (x, y)
        for x in range(min(xs) - 1, max(xs) + 2)
        for y in range(min(ys) - 1, max(ys) + 2)
        if (x, y) not in cells
    }
    outside = next(part for part in pieces(empty) if (min(xs) - 1, min(ys) - 1) in part)
    return empty - outside


def _may_go(cells: set[Cell], cell: Cell) -> bool:
    """Whether a cell is at the rim, and the others hang together without it."""
    free = [beside for beside in around(cell) if beside not in cells]
    return bool(set(free) - _holes(cells)) and len(pieces(cells - {cell})) == 1


def mend(
    owned: Mapping[Cell, Hashable], middles: Mapping[Hashable, Floats]
) -> dict[Cell, Hashable]:
    """The same cells, of which each group has as many, in fewer pieces where that is possible.

    Each time the change is made that leaves the fewest pieces, of these the one by which cells come
    nearest to the middle of their group.
    """
    now = dict(owned)
    for _round in range(ROUNDS):
        torn = [group for group in middles if len(pieces(_of(now, group))) > 1]
        tried = (_effect(now, change, middles) for change in _changes(now, torn))
        best = min(tried, key=lambda one: one[:2], default=None)
        if best is None or best[0] >= 0:
            break
        now |= best[2]
    return now


def number_of_pieces(owned: Mapping[Cell, Hashable]) -> int:
    """Of all groups together; at best one for each."""
    return sum(len(pieces(_of(owned, group))) for group in set(owned.values()))


def _of(owned: Mapping[Cell, Hashable], group: Hashable) -> set[Cell]:
    return {cell for cell, owner in owned.items() if owner == group}


def _changes(now: dict[Cell, Hashable], torn: list[Hashable]) -> Iterator[dict[Cell, Hashable]]:
    """New owners of some cells: two exchange them, or all move on along a way."""
    for group in torn:
        mine = _of(now, group)
        beside = sorted({cell for own in mine for cell in around(own) if cell in now} - mine)
        for one in sorted(mine):
            yield from ({one: now[other], other: group} for other in beside)
            yield from (_moved_on(now, way) for way in _ways(now, one, beside))


def _moved_on(now: dict[Cell, Hashable], way: list[Cell]) -> dict[Cell, Hashable]:
    """Each cell of the way gets the owner of the next, the last that of the first."""
    return {cell: now[after] for cell, after in zip(way, [*way[1:], way[0]], strict=True)}


def _ways(now: Collection[Cell], start: Cell, ends: Collection[Cell]) -> Iterator[list[Cell]]:
    """The shortest way over cells from ``start`` to each of ``ends``."""
    came: dict[Cell, Cell] = {}
    ahead = deque([start])
    while ahead:
        cell = ahead.popleft()
        for after in around(cell):
            if after in now and after not in came and after != start:
                came[after] = cell
                ahead.append(after)
    for end in ends:
        way = [end]
        while way[-1] in came:
            way.append(came[way[-1]])
        if way[-1] == start:
            yield way[::-1]


def _effect(
    now: dict[Cell, Hashable], change: dict[Cell, Hashable], middles: Mapping[Hashable, Floats]
) -> tuple[int, float, dict[Cell, Hashable]]:
    """By how much the number of pieces and the squares of the distances change; the change."""
    groups = set(change.values())
    then = now | change
    number = sum(len(pieces(_of(then, one))) - len(pieces(_of(now, one))) for one in groups)
    cost = sum(
        _square(cell, middles[owner]) - _square(cell, middles[now[cell]])
        for cell, owner in change.items()
    )
    return number, cost, change


def _square(cell: Cell, middle: Floats) -> float:
    return float((cell[0] - middle[0]) ** 2 + (cell[1] - middle[1]) ** 2)


def _apart(a: Cell, b: Cell) -> int:
    return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2


def pieces(cells: Collection[Cell]) -> list[set[Cell]]:
    """The cells, those that touch by an edge together."""
    left = set(cells)
    found = []
    while left:
        piece: set[Cell] = set()
        ahead = [min(left)]
        while ahead:
            cell = ahead.pop()
            if cell in left:
                left.discard(cell)
                piece.add(cell)
                ahead.extend(around(cell))
        found.append(piece)
    return found


def around(cell: Cell) -> tuple[Cell, Cell, Cell, Cell]:
    """The four cells that share an edge with this one."""
    x, y = cell
    return (x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)
