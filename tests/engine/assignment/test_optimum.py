"""The assignment against independent optima: HiGHS solves the same aims as linear programmes."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import LinearConstraint, milp

from hongmajia.engine.assignment.optimum import Assignment, Task, assign

TENTHS = st.integers(1, 9).map(lambda tenths: tenths / 10)


@st.composite
def tasks(draw: st.DrawFn) -> Task:
    """Small instances with scarcity, several helpers wanted, urgency and pinned needs."""
    needs, helpers = draw(st.integers(1, 6)), draw(st.integers(1, 5))
    grid = [(n, h) for n in range(needs) for h in range(helpers)]
    pairs = draw(st.lists(st.sampled_from(grid), unique=True, min_size=1))
    fit = np.array(draw(st.lists(TENTHS, min_size=len(pairs), max_size=len(pairs))))
    bonus = draw(st.lists(st.sampled_from([0, 0.02]), min_size=len(pairs), max_size=len(pairs)))
    return Task(
        need=np.array([n for n, _ in pairs]),
        helper=np.array([h for _, h in pairs]),
        fit=fit,
        gain=fit + np.array(bonus),
        wanted=np.array(draw(st.lists(st.integers(1, 3), min_size=needs, max_size=needs))),
        room=np.array(draw(st.lists(st.integers(0, 3), min_size=helpers, max_size=helpers))),
        open=np.array(draw(st.lists(st.integers(0, 9), min_size=needs, max_size=needs))) > 0,
        urgency=np.array(draw(st.lists(st.integers(0, 2), min_size=needs, max_size=needs))),
    )


class Oracle:
    """The aims as integer programmes: x per pair, z per open need that gets a first helper ≥ t."""

    def __init__(self, task: Task) -> None:
        self.task, self.pairs, self.needs = task, len(task.need), len(task.wanted)

    def best(self, worth: np.ndarray, gain: np.ndarray, least: float, served: int | None) -> float:
        """The largest worth·z + gain·x, with exactly so many served if that is fixed."""
        task = self.task
        in_need = task.need[None, :] == np.arange(self.needs)[:, None]
        at_helper = task.helper[None, :] == np.arange(len(task.room))[:, None]
        further = task.wanted - task.open
        none, one = np.zeros((len(task.room), self.needs)), np.eye(self.needs)
        rows = [
            LinearConstraint(np.hstack([at_helper, none]), ub=task.room),
            LinearConstraint(np.hstack([in_need, -one]), ub=further),
            LinearConstraint(np.hstack([-1.0 * (in_need & (task.fit >= least)), one]), ub=0),
        ]
        if served is not None:
            rows.append(
                LinearConstraint(np.r_[np.zeros(self.pairs), np.ones(self.needs)], served, served)
            )
        upper = np.r_[np.ones(self.pairs), task.open]
        found = milp(
            -np.r_[gain, worth],
            constraints=rows,
            integrality=np.ones(self.pairs + self.needs),
            bounds=(0, upper),
        )
        return -found.fun if found.success else -np.inf


def served(task: Task, result: Assignment) -> np.ndarray:
    """Open needs with at least one helper."""
    return np.unique(task.need[result.chosen & task.open[task.need]])


def urgent_worth(task: Task) -> np.ndarray:
    return 100.0 + task.urgency


@settings(max_examples=200, deadline=None)
@given(tasks())
def test_limits_are_kept(task: Task) -> None:
    chosen = assign(task).chosen
    assert (np.bincount(task.helper[chosen], minlength=len(task.room)) <= task.room).all()
    per_need = np.bincount(task.need[chosen], minlength=len(task.wanted))
    assert (per_need <= task.wanted).all()


@settings(max_examples=200, deadline=None)
@given(tasks())
def test_as_many_as_possible_are_served_the_urgent_first(task: Task) -> None:
    best = Oracle(task).best(urgent_worth(task), np.zeros(len(task.need)), 0, None)
    reached = served(task, assign(task))
    assert urgent_worth(task)[reached].sum() == pytest.approx(best)


@settings(max_examples=200, deadline=None)
@given(tasks())
def test_the_worst_served_is_served_as_well_as_can_be(task: Task) -> None:
    oracle, result = Oracle(task), assign(task)
    nothing = np.zeros(len(task.need))
    goal = oracle.best(urgent_worth(task), nothing, 0, None)
    if result.worst is None:
        assert goal == pytest.approx(0)
        return
    assert oracle.best(urgent_worth(task), nothing, result.worst, None) == pytest.approx(goal)
    for better in np.unique(task.fit[task.fit > result.worst]):
        assert oracle.best(urgent_worth(task), nothing, better, None) < goal
    best_of = [task.fit[result.chosen & (task.need == need)].max() for need in served(task, result)]
    assert min(best_of) == pytest.approx(result.worst)


@settings(max_examples=200, deadline=None)
@given(tasks())
def test_the_total_is_the_largest_that_the_other_aims_allow(task: Task) -> None:
    result = assign(task)
    if (task.urgency > 0).any():
        task = Task(**{**fields(task), "urgency": np.zeros(len(task.wanted), dtype=np.int64)})
        result = assign(task)
    least, count = result.worst or 0, len(served(task, result))
    best = Oracle(task).best(np.zeros(len(task.wanted)), task.gain, least, count)
    assert task.gain[result.chosen].sum() == pytest.approx(best, abs=1e-4)


@settings(max_examples=200, deadline=None)
@given(tasks())
def test_never_worse_than_taking_the_best_pair_again_and_again(task: Task) -> None:
    greedy, result = greedily(task), assign(task)
    ours, theirs = served(task, result), np.unique(task.need[greedy & task.open[task.need]])
    assert len(ours) >= len(theirs)
    if task.urgency.any() or len(ours) > len(theirs) or not len(theirs):
        return
    worst = min(task.fit[greedy & (task.need == need)].max() for need in theirs)
    assert result.worst is not None
    assert result.worst >= worst
    if result.worst == worst:
        assert task.gain[result.chosen].sum() >= task.gain[greedy].sum() - 1e-4


def greedily(task: Task) -> np.ndarray:
    """The best pair left, as long as both sides have room."""
    room, wanted = task.room.copy(), task.wanted.copy()
    chosen = np.zeros(len(task.need), dtype=bool)
    for pair in np.argsort(-task.gain, kind="stable"):
        if room[task.helper[pair]] and wanted[task.need[pair]]:
            room[task.helper[pair]] -= 1
            wanted[task.need[pair]] -= 1
            chosen[pair] = True
    return chosen


def fields(task: Task) -> dict[str, np.ndarray]:
    return {name: getattr(task, name) for name in Task.__slots__}


def test_two_wanted_are_two_different_helpers() -> None:
    task = Task(
        need=np.array([0, 0]),
        helper=np.array([0, 1]),
        fit=np.array([0.9, 0.1]),
        gain=np.array([0.9, 0.1]),
        wanted=np.array([2]),
        room=np.array([5, 5]),
        open=np.array([True]),
        urgency=np.array([0]),
    )
    assert assign(task).chosen.tolist() == [True, True]


def test_nothing_possible_is_no_error() -> None:
    none = np.zeros(0, dtype=np.int64)
    task = Task(
        none,
        none,
        none * 1.0,
        none * 1.0,
        np.ones(2, int),
        none,
        np.ones(2, bool),
        np.zeros(2, int),
    )
    assert not assign(task).chosen.any()
