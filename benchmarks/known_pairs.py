"""Pairs of who in fact helped whom, in several views, for the scripts that fit and judge.

A profile often comes from the report of the very need that its helper solved, so every pair is
also looked at with the specialities removed, as a registry of talents holds it (trade, grade,
honours and workplace only), and without places. Helpers whose trades `data/breadth.csv` names
stand among the known ones, each at home where some known helper lives, so that there is a choice
as in a province; their own needs, written after the thesaurus by the person who wrote it, are a
view of their own.
"""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from hongmajia.engine import Helper, HelperIndex, Meaning, Need
from hongmajia.engine.scoring.affinity import PARTS, Weights
from hongmajia.engine.scoring.single_pairs import score_every_pair
from hongmajia.match_command.facts import read_helpers, read_needs

BREADTH = Path(__file__).parent / "data" / "breadth.csv"
BREADTH_VIEW = "breadth"


@dataclass(frozen=True)
class View:
    """Needs × helpers as somebody sees them; ``parts`` has shape (needs, helpers, parts), ``truth``
    the row of the right helper of each need.
    """

    name: str
    parts: np.ndarray
    truth: np.ndarray


@dataclass(frozen=True)
class Known:
    """The views of the known pairs, in the same order of needs, and the source of each pair."""

    views: tuple[View, ...]
    breadth: View
    sources: np.ndarray


def look(folder: Path, meaning: Meaning | None) -> Known:
    """All views of the pairs of a folder with needs.jsonl, helpers.jsonl and solved.jsonl."""
    helpers = read_helpers(folder / "helpers.jsonl", 3)
    position = {helper.id: row for row, helper in enumerate(helpers)}
    pairs = [json.loads(line) for line in (folder / "solved.jsonl").open(encoding="utf-8")]
    by_id = {need.id: need for need in read_needs(folder / "needs.jsonl")}
    needs = [by_id[pair["need"]] for pair in pairs]
    truth = np.array([position[pair["helper"]] for pair in pairs])
    crowd, asked = breadth_pairs([helper.region for helper in helpers if helper.region])
    views = []
    for name, known in profiles(helpers):
        everybody = [*known, *crowd]
        views += [
            View(name, measured(everybody, needs, meaning), truth),
            View(f"{name}, no places", measured(*nowhere(everybody, needs), meaning), truth),
        ]
    registry = [profile for _, some in list(profiles(helpers))[-1:] for profile in some]
    parts = measured(*nowhere([*registry, *crowd], asked), meaning)
    own = View(BREADTH_VIEW, parts, len(helpers) + np.arange(len(asked)))
    homes = [helpers[row].region or helpers[row].id for row in truth]
    return Known(tuple(views), own, np.unique(homes, return_inverse=True)[1])


def profiles(helpers: Sequence[Helper]) -> Iterator[tuple[str, list[Helper]]]:
    """The helpers in full, without specialities, and as a registry holds them."""
    kinds: list[tuple[str, Callable[[Helper], Helper]]] = [
        ("full profiles", lambda helper: helper),
        ("no specialities", lambda helper: replace(helper, specialities=())),
        ("registry", lambda helper: replace(helper, specialities=(), text="")),
    ]
    for name, seen in kinds:
        yield name, [seen(helper) for helper in helpers]


def nowhere(helpers: Sequence[Helper], needs: Sequence[Need]) -> tuple[list[Helper], list[Need]]:
    """The same, of unknown place."""
    return [replace(each, region="") for each in helpers], [
        replace(each, region="") for each in needs
    ]


def breadth_pairs(homes: Sequence[str]) -> tuple[list[Helper], list[Need]]:
    """Helpers that are no more than a trade, and a need of each."""
    chance = random.Random(7)
    with BREADTH.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    helpers = [
        Helper(id=f"B{row}", name="师傅", trade=each["trade"], region=chance.choice(homes))
        for row, each in enumerate(rows)
    ]
    needs = [
        Need(id=f"b{row}", text=each["need"], industry=each["industry"])
        for row, each in enumerate(rows)
    ]
    return helpers, needs


def measured(
    helpers: Sequence[Helper], needs: Sequence[Need], meaning: Meaning | None
) -> np.ndarray:
    """All parts of all pairs, shape (needs, helpers, parts)."""
    ones = Weights((1.0,) * len(PARTS), 0.0, 0.0)
    index = HelperIndex.build(helpers, ones, meaning)
    pairs = score_every_pair(index, index.prepare(needs))
    return pairs.parts.reshape(len(needs), len(helpers), len(PARTS))


def ranks(view: View, weights: np.ndarray) -> np.ndarray:
    """Rank of the right helper of each need, from 1; of ties the mean rank. ``weights`` has a
    weight per part, or a row of them per need.
    """
    points = np.einsum(
        "nhp,np->nh", view.parts, np.broadcast_to(weights, (len(view.truth), len(PARTS)))
    )
    own = points[np.arange(len(view.truth)), view.truth][:, None]
    close = np.abs(points - own) < 1e-9
    return np.asarray(1 + ((points > own) & ~close).sum(axis=1) + (close.sum(axis=1) - 1) / 2)


def with_interval(values: np.ndarray) -> str:
    """Mean [low, high], the 95 % interval by bootstrap."""
    draws = np.random.default_rng(0).choice(values, (2000, len(values))).mean(axis=1)
    low, high = np.quantile(draws, [0.025, 0.975])
    return f"{values.mean():.3f} [{low:.2f}, {high:.2f}]"
