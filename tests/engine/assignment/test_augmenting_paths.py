"""Both searches for augmenting paths find as many as there are."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse
from scipy.sparse.csgraph import maximum_bipartite_matching

from hongmajia.engine.arrays import Bools, Ints
from hongmajia.engine.assignment.augmenting_paths import NOBODY, FromRoom, FromSeekers
from hongmajia.engine.assignment.graph import Choices


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
    room = draw(st.lists(st.integers(0, 3), min_size=helpers, max_size=helpers))
    return np.array(able), np.array(room, dtype=np.int64)


def most(able: np.ndarray, room: Ints) -> int:
    """How many can be served, by another's matching: a column for each place a helper has."""
    seats = sparse.csr_matrix(np.repeat(able, room, axis=1).astype(np.int8))
    return int((maximum_bipartite_matching(seats, perm_type="column") >= 0).sum())


def choices_of(able: np.ndarray, room: Ints) -> Choices:
    need, helper = np.nonzero(able)
    return Choices.of(need, helper, np.ones(len(need)), len(able), room)


def free(choices: Choices, pair: Ints) -> Bools:
    used = np.bincount(choices.helper[pair[pair != NOBODY]], minlength=len(choices.room))
    return np.asarray(used < choices.room)


@pytest.mark.parametrize("search", ["from seekers", "from room"])
@settings(max_examples=150, deadline=None)
@given(village=villages())
def test_nobody_is_left_out_who_need_not_be(search: str, village: tuple[np.ndarray, Ints]) -> None:
    able, room = village
    choices = choices_of(able, room)
    pair, ends = np.full(len(able), NOBODY, dtype=np.int64), choices.start[1:]
    served_before, going_on = 0, True
    while going_on:
        if search == "from room":
            seekers = np.ones(len(able), dtype=bool)
            going_on = FromRoom(choices, pair, ends, seekers, free(choices, pair)).take()
        else:
            roots = np.flatnonzero(pair == NOBODY)
            going_on = FromSeekers(choices, pair, ends, roots, free(choices, pair)).take()
        served = pair != NOBODY
        assert (np.bincount(choices.helper[pair[served]], minlength=len(room)) <= room).all()
        assert (choices.need[pair[served]] == np.flatnonzero(served)).all()
        assert served.sum() > served_before or not going_on
        served_before = int(served.sum())
    assert served_before == most(able, room)


def test_who_does_not_seek_is_not_served_but_moves_for_others() -> None:
    """The second need makes way; the third, who could take the same room, does not ask."""
    able = np.array([[1, 0], [1, 1], [0, 1]], dtype=bool)
    choices = choices_of(able, np.array([1, 1]))
    pair = np.array([NOBODY, 1, NOBODY])  # the second has the first helper
    seekers = np.array([True, True, False])
    assert FromRoom(choices, pair, choices.start[1:], seekers, free(choices, pair)).take()
    assert choices.helper[pair[:2]].tolist() == [0, 1]
    assert pair[2] == NOBODY
