"""Draw the tile maps of all provinces: `python scripts/tile_pictures.py FOLDER [PROVINCE …]`.

One SVG for each, as the front page draws it, with a colour for each city; `index.html` shows all
(or those named) on one page. Printed is for each the size, and what is in several pieces.
"""

import sys
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

from hongmajia.engine.places.divisions import DIRECTLY, Division, in_province, labels, provinces
from hongmajia.unions.layout_pieces import pieces
from hongmajia.unions.regions import by_hand, rows_of

SIDE = 44
HUES = 137
"""Degrees between the colours of two cities, by which neighbours differ well."""


def main(folder: Path, chosen: list[str]) -> None:
    """Draw those whose name begins as chosen, or all."""
    folder.mkdir(parents=True, exist_ok=True)
    shown = []
    for one in provinces():
        if in_province(one.adcode) and (not chosen or one.name.startswith(tuple(chosen))):
            shown.append(draw(one, folder))
    page = "".join(f"<figure><figcaption>{one}</figcaption>{svg}</figure>" for one, svg in shown)
    (folder / "index.html").write_text(f"<!doctype html><meta charset=utf-8>{page}", "utf-8")


def draw(one: Division, folder: Path) -> tuple[str, str]:
    """The name of a province and its picture, which is written, too."""
    rows = by_hand() if one.adcode.startswith("33") else rows_of(in_province(one.adcode))
    tiles = dict(counties(rows))
    owned = {cell: city_of(code) for cell, code in tiles.items()}
    torn = [city for city in set(owned.values()) if len(pieces(_of(owned, city))) > 1]
    wide, high = (1 + max(cell[axis] for cell in tiles) for axis in (0, 1))
    print(one.name, f"{len(tiles)} tiles, {wide} × {high}", f"{len(pieces(tiles))} piece(s)", torn)
    svg = picture(tiles, owned, wide, high)
    (folder / f"{one.adcode}.svg").write_text(svg, "utf-8")
    return escape(one.name), svg


def counties(rows: list[dict[str, Any]]) -> Iterator[tuple[tuple[int, int], str]]:
    """Cell and code of each county, and of each city without counties."""
    for row in rows:
        if not row["adcode"].endswith("00"):
            yield (int(row["tile_x"]), int(row["tile_y"])), row["adcode"]
        elif row.get("county_x") is not None:
            yield (row["county_x"], row["county_y"]), row["adcode"]


def city_of(code: str) -> str:
    """What the counties of one city share; a county under no city is for itself."""
    return code if code[2:4] == DIRECTLY else code[:4]


def _of(owned: dict[tuple[int, int], str], city: str) -> list[tuple[int, int]]:
    return [cell for cell, owner in owned.items() if owner == city]


def picture(
    tiles: dict[tuple[int, int], str], owned: dict[tuple[int, int], str], wide: int, high: int
) -> str:
    """The tiles as SVG, with a line between cities."""
    cities = sorted(set(owned.values()))
    drawn = [
        f'<rect x="{x * SIDE}" y="{y * SIDE}" width="{SIDE}" height="{SIDE}" stroke="#fff" '
        f'fill="hsl({cities.index(owned[x, y]) * HUES % 360} 45% 85%)"/>'
        f'<text x="{x * SIDE + SIDE // 2}" y="{y * SIDE + 26}">{labels()[code][:3]}</text>'
        for (x, y), code in tiles.items()
    ]
    style = "text{font:12px sans-serif;text-anchor:middle}path{stroke:#221f1a;stroke-width:1.5}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide * SIDE + 4}" '
        f'viewBox="-2 -2 {wide * SIDE + 4} {high * SIDE + 4}"><style>{style}</style>'
        f'{"".join(drawn)}<path d="{"".join(edges(owned))}"/></svg>'
    )


def edges(owned: dict[tuple[int, int], str]) -> Iterator[str]:
    """A line wherever a tile meets one of another city, or nothing."""
    for (x, y), own in owned.items():
        left, top, right, bottom = (n * SIDE for n in (x, y, x + 1, y + 1))
        for beside, line in (
            ((x, y - 1), f"M{left} {top}H{right}"), ((x - 1, y), f"M{left} {top}V{bottom}"),
            ((x, y + 1), f"M{left} {bottom}H{right}"), ((x + 1, y), f"M{right} {top}V{bottom}"),
        ):  # fmt: skip
            if owned.get(beside) != own:
                yield line


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
