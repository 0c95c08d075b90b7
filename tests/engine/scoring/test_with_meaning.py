"""Meaning as a part of the affinity: separate, with its own reason; nothing breaks without it."""

from dataclasses import replace

import numpy as np
import pytest

from hongmajia.engine import HelperIndex, IndexPool, Meaning, describe, explain, plan, shortlist
from hongmajia.engine.scoring.affinity import MEANING, PARTS, WORDS
from hongmajia.engine.scoring.all_helpers import score_all_helpers
from hongmajia.engine.scoring.single_pairs import score_every_pair
from tests.engine.examples import EVERYBODY, FISH, MACHINE, WELDING, Letters


@pytest.fixture(scope="module")
def known() -> HelperIndex:
    return HelperIndex.build(EVERYBODY, meaning=Meaning(Letters()))


def test_meaning_is_a_part_of_its_own(known: HelperIndex) -> None:
    asked = known.prepare([WELDING, FISH, MACHINE])
    with_it = score_every_pair(known, asked)
    bare = HelperIndex.build(EVERYBODY, known.weights)
    without = score_every_pair(bare, bare.prepare([WELDING, FISH, MACHINE]))
    assert with_it.parts[:, MEANING].max() > 0.3
    assert not without.parts[:, MEANING].any()
    others = [part for part in range(len(PARTS)) if part != MEANING]
    np.testing.assert_allclose(with_it.parts[:, others], without.parts[:, others])


def test_other_room_changes_nothing_about_the_meaning(known: HelperIndex) -> None:
    other = known.with_capacity({"dong": 0})
    np.testing.assert_array_equal(other.embed_needs([WELDING]), known.embed_needs([WELDING]))
    assert other.embed_needs([WELDING]).any()


def test_a_sweep_measures_meaning_exactly(known: HelperIndex) -> None:
    asked = known.prepare([WELDING, FISH, MACHINE])
    exact = score_every_pair(known, asked).log_odds
    np.testing.assert_allclose(score_all_helpers(known, asked).log_odds.ravel(), exact, atol=1e-4)


def test_who_means_the_same_is_told_so(known: HelperIndex) -> None:
    told = explain(known, replace(WELDING, title="焊工不锈钢焊接"), "dong")
    (reason,) = [each for each in told.reasons if each.code == "same_meaning"]
    assert reason.points > 0
    assert describe(reason) == "意思相近"
    (part,) = [each for each in told.parts if each.name == "meaning"]
    assert part.value == pytest.approx(reason.params["percent"] / 100, abs=0.01)


def test_other_weights_hold_where_nobody_compares_meaning(known: HelperIndex) -> None:
    bare = HelperIndex.build(EVERYBODY)
    assert bare.weights.of(MEANING) == 0
    assert bare.weights.of(WORDS) > known.weights.of(WORDS)
    assert [each.helper for each in shortlist(bare, WELDING, 1)] == ["dong"]


def test_vectors_travel_with_the_needs_to_other_processes(known: HelperIndex) -> None:
    needs = [WELDING, FISH, MACHINE]
    alone = plan(needs, known)
    with IndexPool(known, 2) as crew:
        assert plan(needs, known, executor=crew) == alone
    assert any(each.code == "same_meaning" for pair in alone.pairs for each in pair.reasons)
