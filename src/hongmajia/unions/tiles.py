"""The schematic map: cities on a small grid of tiles, counties on a larger one.

A public map with boundaries needs an approval number, so the map has none: each tile is roughly
where its place is, the counties of a city are adjacent, and a line is drawn around each city.
Zhejiang's tiles are laid out by hand, those of other provinces by ``layout.py``.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from .models import Region

SIDE = 44
"""Width and height of a county's tile, in units of the SVG drawing."""

LETTERS = 3
"""Characters of a name for which a county's tile has room."""

LADDER = (1, 2, 3, 5)
"""Lower bounds of colour steps 1 to 4, as multiples of a round number (see ``cuts_for``)."""


@dataclass(frozen=True)
class Tile:
    """The tile of one place: its numbers of needs and helpers, and its colour step, 0 to 4.

    ``at`` is its column and row on the grid.
    """

    region: Region
    needs: int
    helpers: int
    step: int
    at: tuple[int, int] = (0, 0)

    @property
    def query(self) -> str:
        """The query string that filters the list of needs by this place."""
        if self.region.parent_id is None:
            return f"city={self.region.adcode[:4]}"
        return f"region={self.region.adcode}"

    @property
    def prefix(self) -> str:
        """The first four digits of the code, which a city shares with its counties."""
        return self.region.adcode[:4]

    @property
    def label(self) -> str:
        """The name as far as a county's tile has room: 科尔沁左翼中旗 becomes 科尔…."""
        name = self.region.short_name
        return name if len(name) <= LETTERS else f"{name[: LETTERS - 1]}…"

    @property
    def x(self) -> int:
        """Left edge of a county's tile in the drawing."""
        return self.at[0] * SIDE

    @property
    def y(self) -> int:
        """Top edge of a county's tile in the drawing."""
        return self.at[1] * SIDE

    @property
    def middle(self) -> int:
        """Horizontal middle of a county's tile in the drawing."""
        return self.x + SIDE // 2


def cuts_for(most: int) -> list[int]:
    """Lower bounds of colour steps 1 to 4, if the largest count is ``most``.

    412 gives 50, 100, 150, 250. They are multiples of 1, 2 or 5 times a power of ten, so that the
    legend has round numbers; from 5 on, the largest count is in step 4.
    """
    units = (factor * 10**power for power in range(9) for factor in (1, 2, 5))
    unit = max((u for u in units if u * LADDER[-1] <= most), default=1)
    return [unit * step for step in LADDER]


def tiles_of(
    regions: Iterable[Region], needs: Mapping[str, int], helpers: Mapping[str, int]
) -> list[Tile]:
    """A tile on the map of cities for each of ``regions``, in the given order.

    ``needs`` and ``helpers`` map a region's code to a count; a missing code counts as 0.
    """
    at = {region: (region.tile_x or 0, region.tile_y or 0) for region in regions}
    return _tiles(at, needs, helpers)


def county_tiles(
    regions: Iterable[Region], needs: Mapping[str, int], helpers: Mapping[str, int]
) -> list[Tile]:
    """The same on the map of counties; cities without counties have their place there too."""
    at = {region: _on_counties(region) for region in regions}
    return _tiles(at, needs, helpers)


def _on_counties(region: Region) -> tuple[int, int]:
    if region.parent_id is None:
        return region.county_x or 0, region.county_y or 0
    return region.tile_x or 0, region.tile_y or 0


def _tiles(
    at: Mapping[Region, tuple[int, int]], needs: Mapping[str, int], helpers: Mapping[str, int]
) -> list[Tile]:
    cuts = cuts_for(max((needs.get(region.adcode, 0) for region in at), default=0))
    return [
        Tile(region, needs.get(region.adcode, 0), helpers.get(region.adcode, 0),
             bisect_right(cuts, needs.get(region.adcode, 0)), place)
        for region, place in at.items()
    ]  # fmt: skip


def grid(tiles: Sequence[Tile]) -> list[Tile | None]:
    """The cells of the grid row by row, with ``None`` for a cell without a tile."""
    at = {tile.at: tile for tile in tiles}
    return [at.get((x, y)) for y, x in product(range(_rows(tiles)), range(columns(tiles)))]


def columns(tiles: Sequence[Tile]) -> int:
    """How many cells of the grid lie side by side; none without tiles."""
    return max((tile.at[0] + 1 for tile in tiles), default=0)


def _rows(tiles: Sequence[Tile]) -> int:
    return max((tile.at[1] + 1 for tile in tiles), default=0)


def city_borders(tiles: Sequence[Tile]) -> str:
    """An SVG path along all edges between counties of different cities and around the map."""
    city = {tile.at: tile.region.parent_id or tile.region.pk for tile in tiles}
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
    """Left, top, width and height of the area that ``tiles`` cover: an SVG ``viewBox``.

    It need not start at 0, as when ``tiles`` are the counties of one city.
    """
    left, top = min(tile.x for tile in tiles), min(tile.y for tile in tiles)
    right, bottom = extent(tiles)
    return left, top, right - left, bottom - top
