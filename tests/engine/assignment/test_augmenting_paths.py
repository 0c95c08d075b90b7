"""Both searches for augmenting paths find as many as there are."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse
from scipy.sparse.csgraph import maximum_bipartite_matching

from hongmajia.engine.arrays import Bools, Ints
from hongmajia.engine.assignment.augmenting_paths import (
    UNASSIGNED,
    SearchFromHelpers,
    SearchFromNeeds,
)
from hongmajia.engine.assignment.graph import CandidateGraph


@st.composite
def villages(draw: st.DrawFn) -> tuple[np.ndarray, Ints]:
    """Who could help whom, and how many each can take."""
    needs, helpers = draw(st.integers(1, 9)), draw(st.integers(1, 6))
    able = draw(
        st.lists(
            st.lists(st.booleans(), min_size=helpers, max_size=helpers),
            min_size=needs,
            max_size=needs,
        )
    )
    capacity = draw(st.lists(st.integers(0, 3), min_size=helpers, max_size=helpers))
    return np.array(able), np.array(capacity, dtype=np.int64)


def most(able: np.ndarray, capacity: Ints) -> int:
    """How many can be served, by another's matching: a column for each place a helper has."""
    seats = sparse.csr_matrix(np.repeat(able, capacity, axis=1).astype(np.int8))
    return int((maximum_bipartite_matching(seats, perm_type="column") >= 0).sum())


def choices_of(able: np.ndarray, capacity: Ints) -> CandidateGraph:
    need, helper = np.nonzero(able)
    return CandidateGraph.of(need, helper, np.ones(len(need)), len(able), capacity)


def free(graph: CandidateGraph, pair: Ints) -> Bools:
    used = np.bincount(graph.helper[pair[pair != UNASSIGNED]], minlength=len(graph.capacity))
    return np.asarray(used < graph.capacity)


@pytest.mark.parametrize("search", ["from seekers", "from room"])
@settings(max_examples=150, deadline=None)
@given(village=villages())
def test_nobody_is_left_out_who_need_not_be(search: str, village: tuple[np.ndarray, Ints]) -> None:
    able, capacity = village
    graph = choices_of(able, capacity)
    pair, ends = np.full(len(able), UNASSIGNED, dtype=np.int64), graph.start[1:]
    served_before, going_on = 0, True
    while going_on:
        if search == "from room":
            targets = np.ones(len(able), dtype=bool)
            going_on = SearchFromHelpers(graph, pair, ends, targets, free(graph, pair)).take()
        else:
            roots = np.flatnonzero(pair == UNASSIGNED)
            going_on = SearchFromNeeds(graph, pair, ends, roots, free(graph, pair)).take()
        served = pair != UNASSIGNED
        assert (np.bincount(graph.helper[pair[served]], minlength=len(capacity)) <= capacity).all()
        assert (graph.need[pair[served]] == np.flatnonzero(served)).all()
        assert served.sum() > served_before or not going_on
        served_before = int(served.sum())
    assert served_before == most(able, capacity)


def test_who_does_not_seek_is_not_served_but_moves_for_others() -> None:
    """The second need makes way; the third, who could take the same room, does not ask."""
    able = np.array([[1, 0], [1, 1], [0, 1]], dtype=bool)
    graph = choices_of(able, np.array([1, 1]))
    pair = np.array([UNASSIGNED, 1, UNASSIGNED])  # the second has the first helper
    targets = np.array([True, True, False])
    assert SearchFromHelpers(graph, pair, graph.start[1:], targets, free(graph, pair)).take()
    assert graph.helper[pair[:2]].tolist() == [0, 1]
    assert pair[2] == UNASSIGNED
