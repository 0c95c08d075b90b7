"""Panels from a matrix, against integer programmes and against all panels tried one by one."""

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse
from scipy.optimize import linprog

from hongmajia.engine import EngineError, assign_panels


@st.composite
def instances(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A matrix with some pairs not allowed, and limits."""
    needs, helpers = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    values = st.sampled_from([np.nan, *(np.arange(1, 98) / 97)])
    cells = draw(st.lists(values, min_size=needs * helpers, max_size=needs * helpers))
    wanted = draw(st.lists(st.integers(0, 2), min_size=needs, max_size=needs))
    capacity = draw(st.lists(st.integers(0, 3), min_size=helpers, max_size=helpers))
    return np.array(cells).reshape(needs, helpers), np.array(wanted), np.array(capacity)


def all_panels(affinity: np.ndarray, filled: np.ndarray, capacity: np.ndarray) -> list[list[float]]:
    """The sorted totals of every choice that fills as many places of each need."""
    helpers = range(affinity.shape[1])
    seat_matrix = [
        [c for c in combinations(helpers, int(n)) if not np.isnan(affinity[row, list(c)]).any()]
        for row, n in enumerate(filled)
    ]
    found = []
    for chosen in product(*seat_matrix):
        load = np.bincount([h for panel in chosen for h in panel], minlength=len(capacity))
        if (load <= capacity).all():
            totals = [affinity[row, list(p)].sum() for row, p in enumerate(chosen) if p]
            found.append(sorted(totals))
    return found


@settings(max_examples=40, deadline=None)
@given(instances())
def test_panels_keep_the_limits_and_are_leximin(
    instance: tuple[np.ndarray, np.ndarray, np.ndarray],
) -> None:
    affinity, wanted, capacity = instance
    made = assign_panels(affinity, wanted, capacity, seconds=5)
    filled = made.chosen.sum(axis=1)
    assert (filled <= wanted).all()
    assert (made.chosen.sum(axis=0) <= capacity).all()
    assert not made.chosen[np.isnan(affinity)].any()
    assert made.short == wanted.sum() - filled.sum()
    if not filled.any():
        return
    ours = sorted(made.totals[filled > 0].tolist())
    best = max(all_panels(affinity, filled, capacity))
    assert made.worst == pytest.approx(best[0], abs=1e-5)
    assert made.worst <= made.bound + 1e-5
    if made.complete and made.exact:
        assert ours == pytest.approx(best, abs=1e-5)


def test_a_choice_whom_to_hold_is_not_called_exact() -> None:
    """Either need may be the one with 0.01; what the other then has, 0.02 or 0.03, is a choice."""
    made = assign_panels(np.array([[0.01, 0.03], [0.01, 0.02]]), np.array([1, 1]), np.array([1, 1]))
    assert made.worst == pytest.approx(0.01)
    assert not made.exact


def test_where_one_need_must_stay_behind_it_is_exact() -> None:
    made = assign_panels(np.array([[0.01, 0.02], [0.05, 0.06]]), np.array([1, 1]), np.array([1, 1]))
    assert made.totals.tolist() == [0.02, 0.05]
    assert made.complete
    assert made.exact


def papers(seed: int, needs: int, helpers: int) -> np.ndarray:
    """Values as similarities of topics give them."""
    chance = np.random.default_rng(seed)
    asked, known = (chance.dirichlet(np.full(8, 0.3), size) for size in (needs, helpers))
    near = (asked / np.linalg.norm(asked, axis=1)[:, None]) @ (
        known / np.linalg.norm(known, axis=1)[:, None]
    ).T
    return np.clip(0.1 + 0.3 * near + 0.03 * chance.standard_normal(near.shape), 0.001, 1)


def test_the_worst_panel_reaches_the_bound_of_an_independent_linear_programme() -> None:
    affinity = papers(1, 40, 25)
    made = assign_panels(affinity, np.full(40, 3), np.full(25, 5), seconds=6)
    assert (made.chosen.sum(axis=1) == 3).all()
    assert made.worst == pytest.approx(bound(affinity, 3, 5), abs=1e-5)
    assert (np.sort(made.totals)[made.settled :] >= made.level - 1e-5).all()
    assert made.next_bound >= made.level


def bound(affinity: np.ndarray, per_need: int, load: int) -> float:
    """What no panel can exceed for the worst: a linear programme of its own."""
    needs, helpers = affinity.shape
    seat_matrix = sparse.kron(sparse.eye_array(needs), np.ones((1, helpers)))
    load_matrix = sparse.kron(np.ones((1, needs)), sparse.eye_array(helpers))
    total_matrix = sparse.kron(sparse.eye_array(needs), np.ones((1, helpers))).tocsr()
    total_matrix.data = affinity.ravel()
    answer = linprog(
        np.r_[np.zeros(needs * helpers), -1],
        A_ub=sparse.vstack(
            [
                sparse.hstack([load_matrix, sparse.csr_array((helpers, 1))]),
                sparse.hstack([-total_matrix, np.ones((needs, 1))]),
            ]
        ),
        b_ub=np.r_[np.full(helpers, load), np.zeros(needs)],
        A_eq=sparse.hstack([seat_matrix, sparse.csr_array((needs, 1))]),
        b_eq=np.full(needs, per_need),
        bounds=[(0, 1)] * (needs * helpers) + [(0, None)],
    )
    return float(-answer.fun)


def test_a_place_nobody_can_fill_is_told() -> None:
    made = assign_panels(np.array([[0.5, np.nan], [0.4, 0.2]]), np.array([2, 1]), np.array([1, 1]))
    assert made.short == 1
    assert made.chosen.tolist() == [[True, False], [False, True]]


@pytest.mark.parametrize(
    ("code", "affinity", "wanted", "capacity"),
    [
        ("matrix_shape", np.zeros((2, 2)), np.ones(3, int), np.ones(2, int)),
        ("matrix_value", np.array([[0.1, -1.0]]), np.ones(1, int), np.ones(2, int)),
        ("matrix_value", np.array([[np.inf]]), np.ones(1, int), np.ones(1, int)),
        ("matrix_negative", np.array([[0.1]]), np.array([-1]), np.ones(1, int)),
    ],
)
def test_a_matrix_that_is_none_is_refused(
    code: str, affinity: np.ndarray, wanted: np.ndarray, capacity: np.ndarray
) -> None:
    with pytest.raises(EngineError, match=code):
        assign_panels(affinity, wanted, capacity)
