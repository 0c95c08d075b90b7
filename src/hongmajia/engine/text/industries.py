"""Which crafts an industry employs: the divisions of GB/T 4754 and their common names."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files

from hongmajia.engine.text.taxonomy import taxonomy

STRENGTH = 3.0
"""Points of an industry of one craft; each of n crafts has a √n-th of it."""
ENDINGS = ("行业", "业")
"""Endings that people leave out."""


@cache
def crafts_by_industry() -> dict[str, tuple[str, ...]]:
    """The names of fields and crafts of each industry; names without their ending mean the same."""
    text = files(__package__).joinpath("data/industries.csv").read_text("utf-8")
    rows = [line.split("|") for line in text.splitlines() if not line.startswith("#")][1:]
    full = {name: tuple(named.split()) for name, named in rows}
    return {_without_ending(name): named for name, named in full.items()} | full


def _without_ending(name: str) -> str:
    """A name as people shorten it, if enough of it is left."""
    for ending in ENDINGS:
        if name.endswith(ending) and len(name) > len(ending) + 1:
            return name.removesuffix(ending)
    return name


@lru_cache(maxsize=1024)  # firms are of some hundred industries
def industry_points(text: str) -> dict[int, float]:
    """Points by node for what a firm says of its industry; empty if no industry is named."""
    points: dict[int, float] = {}
    rest = text
    for name in sorted(crafts_by_industry(), key=len, reverse=True):
        if name in rest:
            rest = rest.replace(name, " ")
            named = crafts_by_industry()[name]
            for craft in named:
                node = taxonomy().names.index(craft)
                points[node] = points.get(node, 0) + STRENGTH / len(named) ** 0.5
    return points
