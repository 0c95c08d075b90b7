"""Reading the data of the demonstration from ``data/`` (its README names the sources)."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

DATA = files("hongmajia.demo") / "data"


def rows_of(name: str) -> list[dict[str, Any]]:
    """The objects of ``data/<name>.jsonl``, in their order."""
    with (DATA / f"{name}.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


@dataclass(frozen=True)
class PlacedNeed:
    """A line of ``season.csv``: a need with its county and state, and the texts of the need."""

    facts: dict[str, Any]
    adcode: str
    category: int
    state: str
    asked_days: float
    """How many days ago the need was submitted."""
    since_days: float
    """How many days ago it came into its state."""
    holder: str
    """``county`` or ``city``: the tier of the union that holds the need."""
    asked_helpers: list[tuple[str, str]]
    """(helper id, state of the engagement or ``bid``)"""
    details: dict[str, Any]
    """Further fields of the need: dangers, and goal, equipment … if ``details.csv`` has them."""


def table(name: str) -> list[dict[str, str]]:
    """The rows of ``data/<name>.csv``, in their order."""
    with (DATA / f"{name}.csv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def placed_needs() -> Iterator[PlacedNeed]:
    """The needs of the demonstration season, in the order of ``season.csv``."""
    facts = {row["id"]: row for row in (*rows_of("needs"), *rows_of("alike"))}
    details = {row.pop("need"): row for row in table("details")}
    for row in table("season"):
        pairs = [pair.split(":") for pair in row["helpers"].split(";") if pair]
        yield PlacedNeed(
            facts=facts[row["need"]],
            adcode=row["adcode"],
            category=int(row["category"]),
            state=row["state"],
            asked_days=float(row["asked"]),
            since_days=float(row["since"]),
            holder=row["holder"],
            asked_helpers=[(helper, state) for helper, state in pairs],
            details={**details.get(row["need"], {}), "dangers": row["dangers"].split()},
        )
