"""Fairness as in assigning reviewers: 177 papers × 118 reviewers, 3 each, at most 5 papers.

    python benchmarks/engine_fairness.py [--seconds 8] [--seeds 3]

The published instance may not be redistributed. These instances have its size and roughly its
statistics (the best three reviewers of a paper sum to 1.1 in the mean, 0.95 for the worst). The
bound is an upper bound for the worst paper, proven by a linear programme that is solved here
independently. Compared are the largest total, the usual objective, and a greedy method.
"""

from __future__ import annotations

import argparse
import time

import numpy as np
from scipy import sparse
from scipy.optimize import linprog

from hongmajia.engine import Panels, assign_panels
from hongmajia.engine.assignment.panel_programme import PanelProgramme

PAPERS, REVIEWERS, EACH, LOAD = 177, 118, 3, 5


def main() -> None:
    """Solve each instance by each method and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--seeds", type=int, default=3)
    options = parser.parse_args()
    print(f"{'':<28}{'worst':>9}{'bound':>9}{'10 % worst':>12}{'total':>10}{'seconds':>9}")
    for seed in range(options.seeds):
        affinity = instance(seed)
        least = bound(affinity)
        for name, solve in (("greedy", greedy), ("largest total", largest_total)):
            tell(f"{seed}: {name}", affinity, *timed(solve, affinity), least)
        wanted, capacity = np.full(PAPERS, EACH), np.full(REVIEWERS, LOAD)
        made, seconds = timed(assign_panels, affinity, wanted, capacity, seconds=options.seconds)
        tell(f"{seed}: leximin", affinity, made.chosen, seconds, least)
        tell_levels(made)


def tell(name: str, affinity: np.ndarray, chosen: np.ndarray, seconds: float, least: float) -> None:
    """Print one row."""
    totals = np.sort(np.where(chosen, affinity, 0).sum(axis=1))
    tenth = totals[: PAPERS // 10].mean()
    print(
        f"{name:<28}{totals[0]:>9.4f}{least:>9.4f}{tenth:>12.4f}{totals.sum():>10.3f}{seconds:>9.2f}"
    )


def tell_levels(made: Panels) -> None:
    """Check the panels and print what leximin settled beyond the worst paper."""
    assert made.short == 0
    assert (made.chosen.sum(axis=1) == EACH).all()
    assert (made.chosen.sum(axis=0) <= LOAD).all()
    print(
        f"   {made.settled} settled, all others ≥ {made.level:.4f}, the next at most"
        f" {made.next_bound:.4f}; largest sum proven: {made.best_sum}"
    )


def instance(seed: int) -> np.ndarray:
    """Similarities of topics with noise, shape (papers, reviewers)."""
    chance = np.random.default_rng(seed)
    papers = chance.dirichlet(np.full(12, 0.25), PAPERS)
    reviewers = chance.dirichlet(np.full(12, 0.4), REVIEWERS)
    near = (papers / np.linalg.norm(papers, axis=1)[:, None]) @ (
        reviewers / np.linalg.norm(reviewers, axis=1)[:, None]
    ).T
    return np.clip(0.08 + 0.32 * near + 0.03 * chance.standard_normal(near.shape), 0, 1)


def greedy(affinity: np.ndarray) -> np.ndarray:
    """Choose the best remaining pair until none is left."""
    chosen, seats, capacity = (
        np.zeros(affinity.shape, bool),
        np.full(PAPERS, EACH),
        np.full(118, LOAD),
    )
    for pair in np.argsort(-affinity, axis=None):
        paper, reviewer = divmod(int(pair), REVIEWERS)
        if seats[paper] and capacity[reviewer]:
            seats[paper] -= 1
            capacity[reviewer] -= 1
            chosen[paper, reviewer] = True
    return chosen


def largest_total(affinity: np.ndarray) -> np.ndarray:
    """The choice with the largest total, by one flow."""
    programme = PanelProgramme(affinity, np.full(PAPERS, EACH), np.full(REVIEWERS, LOAD))
    chosen = np.zeros(affinity.shape, bool)
    chosen[programme.need, programme.helper] = programme.max_weight_choice(np.ones(PAPERS)) > 0
    return chosen


def bound(affinity: np.ndarray) -> float:
    """An upper bound for the total of the worst paper, by dual simplex."""
    pairs = affinity.size
    seats = sparse.kron(sparse.eye_array(PAPERS), np.ones((1, REVIEWERS)))
    loads = sparse.kron(np.ones((1, PAPERS)), sparse.eye_array(REVIEWERS))
    sums = sparse.csr_array(seats)
    sums.data = affinity.ravel()
    answer = linprog(
        np.append(np.zeros(pairs), -1),
        A_ub=sparse.vstack(
            [
                sparse.hstack([loads, sparse.csr_array((REVIEWERS, 1))]),
                sparse.hstack([-sums, np.ones((PAPERS, 1))]),
            ]
        ),
        b_ub=np.append(np.full(REVIEWERS, LOAD), np.zeros(PAPERS)),
        A_eq=sparse.hstack([seats, sparse.csr_array((PAPERS, 1))]),
        b_eq=np.full(PAPERS, EACH),
        bounds=[(0, 1)] * pairs + [(0, None)],
        method="highs-ds",
    )
    return float(-answer.fun)


def timed(solve: object, *given: object, **more: object) -> tuple:
    """The result of the call, and its seconds."""
    begun = time.perf_counter()
    found = solve(*given, **more)  # type: ignore[operator]
    return found, time.perf_counter() - begun


if __name__ == "__main__":
    main()
