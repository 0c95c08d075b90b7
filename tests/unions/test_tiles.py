"""The schematic map: colour steps, lines around cities, no tile over another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hongmajia.unions.models import Region
from hongmajia.unions.tiles import (
    SIDE,
    city_borders,
    county_tiles,
    cuts_for,
    extent,
    grid,
    tiles_of,
)


@pytest.mark.parametrize(
    ("most", "cuts"),
    [
        (0, [1, 2, 3, 5]),
        (3, [1, 2, 3, 5]),
        (9, [1, 2, 3, 5]),
        (10, [2, 4, 6, 10]),
        (54, [10, 20, 30, 50]),
        (412, [50, 100, 150, 250]),
    ],
)
def test_steps_begin_at_round_numbers(most: int, cuts: list[int]) -> None:
    assert cuts_for(most) == cuts


@given(st.integers(min_value=5, max_value=10**7))
def test_the_fullest_tile_is_in_the_last_step(most: int) -> None:
    last = cuts_for(most)[-1]
    assert last <= most < last * 2.5


def region(adcode: str, x: int, y: int, parent: str | None = None) -> Region:
    return Region(adcode=adcode, name=adcode, lon=0, lat=0, tile_x=x, tile_y=y, parent_id=parent)


def test_a_tiles_colour_follows_its_figure() -> None:
    regions = [region("330500", 0, 0), region("330400", 1, 0), region("330100", 0, 1)]
    found = tiles_of(regions, {"330500": 1, "330100": 8}, {"330100": 2})
    assert [(tile.needs, tile.helpers, tile.step) for tile in found] == [
        (1, 0, 1),
        (0, 0, 0),
        (8, 2, 4),
    ]


def test_the_grid_has_gaps_where_no_city_lies() -> None:
    cells = grid(tiles_of([region("330500", 1, 0), region("330100", 0, 1)], {}, {}))
    assert [cell and cell.region.adcode for cell in cells] == [None, "330500", "330100", None]


def test_a_line_is_drawn_between_cities_and_round_the_whole_but_not_within_a_city() -> None:
    row = [region("330502", 0, 0, "330500"), region("330503", 1, 0, "330500"),
           region("330102", 2, 0, "330100")]  # fmt: skip
    path = city_borders(county_tiles(row, {}, {}))
    assert f"M{2 * SIDE} 0V{SIDE}" in path
    assert f"M{SIDE} 0V{SIDE}" not in path
    assert f"M0 0V{SIDE}" in path
    assert f"M{3 * SIDE} 0V{SIDE}" in path


def test_eleven_cities_and_ninety_counties_lie_side_by_side(regions: None) -> None:
    known = list(Region.objects.all())
    cities = tiles_of([r for r in known if r.parent_id is None], {}, {})
    counties = county_tiles([r for r in known if r.parent_id], {}, {})
    assert (len(cities), len(counties)) == (11, 90)
    assert extent(counties) == (11 * SIDE, 11 * SIDE)
    for tiles in (cities, counties):
        assert len({(tile.x, tile.y) for tile in tiles}) == len(tiles)


@pytest.mark.django_db
def test_every_citys_counties_hang_together() -> None:
    cities: dict[str, set[tuple[int, int]]] = {}
    for county in Region.objects.exclude(parent=None):
        cities.setdefault(county.parent_id, set()).add((county.tile_x, county.tile_y))
    for places in cities.values():
        assert reached(places) == places


def reached(places: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """The places connected to the first of ``places`` by common edges."""
    seen, ahead = set(), [min(places)]
    while ahead:
        x, y = ahead.pop()
        seen.add((x, y))
        around = {(x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)}
        ahead.extend((around & places) - seen)
    return seen
