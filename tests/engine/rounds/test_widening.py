"""Looking further than the first candidates: nobody is left out who need not be."""

from dataclasses import dataclass, field

import networkx as nx
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from hongmajia.engine.arrays import Bools, Ints
from hongmajia.engine.assignment import optimum
from hongmajia.engine.rounds.widening import widen_candidates
from hongmajia.engine.scoring.pairs import PairTable


@dataclass
class Village:
    """Who suits whom and how well (0: not at all), how many each can take, ``k`` told at a time."""

    fits: np.ndarray
    capacity: Ints
    k: int
    looked: list[tuple[list[int], list[int]]] = field(default_factory=list)

    def best(self, rows: Ints, among: Bools) -> tuple[PairTable, Bools]:
        """The k best pairs of these needs with these helpers, and for whom these are all."""
        self.looked.append((sorted(rows.tolist()), np.flatnonzero(among).tolist()))
        suits = np.where(among, self.fits[rows], 0)
        need, helper = np.nonzero(suits)
        table = PairTable(rows[need], helper, suits[need, helper].astype(float)).best(self.k)
        return table, (suits > 0).sum(axis=1) <= self.k

    def make_problem(self, table: PairTable) -> optimum.AssignmentProblem:
        needs = len(self.fits)
        return optimum.AssignmentProblem(
            need=table.need, helper=table.helper, fit=table.score, gain=table.score,
            wanted=np.ones(needs, dtype=np.int64), capacity=self.capacity,
            open=np.ones(needs, dtype=bool), urgency=np.zeros(needs, dtype=np.int64),
        )  # fmt: skip

    def widen_candidates(self) -> PairTable:
        """From the k best of each need on, as far as it takes."""
        everyone = np.ones(len(self.capacity), dtype=bool)
        table, complete = self.best(np.arange(len(self.fits)), everyone)
        return widen_candidates(table, complete, self.make_problem, self.best)[0]

    def served(self) -> int:
        return int(optimum.first_helpers(self.make_problem(self.widen_candidates())).served.sum())

    def most(self) -> int:
        """How many can be served at all, by another's maximum flow."""
        net = nx.DiGraph()
        net.add_nodes_from(["source", "sink"])
        for need, helper in zip(*np.nonzero(self.fits), strict=True):
            net.add_edge("source", ("need", need), capacity=1)
            net.add_edge(("need", need), ("helper", helper), capacity=1)
            net.add_edge(("helper", helper), "sink", capacity=int(self.capacity[helper]))
        return int(nx.maximum_flow_value(net, "source", "sink"))


@st.composite
def villages(draw: st.DrawFn) -> Village:
    needs, helpers = draw(st.integers(1, 12)), draw(st.integers(1, 10))
    row = st.lists(st.integers(0, 5), min_size=helpers, max_size=helpers)
    fits = draw(st.lists(row, min_size=needs, max_size=needs))
    capacity = draw(st.lists(st.integers(0, 3), min_size=helpers, max_size=helpers))
    return Village(np.array(fits), np.array(capacity, dtype=np.int64), draw(st.integers(1, 3)))


@given(villages())
@settings(max_examples=300, deadline=None)
def test_as_many_are_served_as_if_all_pairs_had_been_known(village: Village) -> None:
    assert village.served() == village.most()


@given(villages())
@settings(max_examples=100, deadline=None)
def test_no_pair_is_told_twice(village: Village) -> None:
    table = village.widen_candidates()
    pairs = list(zip(table.need.tolist(), table.helper.tolist(), strict=True))
    assert len(set(pairs)) == len(pairs)


def test_where_all_have_somebody_nobody_looks_further() -> None:
    village = Village(np.array([[3, 2, 1], [1, 3, 2]]), np.array([1, 1, 1]), k=1)
    village.widen_candidates()
    assert len(village.looked) == 1


def test_only_those_left_out_and_their_rivals_look_and_only_outside() -> None:
    """Two want the same helper, one is content with another: the latter is not asked again."""
    village = Village(np.array([[5, 1, 0], [5, 0, 1], [0, 0, 5]]), np.array([1, 1, 1]), k=1)
    village.widen_candidates()
    assert village.looked[1:] == [([0, 1], [1, 2])]


def test_who_had_no_more_candidates_is_not_asked_again() -> None:
    village = Village(np.array([[5, 0], [5, 0]]), np.array([1, 1]), k=1)
    village.widen_candidates()
    assert len(village.looked) == 1
