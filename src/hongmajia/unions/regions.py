"""Loading the regions from the table in this package; a migration does it."""

import csv
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .models import Region


def load_regions(region: "type[Region]") -> None:
    """Create a row of ``region`` for each line of ``data/regions.csv`` (GB/T 2260; map tiles).

    ``region`` is the ``Region`` model as it was at the point of the migration; its table is empty.
    """
    rows = _rows()
    cities = {row["adcode"] for row in rows if row["adcode"].endswith("00")}
    for row in rows:
        city = f"{row['adcode'][:4]}00"  # itself, if the row is a city
        region.objects.create(
            adcode=row["adcode"],
            name=row["name"],
            lon=row["lon"],
            lat=row["lat"],
            tile_x=row["tile_x"],
            tile_y=row["tile_y"],
            parent_id=city if city in cities and city != row["adcode"] else None,
        )


def _rows() -> list[dict[str, str]]:
    table = files("hongmajia.unions") / "data" / "regions.csv"
    with table.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))
