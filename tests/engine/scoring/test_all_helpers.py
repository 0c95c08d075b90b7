"""All helpers against some needs: each text compared once, nobody missed, memory bounded."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hongmajia.engine import Helper, HelperIndex, Meaning, Need
from hongmajia.engine.scoring import all_helpers
from hongmajia.engine.scoring.all_helpers import best_pairs_and_counts, score_knowledgeable_helpers
from hongmajia.engine.scoring.single_pairs import score_every_pair
from tests.engine.examples import CHEN, DING, DONG, FISH, MACHINE, VIOLIN, WELDING, ZHOU, Letters

PLACES = ["浙江湖州德清", "浙江温州苍南", "浙江", "", "福建泉州"]
SOLVED: list[tuple[str, ...]] = [(), ("焊完变形",), ("焊完变形", "鱼塘死鱼"), ("水质变坏，鱼死了",)]


@st.composite
def helpers(draw: st.DrawFn) -> list[Helper]:
    """Some of whom say just the same, from anywhere, with what they solved."""
    said = draw(st.lists(st.sampled_from([DONG, DING, CHEN, ZHOU]), min_size=1, max_size=12))
    return [
        replace(
            each,
            id=f"h{number}",
            region=draw(st.sampled_from(PLACES)),
            solved=draw(st.sampled_from(SOLVED)),
            radius_km=draw(st.sampled_from([None, 50])),
            online_ok=draw(st.booleans()),
            capacity=draw(st.integers(0, 2)),
        )
        for number, each in enumerate(said)
    ]


@st.composite
def needs(draw: st.DrawFn) -> list[Need]:
    """Some of which ask just the same, from anywhere, some of them not of everybody."""
    asked = draw(st.lists(st.sampled_from([WELDING, FISH, MACHINE, VIOLIN]), max_size=9))
    return [
        replace(
            each,
            id=f"n{number}",
            region=draw(st.sampled_from(PLACES)),
            category=draw(st.sampled_from([None, 5])),
            excluded=draw(st.sampled_from([frozenset[str](), frozenset({"h0", "h2"})])),
        )
        for number, each in enumerate(asked)
    ]


@settings(max_examples=60, deadline=None)
@given(needs(), helpers(), st.booleans(), st.integers(1, 40))
def test_those_who_know_are_found_as_if_all_pairs_were_measured(
    asked_for: list[Need], known: list[Helper], meaning: bool, at_once: int
) -> None:
    index = HelperIndex.build(known, meaning=Meaning(Letters()) if meaning else None)
    asked, among = index.prepare(asked_for), index.capacity > 0
    everything = score_every_pair(index, asked)
    suits = everything.select(everything.suitable & among[everything.helper])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(all_helpers, "PAIRS_AT_ONCE", at_once)
        found, counts = best_pairs_and_counts(index, asked, 3, among)
    exact = suits.best(3)
    assert found.need.tolist() == exact.need.tolist()
    np.testing.assert_allclose(found.log_odds, exact.log_odds, atol=1e-5)
    assert counts.tolist() == np.bincount(suits.need, minlength=len(asked_for)).tolist()


def test_the_same_texts_are_read_once_and_everybody_counts() -> None:
    crowd = [replace(DONG, id=f"h{number}") for number in range(30)]
    index = HelperIndex.build([*crowd, CHEN])
    asked = index.prepare([replace(WELDING, id=f"n{number}") for number in range(5)])
    assert len(index.arrays.profiles) == 2
    assert asked.words.shape[0] == 1
    assert best_pairs_and_counts(index, asked, 50)[1].tolist() == [30] * 5


def test_what_is_rare_is_judged_by_helpers_not_by_texts() -> None:
    """Ten welders who say the same make their words as common as ten who say it differently."""
    alone, ten = HelperIndex.build([DONG, CHEN]), [replace(DONG, id=str(n)) for n in range(10)]
    crowded = HelperIndex.build([*ten, CHEN])
    common = crowded.arrays.profiles.words.by_profile[[0]].indices
    assert (crowded.arrays.idf[common] < alone.arrays.idf[common]).any()


def test_whoever_solved_the_same_need_is_among_the_suitable() -> None:
    """However many they are: none of them is left out because the others came first."""
    proven = [
        replace(ZHOU, id=f"h{number}", solved=("不锈钢罐体焊完变形，校平很久",))
        for number in range(300)
    ]
    index = HelperIndex.build([*proven, CHEN])
    asked = index.prepare([WELDING])
    assert asked.solved_before.best_cosine.nnz == 300
    assert best_pairs_and_counts(index, asked, 500)[1].tolist() == [300]


def test_how_often_each_has_solved_it_is_counted() -> None:
    solved = "不锈钢罐体焊完变形，校平很久"
    index = HelperIndex.build([replace(DONG, solved=(solved, solved)), replace(DING, solved=())])
    similar = index.prepare([WELDING]).solved_before.counts.toarray()
    assert similar.tolist() == [[2, 0]]


def test_blocks_stay_within_what_memory_bears(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(all_helpers, "PAIRS_AT_ONCE", 200)
    index = HelperIndex.build([replace(DONG, id=f"h{number}") for number in range(60)])
    asked = index.prepare([replace(WELDING, id=f"n{number}") for number in range(20)])
    blocks = list(score_knowledgeable_helpers(index, asked))
    assert np.concatenate([block.rows for block in blocks]).tolist() == list(range(20))
    assert max(block.log_odds.size for block in blocks) <= 200


def test_only_ways_to_those_who_know_are_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    measured = []
    original = all_helpers.distances.kilometres

    def counted(*sides: object) -> np.ndarray:
        found: np.ndarray = original(*sides)  # type: ignore[arg-type]
        measured.append(len(found))
        return found

    far = [replace(CHEN, id=f"c{number}", lon=100.0 + number, lat=30.0) for number in range(50)]
    index = HelperIndex.build([DONG, *far])
    asked = index.prepare([WELDING])
    monkeypatch.setattr(all_helpers.distances, "kilometres", counted)
    list(score_knowledgeable_helpers(index, asked))
    assert sum(measured) == 1
