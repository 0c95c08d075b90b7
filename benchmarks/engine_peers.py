"""Our assignment and other methods on the same instance, in one run.

    python benchmarks/engine_peers.py [--needs 4000] [--helpers 1200] [--candidates 30]

Each method runs in its own process, so that its peak memory can be measured. All get the same
scores and the same limits:

* **loops**: a min-cost flow over the dense matrix, arcs added one by one in Python (as
  openreview-matcher does);
* **HiGHS**: the same as a linear programme, dense and over the candidates;
* **greedy**: choose the best remaining pair until none is left;
* **ours**: served → fairest → total over the sparse candidates, as `plan` does it.

Shown are the total, needs without a helper, the worst 1 % of the others, processor seconds, and
peak memory without that of the instance.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import time
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
from engine_scale import make_helpers, make_needs
from ortools.graph.python import min_cost_flow
from scipy import sparse
from scipy.optimize import linprog

from hongmajia.engine import HelperIndex
from hongmajia.engine.assignment import optimum
from hongmajia.engine.scoring.all_helpers import best_pairs, score_knowledgeable_helpers

MILLION = 1_000_000


class Instance:
    """Scores of all suitable pairs (0 for the others), the candidates, and the capacity."""

    def __init__(self, needs: int, helpers: int, candidates: int) -> None:
        chance = random.Random(1)
        asked, known = make_needs(needs, chance), make_helpers(helpers, chance)
        index = HelperIndex.build(known)
        ready = index.prepare(asked)
        table = best_pairs(index, ready, candidates, index.capacity > 0)
        self.need, self.helper, self.score = table.need, table.helper, table.score
        self.capacity, self.needs = index.capacity, needs
        self.dense = np.zeros((needs, helpers))
        for block in score_knowledgeable_helpers(index, ready):
            fits = block.suitable(index.weights.floor)
            scores = np.where(fits, 1 / (1 + np.exp(-block.log_odds)), 0)
            self.dense[np.ix_(block.rows, block.helpers)] = scores


def loops(instance: Instance) -> list[tuple[int, int]]:
    """A flow with one arc per cell, added by one call each."""
    needs, helpers = instance.dense.shape
    solver, source, sink = min_cost_flow.SimpleMinCostFlow(), needs + helpers, needs + helpers + 1
    for need in range(needs):
        solver.add_arc_with_capacity_and_unit_cost(source, need, 1, 0)
        solver.add_arc_with_capacity_and_unit_cost(need, sink, 1, MILLION)
    arcs = {}
    for need in range(needs):
        for helper in range(helpers):
            if instance.dense[need, helper] > 0:
                cost = -int(instance.dense[need, helper] * MILLION)
                arc = solver.add_arc_with_capacity_and_unit_cost(need, needs + helper, 1, cost)
                arcs[arc] = (need, helper)
    for helper in range(helpers):
        capacity = int(instance.capacity[helper])
        solver.add_arc_with_capacity_and_unit_cost(needs + helper, sink, capacity, 0)
    solver.set_node_supply(source, needs)
    solver.set_node_supply(sink, -needs)
    solver.solve()
    return [pair for arc, pair in arcs.items() if solver.flow(arc)]


def highs_dense(instance: Instance) -> list[tuple[int, int]]:
    """A linear programme over all suitable pairs."""
    need, helper = np.nonzero(instance.dense)
    return highs(instance, need, helper, instance.dense[need, helper])


def highs_sparse(instance: Instance) -> list[tuple[int, int]]:
    """A linear programme over the candidates."""
    return highs(instance, instance.need, instance.helper, instance.score)


def highs(
    instance: Instance, need: np.ndarray, helper: np.ndarray, score: np.ndarray
) -> list[tuple[int, int]]:
    """The largest total, a need unserved costing 1."""
    ones, every = np.ones(len(need)), np.arange(len(need))
    rows = sparse.csr_array((ones, (need, every)), shape=(instance.needs, len(need)))
    columns = sparse.csr_array((ones, (helper, every)), shape=(len(instance.capacity), len(need)))
    answer = linprog(
        -(score + 1),
        A_ub=sparse.vstack([rows, columns]),
        b_ub=np.append(np.ones(instance.needs), instance.capacity),
        bounds=(0, 1),
        method="highs",
    )
    taken = answer.x > 0.5
    return list(zip(need[taken].tolist(), helper[taken].tolist(), strict=True))


def greedy(instance: Instance) -> list[tuple[int, int]]:
    """Choose the best remaining pair until none is left."""
    capacity, served, found = instance.capacity.copy(), set(), []
    for pair in np.argsort(-instance.score, kind="stable"):
        need, helper = int(instance.need[pair]), int(instance.helper[pair])
        if need not in served and capacity[helper]:
            capacity[helper] -= 1
            served.add(need)
            found.append((need, helper))
    return found


def ours(instance: Instance) -> list[tuple[int, int]]:
    """The three objectives of `plan` over the candidates."""
    ones = np.ones(instance.needs, dtype=np.int64)
    problem = optimum.AssignmentProblem(
        instance.need,
        instance.helper,
        instance.score,
        instance.score,
        ones,
        instance.capacity,
        ones > 0,
        ones * 0,
    )
    taken = optimum.assign(problem).chosen
    return list(zip(instance.need[taken].tolist(), instance.helper[taken].tolist(), strict=True))


WAYS: dict[str, Callable[[Instance], list[tuple[int, int]]]] = {
    "loops, dense flow": loops,
    "HiGHS, dense": highs_dense,
    "HiGHS, candidates": highs_sparse,
    "greedy": greedy,
    "ours": ours,
}


def main() -> None:
    """Run every method and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--needs", type=int, default=4_000)
    parser.add_argument("--helpers", type=int, default=1_200)
    parser.add_argument("--candidates", type=int, default=30)
    options = parser.parse_args()
    instance = Instance(options.needs, options.helpers, options.candidates)
    print(f"{options.needs:,} × {options.helpers:,}, {len(instance.need):,} candidate pairs")
    print(f"{'':<20}{'total':>10}{'unserved':>10}{'worst 1 %':>11}{'seconds':>9}{'memory':>10}")
    for name in WAYS:
        pairs, seconds, memory = alone(name, instance)
        scores = np.sort([instance.dense[pair] for pair in pairs])
        worst = scores[: max(1, len(scores) // 100)].mean()
        left = options.needs - len({need for need, _ in pairs})
        figures = f"{scores.sum():>10.1f}{left:>10,}{worst:>11.3f}{seconds:>9.2f}"
        print(f"{name:<20}{figures}{memory:>7,.0f} MB")


def alone(name: str, instance: Instance) -> tuple[list[tuple[int, int]], float, float]:
    """Run one method in its own process."""
    context = get_context("fork")
    here, there = context.Pipe()
    process = context.Process(target=work, args=(name, instance, there))
    process.start()
    found = here.recv()
    process.join()
    return found


def work(name: str, instance: Instance, answer: Connection) -> None:
    """Solve, and return the result with its seconds and memory."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.process_time()
    pairs = WAYS[name](instance)
    seconds = time.process_time() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    answer.send((pairs, seconds, (peak - before) / 1024))


if __name__ == "__main__":
    main()
