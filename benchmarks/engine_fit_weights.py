"""Fit the weights of the affinity on known pairs, and show how good they are.

    python benchmarks/engine_fit_weights.py [--data FOLDER] [--vectors FOLDER] [--write]

FOLDER holds needs.jsonl, helpers.jsonl and solved.jsonl (default: those of the demo season, or the
folder in HONGMAJIA_PAIRS); --vectors stores vectors of meaning for the next run. Weights are fitted
twice, with the installed embedder and without one. For every need with a known helper, a
conditional logit raises that helper over all others. It sees each need eight times: with and
without the helpers' specialities (a profile often comes from the same report as the need), among
all helpers and as if all lived in one region (help is mostly local, which says little about who
knows the subject), and with and without the craft table (its author had read these pairs, so the
other parts must work without it). Weights are ≥ 0, with a ridge. All figures shown are out of fold.
Folds are made by source: pairs whose helpers live in the same place are treated as one report, so
that fitting never sees the report that a judged pair comes from. `past`, `category` and `load` do
not occur in these data: a solved need counts as much as words of the profile, the others break
ties.
"""

from __future__ import annotations

import argparse
import json
import os
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from sklearn.model_selection import GroupKFold

from hongmajia.engine import Helper, HelperIndex, Meaning, Need, VectorStore, find_embedder
from hongmajia.engine.places.distances import NOMINAL_KM
from hongmajia.engine.scoring.affinity import CRAFT, MEANING, PARTS, PLACE, WORDS, Weights, nearness
from hongmajia.engine.scoring.single_pairs import score_every_pair
from hongmajia.match_command.facts import read_helpers, read_needs

LEARNT = (WORDS, CRAFT, MEANING, PLACE)
NAMES = [PARTS[part] for part in LEARNT]
TIE_BREAK = 0.3
RIDGES = (0.001, 0.003, 0.01, 0.03)
FOLDS = 10
NEXT_DOOR = float(nearness(np.array([NOMINAL_KM["county"]]))[0])
MISSED = 0.1
"""Share of known pairs, with and without specialities, that may fall below the floor of knowledge:
rather ask the union above than plan what a master would laugh at."""
WEIGHTS = Path(__file__).parents[1] / "src/hongmajia/engine/scoring/data/weights.json"


@dataclass(frozen=True)
class View:
    """A named variant of the data: ``parts`` has shape (needs, helpers, fitted parts)."""

    name: str
    parts: np.ndarray


def main() -> None:
    """Fit, evaluate and print; with --write, store the weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    shipped = files("hongmajia").joinpath("demo/data")
    default = os.environ.get("HONGMAJIA_PAIRS", str(shipped))
    parser.add_argument("--data", type=Path, default=Path(default))
    parser.add_argument("--vectors", type=Path, help="where vectors are kept")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    found = json.loads(WEIGHTS.read_text("utf-8"))
    embedder = find_embedder()
    meanings = {"without_meaning": None}
    if embedder:
        meanings["with_meaning"] = Meaning(embedder, VectorStore(options.vectors))
    for name, meaning in meanings.items():
        print(f"\n== {name} {meaning.name if meaning else ''}")
        found[name] = fitted_weights(options.data, meaning).as_dict()
        print(json.dumps(found[name]))
    if options.write:
        WEIGHTS.write_text(json.dumps(found, indent=2) + "\n", "utf-8")


def fitted_weights(folder: Path, meaning: Meaning | None) -> Weights:
    """The fitted weights; prints how good they are."""
    views, truth, groups = look(folder, meaning)
    ridge = max(RIDGES, key=lambda r: held_out(views, truth, groups, r)[0])
    print(f"{len(truth)} needs with a known helper, {len(set(groups))} sources, ridge {ridge}")
    judge(views, truth, groups, ridge)
    return finish(views, truth, fit(views, truth, ridge))


# --- looking


def look(folder: Path, meaning: Meaning | None) -> tuple[list[View], np.ndarray, list[int]]:
    """The four views, the row of the true helper for each need, and its source."""
    helpers = read_helpers(folder / "helpers.jsonl", 3)
    position = {helper.id: row for row, helper in enumerate(helpers)}
    pairs = [json.loads(line) for line in (folder / "solved.jsonl").open(encoding="utf-8")]
    by_id = {need.id: need for need in read_needs(folder / "needs.jsonl")}
    needs = [by_id[pair["need"]] for pair in pairs]
    truth = np.array([position[pair["helper"]] for pair in pairs])
    bare = [replace(helper, specialities=()) for helper in helpers]
    views = []
    for name, known in (("full profile", helpers), ("no specialities", bare)):
        parts = measured(known, needs, meaning)
        one_region = parts.copy()
        one_region[:, :, LEARNT.index(PLACE)] = NEXT_DOOR
        views += [
            View(f"{name}, all helpers", parts),
            View(f"{name}, one region", one_region),
        ]
    homes = [helpers[row].region or helpers[row].id for row in truth]
    return views, truth, np.unique(homes, return_inverse=True)[1].tolist()


def measured(helpers: list[Helper], needs: list[Need], meaning: Meaning | None) -> np.ndarray:
    """The fitted parts, shape (needs, helpers, parts)."""
    ones = Weights((1.0,) * len(PARTS), 0.0, 0.0)
    index = HelperIndex.build(helpers, ones, meaning)
    pairs = score_every_pair(index, index.prepare(needs))
    return pairs.parts[:, LEARNT].reshape(len(needs), len(helpers), len(LEARNT))


# --- fitting


def fit(
    views: list[View], truth: np.ndarray, ridge: float, rows: np.ndarray | None = None
) -> np.ndarray:
    """The weights (≥ 0) with the largest likelihood of the true helpers."""
    rows = np.arange(len(truth)) if rows is None else rows
    looks = [*views, *(craftless(view) for view in views)]

    def loss(weights: np.ndarray) -> float:
        likelihood = np.mean([log_likelihood(view, truth, rows, weights).mean() for view in looks])
        return float(-likelihood + ridge * np.mean(weights**2))

    found = minimize(loss, np.full(len(LEARNT), 3.0), bounds=[(0, None)] * len(LEARNT))
    return np.asarray(found.x)


def craftless(view: View) -> View:
    """The same view with the craft part set to 0."""
    parts = view.parts.copy()
    parts[:, :, LEARNT.index(CRAFT)] = 0
    return View(view.name, parts)


def log_likelihood(
    view: View, truth: np.ndarray, rows: np.ndarray, weights: np.ndarray
) -> np.ndarray:
    """Log-probability of the true helper of each need, by softmax over all helpers."""
    points = view.parts[rows] @ weights
    points -= points.max(axis=1, keepdims=True)
    chances = points[np.arange(len(rows)), truth[rows]] - np.log(np.exp(points).sum(axis=1))
    return np.asarray(chances)


def folds(truth: np.ndarray, groups: list[int]) -> list[tuple[np.ndarray, np.ndarray]]:
    """Rows for fitting and rows for evaluation; no source is in both."""
    return list(GroupKFold(FOLDS, shuffle=True, random_state=0).split(truth, groups=groups))


def held_out(
    views: list[View], truth: np.ndarray, groups: list[int], ridge: float
) -> tuple[float, np.ndarray]:
    """Mean log-likelihood out of fold, and for each need the weights fitted without its source."""
    blind = np.empty((len(truth), len(LEARNT)))
    for seen, unseen in folds(truth, groups):
        blind[unseen] = fit(views, truth, ridge, seen)
    scores = [
        log_likelihood(view, truth, np.array([row]), blind[row])[0]
        for view in views
        for row in range(len(truth))
    ]
    return float(np.mean(scores)), blind


def finish(views: list[View], truth: np.ndarray, learnt: np.ndarray) -> Weights:
    """Scale and bias that turn the sum into a probability (half of pairs true), and the floor."""
    parts = np.concatenate([view.parts for view in views])
    hit = np.zeros(parts.shape[:2], dtype=bool)
    hit[np.arange(len(parts)), np.tile(truth, len(parts) // len(truth))] = True
    points = parts @ learnt

    def loss(scale_and_bias: np.ndarray) -> float:
        log_odds = scale_and_bias[0] * points + scale_and_bias[1]
        return float(
            np.logaddexp(0, -log_odds[hit]).mean() + np.logaddexp(0, log_odds[~hit]).mean()
        )

    scale, bias = minimize(loss, np.array([1.0, -3.0])).x
    words, craft, meaning, place = (round(float(weight * scale), 3) for weight in learnt)
    bias = round(float(bias) - TIE_BREAK * 0.75, 3)
    floor = knowledge_floor(views, truth, np.array([words, craft, meaning, 0.0]))
    return Weights((words, craft, meaning, place, words, TIE_BREAK, TIE_BREAK), bias, floor)


def knowledge_floor(views: list[View], truth: np.ndarray, weights: np.ndarray) -> float:
    """The least knowledge of a suitable helper; prints how many pairs it keeps and excludes."""
    seen = [view.parts @ weights for view in views if view.name.endswith("all helpers")]
    own = [points[np.arange(len(truth)), truth] for points in seen]
    floor = round(float(np.quantile(np.concatenate(own), MISSED)), 3)
    for name, points, known in zip(("full profile", "no specialities"), seen, own, strict=True):
        above = (np.sum(points >= floor) - np.sum(known >= floor)) / (points.size - known.size)
        print(f"floor {floor}, {name}: keeps {np.mean(known >= floor):.1%}, lets in {above:.1%}")
    return floor


# --- judging


def judge(views: list[View], truth: np.ndarray, groups: list[int], ridge: float) -> None:
    """Print hits out of fold, and those of single parts."""
    blind = held_out(views, truth, groups, ridge)[1]
    alone = {name: np.eye(len(LEARNT))[row] for row, name in enumerate(NAMES)}
    print(f"{'':<32}" + "".join(f"{name:>26}" for name in ("R@1", "R@5", "MRR")))
    for view in views:
        print(view.name)
        for name, weights in alone.items():
            print_row(f"  {name} alone", ranks(view, truth, np.tile(weights, (len(truth), 1))))
        print_row("  all parts, fitted", ranks(view, truth, blind))


def ranks(view: View, truth: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Rank of the true helper, from 1; of ties the mean rank."""
    points = np.einsum("nhp,np->nh", view.parts, weights)
    own = points[np.arange(len(truth)), truth][:, None]
    return np.asarray(1 + (points > own).sum(axis=1) + ((points == own).sum(axis=1) - 1) / 2)


def print_row(name: str, rank: np.ndarray) -> None:
    """Print figures with 95 % intervals, by bootstrap over the needs."""
    figures = [rank <= 1.5, rank <= 5, 1 / rank]
    print(
        f"{name:<32}"
        + "".join(f"{with_interval(np.asarray(each, dtype=float)):>26}" for each in figures)
    )


def with_interval(values: np.ndarray) -> str:
    """Mean [low, high]."""
    draws = np.random.default_rng(0).choice(values, (2000, len(values))).mean(axis=1)
    low, high = np.quantile(draws, [0.025, 0.975])
    return f"{values.mean():.3f} [{low:.3f}, {high:.3f}]"


if __name__ == "__main__":
    main()
