"""Laying out the tiles of a province: each place gets a cell of a grid, near where it lies.

Three assignments of least cost (`scipy.optimize.linear_sum_assignment`), each by the square of
the distance: of all places to cells, which gives the outline of the province; of these cells to
cities, each as many as it has counties, which keeps a city in one piece; of the cells of a city to
its counties. Before, places that lie close together are pushed apart, and gaps are narrowed.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from hongmajia.engine.arrays import Floats

from .layout_pieces import in_one_piece, mend, number_of_pieces

Cell = tuple[int, int]
"""Column and row, counted from the north-west."""
FILLED = 0.72
"""Part of the rectangle around a province that its tiles fill, roughly."""
BY_RANK = 0.45
"""How far places move from where they lie to where their order alone would place them."""
STEPS = 400
"""Times that neighbours are pushed apart."""
PULL = 0.03
"""How far a place returns each time to where it lies."""
COMPACT = (0.04, 0.02, 0.08, 0.12, 0.0)
"""Weights of the distance from the middle, which makes an outline round; the first is taken with
which no city is torn, else the one with the fewest pieces.
"""


@dataclass(frozen=True)
class Spot:
    """A place to lay out: its code, the city that it belongs to, and degrees."""

    adcode: str
    group: Hashable
    lon: float
    lat: float


def lay_out(spots: Sequence[Spot], most_columns: int | None = None) -> dict[str, Cell]:
    """A cell for each spot, none twice; those of one group in one piece where that is possible.

    With ``most_columns`` the grid is no wider. The same spots always get the same cells.
    """
    spots = sorted(spots, key=lambda spot: spot.adcode)
    if not spots:
        return {}
    at = spread(_scaled(spots, most_columns))
    members: dict[Hashable, list[int]] = defaultdict(list)
    for i, spot in enumerate(spots):
        members[spot.group].append(i)
    owned = _best_divided(at, members, most_columns)
    found: dict[str, Cell] = {}
    for group, of in members.items():
        theirs = [cell for cell, owner in owned.items() if owner == group]
        for i, cell in _nearest(at[of], theirs):
            found[spots[of[i]].adcode] = cell
    return _from_zero(found)


def _best_divided(
    at: Floats, members: Mapping[Hashable, Sequence[int]], most_columns: int | None
) -> dict[Cell, Hashable]:
    """The owner of each cell, the groups in as few pieces as can be found."""
    middles = {group: _middle(at, of) for group, of in members.items()}
    found: list[tuple[int, dict[Cell, Hashable]]] = []
    for weight in COMPACT:
        owned = mend(_divided(_outline(at, weight, most_columns), at, members), middles)
        found.append((number_of_pieces(owned), owned))
        if found[-1][0] == len(members):
            break
    return min(found, key=lambda one: one[0])[1]


def _scaled(spots: Sequence[Spot], most_columns: int | None) -> Floats:
    """The spots on a plane on which one tile measures one, gaps narrowed by their order."""
    lon = np.array([spot.lon for spot in spots])
    lat = np.array([spot.lat for spot in spots])
    at = np.column_stack([lon * np.cos(np.radians(lat.mean())), -lat])
    extent = np.maximum(np.ptp(at, axis=0), 0.1)
    rank = np.argsort(np.argsort(at, axis=0, kind="stable"), axis=0) / max(len(spots) - 1, 1)
    at = (1 - BY_RANK) * (at - at.min(axis=0)) / extent + BY_RANK * rank
    sides = extent * np.sqrt(len(spots) / FILLED / extent.prod())
    if most_columns and sides[0] > most_columns:
        sides = np.array([most_columns, len(spots) / FILLED / most_columns])
    return np.asarray(at * np.maximum(sides - 1, 0.5))


def spread(at: Floats) -> Floats:
    """The points moved apart until hardly two are nearer than a tile, each near its place."""
    home, at = at, at + _jitter(len(at))
    for _step in range(STEPS):
        apart = at[:, None, :] - at[None, :, :]
        far = np.sqrt((apart**2).sum(axis=2)) + np.eye(len(at))
        push = np.clip(1.0 - far, 0, None) / far * 0.25
        at = at + (apart * push[:, :, None]).sum(axis=1) + PULL * (home - at)
    return at


def _jitter(n: int) -> Floats:
    """Tiny differences, the same each time, so that no two points are one."""
    return np.random.default_rng(0).normal(scale=1e-3, size=(n, 2))


def _outline(at: Floats, weight: float, most_columns: int | None) -> list[Cell]:
    """As many cells as there are points, near them and without holes."""
    low = np.floor(at.min(axis=0)).astype(int) - 1
    high = np.ceil(at.max(axis=0)).astype(int) + 1
    if most_columns and high[0] - low[0] + 1 > most_columns:
        low[0] = round(float(at[:, 0].mean() - (most_columns - 1) / 2))
        high[0] = low[0] + most_columns - 1
    cells = [(x, y) for y in range(low[1], high[1] + 1) for x in range(low[0], high[0] + 1)]
    while len(cells) < len(at):
        high[1] += 1
        cells += [(x, int(high[1])) for x in range(low[0], high[0] + 1)]
    grid = np.array(cells, dtype=float)
    cost = _squares(at, grid) + weight * ((grid - at.mean(axis=0)) ** 2).sum(axis=1)
    _rows, chosen = linear_sum_assignment(cost)
    return sorted(in_one_piece({cells[i] for i in chosen}))


def _divided(
    cells: Sequence[Cell], at: Floats, members: Mapping[Hashable, Sequence[int]]
) -> dict[Cell, Hashable]:
    """The group of each cell: as many cells as it has members, nearest to its middle."""
    owners = [group for group, of in members.items() for _member in of]
    middles = np.array([_middle(at, members[group]) for group in owners])
    rows, chosen = linear_sum_assignment(_squares(middles, np.array(cells, dtype=float)))
    return {cells[j]: owners[i] for i, j in zip(rows, chosen, strict=True)}


def _nearest(at: Floats, cells: Sequence[Cell]) -> Iterable[tuple[int, Cell]]:
    """For each point its cell."""
    rows, chosen = linear_sum_assignment(_squares(at, np.array(cells, dtype=float)))
    return ((int(i), cells[j]) for i, j in zip(rows, chosen, strict=True))


def _middle(at: Floats, of: Sequence[int]) -> Floats:
    return np.asarray(at[list(of)].mean(axis=0))


def _squares(a: Floats, b: Floats) -> Floats:
    return np.asarray(((a[:, None, :] - b[None, :, :]) ** 2).sum(axis=2))


def _from_zero(found: Mapping[str, Cell]) -> dict[str, Cell]:
    """The cells counted from the first column and row that are used."""
    left, top = (min(cell[axis] for cell in found.values()) for axis in (0, 1))
    return {code: (int(x - left), int(y - top)) for code, (x, y) in found.items()}
