"""Fairness level by level, against all assignments of small instances tried one by one."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hongmajia.engine.assignment.graph import CandidateGraph
from hongmajia.engine.assignment.matching import Matching
from hongmajia.engine.assignment.optimum import AssignmentProblem, assign
from tests.engine.assignment.test_optimum import problems


@st.composite
def distinct(draw: st.DrawFn) -> AssignmentProblem:
    """One helper each, all fits different, no urgency."""
    problem = draw(problems())
    fits = draw(st.permutations(range(1, len(problem.need) + 1)))
    fit = np.array(fits) / (len(fits) + 1)
    one, every = np.ones(len(problem.wanted), int), np.ones(len(problem.wanted), bool)
    return AssignmentProblem(
        problem.need, problem.helper, fit, fit, one, problem.capacity, every, one * 0, seconds=60
    )


def all_outcomes(problem: AssignmentProblem) -> list[list[float]]:
    """The sorted fits of every assignment that serves as many as can be."""
    options = [
        [None, *np.flatnonzero(problem.need == need).tolist()]
        for need in range(len(problem.wanted))
    ]
    found = []
    for chosen in product(*options):
        pairs = [pair for pair in chosen if pair is not None]
        used = np.bincount(problem.helper[pairs], minlength=len(problem.capacity)) if pairs else 0
        if np.all(used <= problem.capacity):
            found.append(sorted(problem.fit[pairs].tolist()))
    most = max(map(len, found))
    return [each for each in found if len(each) == most]


@settings(max_examples=150, deadline=None)
@given(distinct())
def test_the_plan_is_leximin_where_all_can_be_served(problem: AssignmentProblem) -> None:
    outcomes, result = all_outcomes(problem), assign(problem)
    ours = sorted(problem.fit[result.chosen].tolist())
    if result.fairness is None:
        assert outcomes == [[]]
        return
    assert len(ours) == len(outcomes[0])
    assert ours[0] == max(outcomes)[0]
    if len(ours) == len(problem.wanted):
        assert ours == max(outcomes)
        assert result.fairness.complete
        assert result.fairness.exact
        assert result.fairness.settled == len(ours)


@settings(max_examples=100, deadline=None)
@given(problems())
def test_whatever_is_said_of_the_levels_holds(problem: AssignmentProblem) -> None:
    problem = AssignmentProblem(
        **{name: getattr(problem, name) for name in AssignmentProblem.__slots__[:-1]}, seconds=60
    )
    result = assign(problem)
    if result.fairness is None:
        return
    served = np.flatnonzero(result.fairness.served)
    assert sorted(set(problem.need[result.chosen & problem.open[problem.need]])) == served.tolist()
    for need in served:
        best = problem.fit[result.chosen & (problem.need == need)].max()
        assert best >= result.fairness.floor[need] - 1e-12
        assert best >= result.worst


def test_without_time_only_the_worst_is_raised() -> None:
    fit = np.array([0.2, 0.5, 0.9, 0.6, 0.8])
    need, helper = np.array([0, 1, 1, 2, 2]), np.array([0, 1, 2, 2, 1])
    three = np.ones(3, int)
    problem = AssignmentProblem(need, helper, fit, fit, three, three, three > 0, three * 0)
    quick, thorough = (
        assign(problem),
        assign(AssignmentProblem(**{**fields(problem), "seconds": 9.0})),
    )
    assert quick.fairness is not None
    assert thorough.fairness is not None
    assert (quick.fairness.settled, quick.fairness.complete) == (0, False)
    assert (thorough.fairness.settled, thorough.fairness.complete) == (3, True)
    assert thorough.fairness.floor.tolist() == [0.2, 0.9, 0.8]


def test_equal_fits_are_told_where_they_left_a_choice() -> None:
    need, helper = np.array([0, 1, 0, 1]), np.array([0, 0, 1, 1])
    fit, two = np.array([0.9, 0.9, 0.5, 0.5]), np.ones(2, int)
    result = assign(
        AssignmentProblem(need, helper, fit, fit, two, two, two > 0, two * 0, seconds=9.0)
    )
    assert result.fairness is not None
    assert sorted(result.fairness.floor.tolist()) == [0.5, 0.9]
    assert not result.fairness.exact


def fields(problem: AssignmentProblem) -> dict[str, np.ndarray]:
    return {name: getattr(problem, name) for name in AssignmentProblem.__slots__}


# --- the matching underneath


@settings(max_examples=200, deadline=None)
@given(problems(), st.integers(0, 9))
def test_a_matching_keeps_room_and_level_and_serves_as_many_as_can_be(
    problem: AssignmentProblem, tenths: int
) -> None:
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import maximum_flow

    graph = CandidateGraph.of(
        problem.need, problem.helper, problem.fit, len(problem.wanted), problem.capacity
    )
    matching, level = Matching.empty(graph), tenths / 10
    matching.serve(problem.open, graph.ends(level))
    pairs = matching.pair[matching.served]
    assert (graph.need[pairs] == np.flatnonzero(matching.served)).all()
    assert (graph.fit[pairs] >= level).all()
    assert (
        np.bincount(graph.helper[pairs], minlength=len(problem.capacity)) <= problem.capacity
    ).all()
    needs, helpers = len(problem.wanted), len(problem.capacity)
    good = problem.open[problem.need] & (problem.fit >= level)
    tails = np.r_[np.full(needs, needs + helpers), problem.need[good], needs + np.arange(helpers)]
    heads = np.r_[
        np.arange(needs), needs + problem.helper[good], np.full(helpers, needs + helpers + 1)
    ]
    limits = np.r_[problem.open.astype(int), np.ones(good.sum(), int), problem.capacity]
    size = needs + helpers + 2
    net = csr_array((limits.astype(np.int32), (tails, heads)), shape=(size, size))
    assert matching.served.sum() == maximum_flow(net, size - 2, size - 1).flow_value


def test_whoever_is_served_stays_served() -> None:
    graph = CandidateGraph.of(
        np.array([0, 0, 1]), np.array([0, 1, 0]), np.array([0.9, 0.1, 0.5]), 2, np.array([1, 1])
    )
    matching = Matching.empty(graph)
    matching.serve(np.array([True, False]), graph.ends(-np.inf))
    assert graph.helper[matching.pair[0]] == 0
    matching.serve(np.array([False, True]), graph.ends(-np.inf))
    assert matching.served.all()
    assert graph.helper[matching.pair].tolist() == [1, 0]


@pytest.mark.parametrize("capacity", [0, 1])
def test_who_competes_is_found_from_those_left_out(capacity: int) -> None:
    graph = CandidateGraph.of(
        np.array([0, 1, 2]),
        np.array([0, 0, 1]),
        np.array([0.9, 0.8, 0.7]),
        3,
        np.array([capacity, 1]),
    )
    matching = Matching.empty(graph)
    matching.serve(np.ones(3, bool), graph.ends(-np.inf))
    left = np.flatnonzero(~matching.served)
    needs, helpers = matching.reachable(left, graph.ends(-np.inf))
    assert sorted(needs.tolist()) == [0, 1]
    assert helpers.tolist() == [True, False]
