"""Fit the weights of the affinity on known pairs, and show how good they are.

    python benchmarks/engine_fit_weights.py [--data FOLDER] [--vectors FOLDER] [--write]

FOLDER holds needs.jsonl, helpers.jsonl and solved.jsonl (default: those of the demo season, or the
folder in HONGMAJIA_PAIRS); --vectors stores vectors of meaning for the next run. Weights are fitted
twice, with the installed embedder and without one. For every need with a known helper, a
conditional logit raises that helper over all others, in the seven views of `known_pairs`. Weights
are ≥ 0, so that no part ever counts against a helper, with a ridge chosen by cross-validation. All
figures shown are out of fold. Folds are made by source: pairs whose helpers live in the same place
are treated as one report, so that fitting never sees the report that a judged pair comes from.
`past`, `category`, `load` and `standing` do not occur in these data, or say nothing there: a
solved need counts as much as words of the profile, the others break ties.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Sequence
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import numpy as np
from known_pairs import Known, View, look, ranks, with_interval
from scipy.optimize import minimize
from sklearn.model_selection import GroupKFold

from hongmajia.engine import Lesson, Meaning, VectorStore, find_embedder
from hongmajia.engine.learning.lessons import DIGITS, MOST_OTHERS, as_rows
from hongmajia.engine.learning.refitting import LEARNT
from hongmajia.engine.scoring.affinity import (
    CATEGORY,
    DISTRICT,
    KNOWLEDGE,
    LOAD,
    PARTS,
    PAST,
    PLACE,
    STANDING,
    WORDS,
    Weights,
)

TIE_BREAKERS = (CATEGORY, LOAD, STANDING)
TIE_BREAK = 0.3
LOAD_USUAL = 0.75
RIDGES = (0.001, 0.003, 0.01, 0.03)
FOLDS = 10
BINS = (0, 0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.7, 0.85, 0.95, 1.01)
"""Limits of the scores that are counted together to show how reliable they are."""
BREADTH_SHARE = 0.5
"""What the view of our own needs counts, where the known pairs together count 1."""
MISSED = 0.1
"""Share of known pairs, with and without specialities, that may fall below the floor of knowledge:
rather ask the union above than plan what a master would laugh at."""
ENGINE = Path(__file__).parents[1] / "src/hongmajia/engine"
WEIGHTS = ENGINE / "scoring/data/weights.json"
LESSONS = ENGINE / "learning/data/known.json"
LESSON_VIEWS = ("full profiles", "registry")
"""The views whose pairs are shipped as lessons."""


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
    lessons = json.loads(LESSONS.read_text("utf-8")) if LESSONS.exists() else {}
    embedder = find_embedder()
    meanings = {"without_meaning": None}
    if embedder:
        meanings["with_meaning"] = Meaning(embedder, VectorStore(options.vectors))
    for name, meaning in meanings.items():
        print(f"\n== {name} {meaning.name if meaning else ''}")
        known = look(options.data, meaning)
        weights = fitted_weights(known)
        found[name], lessons[name] = weights.as_dict(), as_rows(known_lessons(known, weights))
        print(json.dumps(found[name]))
    if options.write:
        WEIGHTS.write_text(json.dumps(found, indent=2) + "\n", "utf-8")
        LESSONS.write_text(json.dumps(lessons, separators=(",", ":")) + "\n", "utf-8")


def known_lessons(known: Known, weights: Weights) -> list[Lesson]:
    """The known pairs as lessons: who helped, and the likeliest others."""
    views = [view for view in known.views if view.name in LESSON_VIEWS]
    return [
        _lesson(view, row, weights, str(known.sources[row]))
        for view in views
        for row in range(len(view.truth))
    ]


def _lesson(view: View, row: int, weights: Weights, source: str) -> Lesson:
    points = view.parts[row] @ np.array(weights.parts)
    others = [each for each in np.argsort(-points, kind="stable") if each != view.truth[row]]
    rounded = np.round(view.parts[row], DIGITS)
    right, *beside = (tuple(rounded[each].tolist()) for each in [view.truth[row], *others])
    return Lesson(right, tuple(beside[:MOST_OTHERS]), source=source)


def fitted_weights(known: Known) -> Weights:
    """The fitted weights; prints how good they are."""
    blind = {ridge: held_out(known, ridge) for ridge in RIDGES}
    ridge = max(RIDGES, key=lambda each: mean_likelihood(known, blind[each]))
    print(f"{len(known.sources)} needs with a known helper, {len(set(known.sources))} sources")
    learnt = fit(known, ridge)
    print(f"ridge {ridge}, log-likelihood {mean_likelihood(known, blind[ridge]):.3f}")
    judge(known, learnt, blind[ridge])
    print_reliability(known, blind[ridge])
    return finish(known, learnt, blind[ridge])


# --- fitting


def fit(known: Known, ridge: float, rows: np.ndarray | None = None) -> np.ndarray:
    """The weights (≥ 0) with the largest likelihood of the right helpers."""
    rows = np.arange(len(known.sources)) if rows is None else rows
    every = np.arange(len(known.breadth.truth))
    columns = list(LEARNT)

    def loss(learnt: np.ndarray) -> float:
        weights = np.zeros(len(PARTS))
        weights[columns] = learnt
        pairs = np.mean([likelihood(view, rows, weights).mean() for view in known.views])
        own = likelihood(known.breadth, every, weights).mean()
        return float(-pairs - BREADTH_SHARE * own + ridge * np.mean(learnt**2))

    found = minimize(loss, np.full(len(LEARNT), 3.0), bounds=[(0, None)] * len(LEARNT))
    weights = np.zeros(len(PARTS))
    weights[columns] = found.x
    return weights


def likelihood(view: View, rows: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Log-probability of the right helper of each need, by softmax over all helpers."""
    points = view.parts[rows] @ weights
    points -= points.max(axis=1, keepdims=True)
    own = points[np.arange(len(rows)), view.truth[rows]]
    return np.asarray(own - np.log(np.exp(points).sum(axis=1)))


def held_out(known: Known, ridge: float) -> np.ndarray:
    """For each need the weights fitted without its source."""
    blind = np.empty((len(known.sources), len(PARTS)))
    folds = GroupKFold(FOLDS, shuffle=True, random_state=0)
    for seen, unseen in folds.split(known.sources, groups=known.sources):
        blind[unseen] = fit(known, ridge, seen)
    return blind


def mean_likelihood(known: Known, blind: np.ndarray) -> float:
    """Mean log-likelihood out of fold."""
    rows = range(len(blind))
    return float(
        np.mean(
            [
                likelihood(view, np.array([row]), blind[row])[0]
                for view in known.views
                for row in rows
            ]
        )
    )


def finish(known: Known, learnt: np.ndarray, blind: np.ndarray) -> Weights:
    """The weights on the scale of a probability, its bias, and the floor of knowledge.

    Scale and bias are those of the points out of fold (``blind``), so that a score promises no
    more than what was right where nothing was known of the source.
    """
    seen = placed(known)
    points = np.concatenate([np.einsum("nhp,np->nh", view.parts, blind) for view in seen])
    scale, bias = probability(points, right_pairs(seen))
    weights = np.round(learnt * scale, 3)
    weights[PAST] = weights[WORDS]
    weights[list(TIE_BREAKERS)] = TIE_BREAK
    usual = LOAD_USUAL + float(np.mean([view.parts[:, :, STANDING].mean() for view in seen]))
    bias = round(bias - TIE_BREAK * usual, 3)
    return Weights(tuple(weights.tolist()), bias, knowledge_floor(seen, weights))


def placed(known: Known) -> list[View]:
    """The views in which places are known."""
    return [view for view in known.views if "no places" not in view.name]


def right_pairs(views: Sequence[View]) -> np.ndarray:
    """Which pairs are right, the views below one another."""
    right = np.zeros((sum(len(view.truth) for view in views), views[0].parts.shape[1]), dtype=bool)
    right[np.arange(len(right)), np.concatenate([view.truth for view in views])] = True
    return right


def probability(points: np.ndarray, right: np.ndarray) -> tuple[float, float]:
    """Scale and bias with which the logistic of the points is the probability to be right (Platt,
    1999).
    """

    def loss(scale_and_bias: np.ndarray) -> float:
        log_odds = scale_and_bias[0] * points + scale_and_bias[1]
        wrong = np.logaddexp(0, log_odds[~right]).sum()
        return float(np.logaddexp(0, -log_odds[right]).sum() + wrong)

    scale, bias = minimize(loss, np.array([1.0, -5.0])).x
    return float(scale), float(bias)


def knowledge_floor(views: Sequence[View], weights: np.ndarray) -> float:
    """The least knowledge of a suitable helper; prints how many pairs it keeps and excludes."""
    columns = list(KNOWLEDGE)
    seen = [view.parts[:, :, columns] @ weights[columns] for view in views]
    own = [
        points[np.arange(len(view.truth)), view.truth]
        for points, view in zip(seen, views, strict=True)
    ]
    floor = round(float(np.quantile(np.concatenate(own[:2]), MISSED)), 3)
    for view, points, right in zip(views, seen, own, strict=True):
        above = (np.sum(points >= floor) - np.sum(right >= floor)) / (points.size - right.size)
        print(
            f"floor {floor}, {view.name}: keeps {np.mean(right >= floor):.1%}, lets in {above:.1%}"
        )
    return floor


# --- judging


def judge(known: Known, learnt: np.ndarray, blind: np.ndarray) -> None:
    """Print hits out of fold, and those of single parts."""
    print(f"{'':<36}" + "".join(f"{name:>22}" for name in ("R@1", "R@5", "MRR")))
    for view in known.views:
        print(view.name)
        for name, columns in (("words", (WORDS,)), ("place", (PLACE, DISTRICT))):
            alone = np.zeros(len(PARTS))
            alone[list(columns)] = 1
            print_row(f"  {name} alone", ranks(view, alone))
        print_row("  all parts, fitted", ranks(view, blind))
    print_row(f"{known.breadth.name} (in fold)", ranks(known.breadth, learnt))


def print_reliability(known: Known, blind: np.ndarray) -> None:
    """Print how often pairs of about a score are right, out of fold."""
    seen = placed(known)
    points, right = (
        np.concatenate([np.einsum("nhp,np->nh", view.parts, blind) for view in seen]),
        right_pairs(seen),
    )
    scale, bias = probability(points, right)
    score = 1 / (1 + np.exp(-(scale * points + bias)))
    print("score         pairs    said   right")
    for low, high in pairwise(BINS):
        some = (score >= low) & (score < high)
        said, true = score[some].mean(), right[some].mean()
        bar = "█" * round(20 * true)
        print(f"{low:.2f} – {high:.2f} {some.sum():7} {said:7.3f} {true:7.3f} {bar}")


def print_row(name: str, rank: np.ndarray) -> None:
    """Print figures with 95 % intervals, by bootstrap over the needs."""
    figures = [rank <= 1.5, rank <= 5, 1 / rank]
    shown = "".join(f"{with_interval(np.asarray(each, dtype=float)):>22}" for each in figures)
    print(f"{name:<36}{shown}")


if __name__ == "__main__":
    main()
