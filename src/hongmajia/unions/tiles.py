"""The schematic map: cities on a grid of 5 × 4, counties on one of 11 × 11, a tile each.

Publicly shown boundaries need an approval number, so this is no map of boundaries: tiles lie about
where the places lie, each city's counties hang together, and a line is drawn round each city.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from .models import Region

SIDE = 44
"""Width and height of a county's tile in the drawing."""

LADDER = (1, 2, 3, 5)
"""Where the four upper steps of colour begin, in units of a round number."""


@dataclass(frozen=True)
class Tile:
    """One place: how many needs and helpers, and the step of its colour, 0 to 4."""

    region: Region
    needs: int
    helpers: int
    step: int

    @property
    def query(self) -> str:
        """The place as a choice in the address of the list of needs."""
        if self.region.parent_id is None:
            return f"city={self.region.adcode[:4]}"
        return f"region={self.region.adcode}"

    @property
    def prefix(self) -> str:
        """The digits a city shares with its counties."""
        return self.region.adcode[:4]

    @property
    def x(self) -> int:
        return (self.region.tile_x or 0) * SIDE

    @property
    def y(self) -> int:
        return (self.region.tile_y or 0) * SIDE

    @property
    def middle(self) -> int:
        return self.x + SIDE // 2


def cuts_for(most: int) -> list[int]:
    """Where steps 1 to 4 begin, so that the fullest tile is in the last: 412 → 50 100 150 250.

    The unit is 1, 2 or 5 times a power of ten, so that the legend reads in round numbers.
    """
    units = (factor * 10**power for power in range(9) for factor in (1, 2, 5))
    unit = max((u for u in units if u * LADDER[-1] <= most), default=1)
    return [unit * step for step in LADDER]


def tiles_of(
    regions: Iterable[Region], needs: Mapping[str, int], helpers: Mapping[str, int]
) -> list[Tile]:
    """Tiles by administrative code, never by size of the figure."""
    regions = list(regions)
    cuts = cuts_for(max((needs.get(r.adcode, 0) for r in regions), default=0))
    return [
        Tile(r, needs.get(r.adcode, 0), helpers.get(r.adcode, 0),
             bisect_right(cuts, needs.get(r.adcode, 0)))
        for r in regions
    ]  # fmt: skip


def grid(tiles: Sequence[Tile]) -> list[Tile | None]:
    """The cells of the grid line by line, ``None`` where no tile lies."""
    at = {(t.region.tile_x, t.region.tile_y): t for t in tiles}
    columns, lines = (1 + max(place[axis] or 0 for place in at) for axis in (0, 1))
    return [at.get((x, y)) for y, x in product(range(lines), range(columns))]


def city_borders(tiles: Sequence[Tile]) -> str:
    """An SVG path along every edge between counties of different cities, and round the whole."""
    city = {(t.region.tile_x or 0, t.region.tile_y or 0): t.region.parent_id for t in tiles}
    edges = []
    for (x, y), own in city.items():
        left, top, right, bottom = (n * SIDE for n in (x, y, x + 1, y + 1))
        if city.get((x, y - 1)) != own:
            edges.append(f"M{left} {top}H{right}")
        if city.get((x - 1, y)) != own:
            edges.append(f"M{left} {top}V{bottom}")
        if (x, y + 1) not in city:
            edges.append(f"M{left} {bottom}H{right}")
        if (x + 1, y) not in city:
            edges.append(f"M{right} {top}V{bottom}")
    return "".join(edges)


def extent(tiles: Sequence[Tile]) -> tuple[int, int]:
    """Width and height of the drawing."""
    return (
        max(tile.x for tile in tiles) + SIDE,
        max(tile.y for tile in tiles) + SIDE,
    )


def frame(tiles: Sequence[Tile]) -> tuple[int, int, int, int]:
    """Left, top, width and height of what the tiles cover: the counties of one city lie anywhere
    on the grid."""
    left, top = min(tile.x for tile in tiles), min(tile.y for tile in tiles)
    right, bottom = extent(tiles)
    return left, top, right - left, bottom - top
