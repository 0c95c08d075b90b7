"""The tiles of any province: none over another, in one piece, and each city in one piece."""

from collections.abc import Collection, Hashable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hongmajia.engine.places.divisions import in_province, provinces
from hongmajia.unions.layout import Cell, Spot, lay_out
from hongmajia.unions.layout_pieces import in_one_piece, mend, pieces
from hongmajia.unions.regions import rows_of

TRIED = ("北京市", "内蒙古自治区", "广东省", "海南省", "青海省")
"""Provinces of all shapes; `scripts/tile_pictures.py` lays out the others too."""


def counties_of(name: str) -> dict[Cell, Hashable]:
    """Cell → city of each county of a province, or its own code where it is under no city."""
    code = next(one.adcode for one in provinces() if one.name == name)
    owned: dict[Cell, Hashable] = {}
    for row in rows_of(in_province(code)):
        if row["parent_id"] or row["county_x"] is not None:
            cell = (row["tile_x"], row["tile_y"]) if row["parent_id"] else (
                row["county_x"], row["county_y"])  # fmt: skip
            assert cell not in owned
            owned[cell] = row["adcode"] if row["adcode"][2:4] == "90" else row["adcode"][:4]
    return owned


@pytest.mark.parametrize("name", TRIED)
def test_a_province_and_each_of_its_cities_is_in_one_piece(name: str) -> None:
    owned = counties_of(name)
    assert len(pieces(owned)) == 1
    assert holes_in(owned) == 0
    for city in set(owned.values()):
        assert len(pieces([cell for cell, owner in owned.items() if owner == city])) == 1, city


def holes_in(cells: Collection[Cell]) -> int:
    """Pieces of empty cells that are closed in."""
    wide, high = (max(cell[axis] for cell in cells) for axis in (0, 1))
    empty = {(x, y) for x in range(-1, wide + 2) for y in range(-1, high + 2)} - set(cells)
    return len(pieces(empty)) - 1


def test_the_same_places_get_the_same_cells_in_whatever_order_they_come() -> None:
    spots = [Spot(str(i), i // 3, 100 + i % 5, 30 + i / 7) for i in range(20)]
    assert lay_out(spots) == lay_out(spots[::-1])


def test_directions_are_kept() -> None:
    corners = [("nw", 100, 40), ("ne", 110, 40), ("sw", 100, 30), ("se", 110, 30)]
    at = lay_out([Spot(name, name, lon, lat) for name, lon, lat in corners])
    assert at["nw"][0] < at["ne"][0]
    assert at["sw"][0] < at["se"][0]
    assert at["nw"][1] < at["sw"][1]
    assert at["ne"][1] < at["se"][1]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(74, 135), st.floats(4, 53), st.integers(0, 4)), min_size=1, max_size=30
    ),
    st.sampled_from([None, 2, 5]),
)
def test_whatever_lies_where_no_two_share_a_cell(
    at: list[tuple[float, float, int]], most: int | None
) -> None:
    spots = [Spot(str(i), group, lon, lat) for i, (lon, lat, group) in enumerate(at)]
    found = lay_out(spots, most)
    assert len(set(found.values())) == len(spots)
    assert len(pieces(found.values())) == 1
    assert most is None or max(x for x, _y in found.values()) < most


def test_nothing_to_lay_out() -> None:
    assert lay_out([]) == {}


def test_an_outlying_cell_and_a_hole_are_closed_up() -> None:
    ring = {(x, y) for x in range(3) for y in range(3)} - {(1, 1)}
    closed = in_one_piece(ring | {(9, 9)})
    assert (1, 1) in closed
    assert (len(closed), len(pieces(closed))) == (9, 1)


def test_a_torn_city_is_joined_by_moving_others_on() -> None:
    row = {(0, 0): "a", (1, 0): "b", (2, 0): "b", (3, 0): "a"}
    middles = {"a": (0.0, 0.0), "b": (2.0, 0.0)}
    joined = mend(row, middles)  # type: ignore[arg-type]
    assert sorted(joined.values()) == ["a", "a", "b", "b"]
    assert [joined[x, 0] for x in range(4)] in (["a", "a", "b", "b"], ["b", "b", "a", "a"])
