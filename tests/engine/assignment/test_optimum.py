"""The assignment against independent optima: HiGHS solves the same aims as linear programmes."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import LinearConstraint, milp

from hongmajia.engine.assignment.optimum import Assignment, AssignmentProblem, assign

TENTHS = st.integers(1, 9).map(lambda tenths: tenths / 10)


@st.composite
def problems(draw: st.DrawFn) -> AssignmentProblem:
    """Small instances with scarcity, several helpers wanted, urgency and pinned needs."""
    needs, helpers = draw(st.integers(1, 6)), draw(st.integers(1, 5))
    grid = [(n, h) for n in range(needs) for h in range(helpers)]
    pairs = draw(st.lists(st.sampled_from(grid), unique=True, min_size=1))
    fit = np.array(draw(st.lists(TENTHS, min_size=len(pairs), max_size=len(pairs))))
    bonus = draw(st.lists(st.sampled_from([0, 0.02]), min_size=len(pairs), max_size=len(pairs)))
    return AssignmentProblem(
        need=np.array([n for n, _ in pairs]),
        helper=np.array([h for _, h in pairs]),
        fit=fit,
        gain=fit + np.array(bonus),
        wanted=np.array(draw(st.lists(st.integers(1, 3), min_size=needs, max_size=needs))),
        capacity=np.array(draw(st.lists(st.integers(0, 3), min_size=helpers, max_size=helpers))),
        open=np.array(draw(st.lists(st.integers(0, 9), min_size=needs, max_size=needs))) > 0,
        urgency=np.array(draw(st.lists(st.integers(0, 2), min_size=needs, max_size=needs))),
    )


class Oracle:
    """The aims as integer programmes: x per pair, z per open need that gets a first helper ≥ t."""

    def __init__(self, problem: AssignmentProblem) -> None:
        self.problem, self.pairs, self.needs = problem, len(problem.need), len(problem.wanted)

    def best(self, worth: np.ndarray, gain: np.ndarray, least: float, served: int | None) -> float:
        """The largest worth·z + gain·x, with exactly so many served if that is fixed."""
        problem = self.problem
        in_need = problem.need[None, :] == np.arange(self.needs)[:, None]
        at_helper = problem.helper[None, :] == np.arange(len(problem.capacity))[:, None]
        further = problem.wanted - problem.open
        none, one = np.zeros((len(problem.capacity), self.needs)), np.eye(self.needs)
        rows = [
            LinearConstraint(np.hstack([at_helper, none]), ub=problem.capacity),
            LinearConstraint(np.hstack([in_need, -one]), ub=further),
            LinearConstraint(np.hstack([-1.0 * (in_need & (problem.fit >= least)), one]), ub=0),
        ]
        if served is not None:
            rows.append(
                LinearConstraint(np.r_[np.zeros(self.pairs), np.ones(self.needs)], served, served)
            )
        upper = np.r_[np.ones(self.pairs), problem.open]
        found = milp(
            -np.r_[gain, worth],
            constraints=rows,
            integrality=np.ones(self.pairs + self.needs),
            bounds=(0, upper),
        )
        return -found.fun if found.success else -np.inf


def served(problem: AssignmentProblem, result: Assignment) -> np.ndarray:
    """Open needs with at least one helper."""
    return np.unique(problem.need[result.chosen & problem.open[problem.need]])


def urgent_worth(problem: AssignmentProblem) -> np.ndarray:
    return 100.0 + problem.urgency


@settings(max_examples=200, deadline=None)
@given(problems())
def test_limits_are_kept(problem: AssignmentProblem) -> None:
    chosen = assign(problem).chosen
    assert (
        np.bincount(problem.helper[chosen], minlength=len(problem.capacity)) <= problem.capacity
    ).all()
    per_need = np.bincount(problem.need[chosen], minlength=len(problem.wanted))
    assert (per_need <= problem.wanted).all()


@settings(max_examples=200, deadline=None)
@given(problems())
def test_as_many_as_possible_are_served_the_urgent_first(problem: AssignmentProblem) -> None:
    best = Oracle(problem).best(urgent_worth(problem), np.zeros(len(problem.need)), 0, None)
    reached = served(problem, assign(problem))
    assert urgent_worth(problem)[reached].sum() == pytest.approx(best)


@settings(max_examples=200, deadline=None)
@given(problems())
def test_the_worst_served_is_served_as_well_as_can_be(problem: AssignmentProblem) -> None:
    oracle, result = Oracle(problem), assign(problem)
    empty = np.zeros(len(problem.need))
    goal = oracle.best(urgent_worth(problem), empty, 0, None)
    if result.worst is None:
        assert goal == pytest.approx(0)
        return
    assert oracle.best(urgent_worth(problem), empty, result.worst, None) == pytest.approx(goal)
    for better in np.unique(problem.fit[problem.fit > result.worst]):
        assert oracle.best(urgent_worth(problem), empty, better, None) < goal
    best_of = [
        problem.fit[result.chosen & (problem.need == need)].max()
        for need in served(problem, result)
    ]
    assert min(best_of) == pytest.approx(result.worst)


@settings(max_examples=200, deadline=None)
@given(problems())
def test_the_total_is_the_largest_that_the_other_aims_allow(problem: AssignmentProblem) -> None:
    result = assign(problem)
    if (problem.urgency > 0).any():
        problem = AssignmentProblem(
            **{**fields(problem), "urgency": np.zeros(len(problem.wanted), dtype=np.int64)}
        )
        result = assign(problem)
    least, count = result.worst or 0, len(served(problem, result))
    best = Oracle(problem).best(np.zeros(len(problem.wanted)), problem.gain, least, count)
    assert problem.gain[result.chosen].sum() == pytest.approx(best, abs=1e-4)


@settings(max_examples=200, deadline=None)
@given(problems())
def test_never_worse_than_taking_the_best_pair_again_and_again(problem: AssignmentProblem) -> None:
    greedy, result = greedily(problem), assign(problem)
    ours, theirs = (
        served(problem, result),
        np.unique(problem.need[greedy & problem.open[problem.need]]),
    )
    assert len(ours) >= len(theirs)
    if problem.urgency.any() or len(ours) > len(theirs) or not len(theirs):
        return
    worst = min(problem.fit[greedy & (problem.need == need)].max() for need in theirs)
    assert result.worst is not None
    assert result.worst >= worst
    if result.worst == worst:
        assert problem.gain[result.chosen].sum() >= problem.gain[greedy].sum() - 1e-4


def greedily(problem: AssignmentProblem) -> np.ndarray:
    """The best pair left, as long as both sides have room."""
    capacity, wanted = problem.capacity.copy(), problem.wanted.copy()
    chosen = np.zeros(len(problem.need), dtype=bool)
    for pair in np.argsort(-problem.gain, kind="stable"):
        if capacity[problem.helper[pair]] and wanted[problem.need[pair]]:
            capacity[problem.helper[pair]] -= 1
            wanted[problem.need[pair]] -= 1
            chosen[pair] = True
    return chosen


def fields(problem: AssignmentProblem) -> dict[str, np.ndarray]:
    return {name: getattr(problem, name) for name in AssignmentProblem.__slots__}


def test_two_wanted_are_two_different_helpers() -> None:
    problem = AssignmentProblem(
        need=np.array([0, 0]),
        helper=np.array([0, 1]),
        fit=np.array([0.9, 0.1]),
        gain=np.array([0.9, 0.1]),
        wanted=np.array([2]),
        capacity=np.array([5, 5]),
        open=np.array([True]),
        urgency=np.array([0]),
    )
    assert assign(problem).chosen.tolist() == [True, True]


def test_nothing_possible_is_no_error() -> None:
    none = np.zeros(0, dtype=np.int64)
    problem = AssignmentProblem(
        none,
        none,
        none * 1.0,
        none * 1.0,
        np.ones(2, int),
        none,
        np.ones(2, bool),
        np.zeros(2, int),
    )
    assert not assign(problem).chosen.any()
