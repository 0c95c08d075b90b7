"""The demonstration's facts, read from ``data/`` (see its README for their source)."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

DATA = files("hongmajia.demo") / "data"


def rows_of(name: str) -> list[dict[str, Any]]:
    """The objects of a .jsonl file, in their order."""
    with (DATA / f"{name}.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


@dataclass(frozen=True)
class Placed:
    """One line of ``season.csv``: a problem, put into a county and a state."""

    facts: dict[str, Any]
    adcode: str
    category: int
    state: str
    asked_days: float
    since_days: float
    holder: str
    asked_helpers: list[tuple[str, str]]
    """(helper id, state of the engagement)"""
    details: dict[str, str]
    """goal, equipment, conditions … where ``details.csv`` has them"""


def table(name: str) -> list[dict[str, str]]:
    """The rows of a .csv file."""
    with (DATA / f"{name}.csv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def placed_needs() -> Iterator[Placed]:
    """The needs of the demonstration season, in the order of ``season.csv``."""
    facts = {row["id"]: row for row in (*rows_of("needs"), *rows_of("alike"))}
    details = {row.pop("need"): row for row in table("details")}
    for row in table("season"):
        pairs = [pair.split(":") for pair in row["helpers"].split(";") if pair]
        yield Placed(
            facts=facts[row["need"]],
            adcode=row["adcode"],
            category=int(row["category"]),
            state=row["state"],
            asked_days=float(row["asked"]),
            since_days=float(row["since"]),
            holder=row["holder"],
            asked_helpers=[(helper, state) for helper, state in pairs],
            details=details.get(row["need"], {}),
        )
