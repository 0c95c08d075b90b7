"""The engine on real needs and helpers, judged by who in fact helped whom.

A profile often comes from the report of the very need it solved, so the demo's pairs are judged
also with specialities removed, and as if all helpers lived in one region. The bounds lie a little
below what docs/engine.md shows out of fold; they guard against getting worse.
"""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from hongmajia.engine import Helper, HelperIndex, Need, plan
from hongmajia.engine.scoring.single_pairs import score_every_pair
from hongmajia.engine.text import ngrams
from hongmajia.match_command.facts import read_helpers, read_needs
from tests.engine.examples import DEMO

SOLVED = [json.loads(line) for line in (DEMO / "solved.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def needs() -> list[Need]:
    by_id = {need.id: need for need in read_needs(Path(str(DEMO / "needs.jsonl")))}
    return [by_id[pair["need"]] for pair in SOLVED]


@pytest.fixture(scope="module")
def helpers() -> list[Helper]:
    return read_helpers(Path(str(DEMO / "helpers.jsonl")), 3)


def hits(scores: np.ndarray, helpers: list[Helper], k: int) -> float:
    """Share of needs whose true helper is among the k best."""
    ids = [helper.id for helper in helpers]
    best = np.argsort(-scores, axis=1, kind="stable")[:, :k]
    return float(
        np.mean([ids.index(p["helper"]) in row for p, row in zip(SOLVED, best, strict=True)])
    )


def scores(helpers: list[Helper], needs: list[Need]) -> np.ndarray:
    index = HelperIndex.build(helpers)
    return score_every_pair(index, index.prepare(needs)).log_odds.reshape(len(needs), len(helpers))


def words_alone(helpers: list[Helper], needs: list[Need]) -> np.ndarray:
    """What the engine must beat: character TF-IDF."""
    known = ngrams.count_ngrams([f"{h.trade} {' '.join(h.specialities)} {h.text}" for h in helpers])
    asked = ngrams.count_ngrams([f"{n.title} {n.text}" for n in needs])
    rarity = ngrams.IdfWeights.fit(known)
    return (rarity.tfidf(asked) @ rarity.tfidf(known).T).toarray()


def bare(helpers: list[Helper]) -> list[Helper]:
    return [replace(helper, specialities=()) for helper in helpers]


def neighbours(things: list) -> list:
    return [replace(thing, region="浙江湖州德清") for thing in things]


def test_with_full_profiles(helpers: list[Helper], needs: list[Need]) -> None:
    found = scores(helpers, needs)
    assert hits(found, helpers, 1) >= 0.90
    assert hits(found, helpers, 5) >= 0.95


def test_with_specialities_removed(helpers: list[Helper], needs: list[Need]) -> None:
    found = scores(bare(helpers), needs)
    assert hits(found, helpers, 5) >= 0.90
    assert hits(found, helpers, 5) > hits(words_alone(bare(helpers), needs), helpers, 5)


def test_among_neighbours_with_specialities_removed(
    helpers: list[Helper], needs: list[Need]
) -> None:
    found = scores(neighbours(bare(helpers)), neighbours(needs))
    assert hits(found, helpers, 5) >= 0.78
    assert hits(found, helpers, 5) > hits(words_alone(bare(helpers), needs), helpers, 5)


def test_true_helpers_are_suitable(helpers: list[Helper], needs: list[Need]) -> None:
    index = HelperIndex.build(helpers)
    pairs = score_every_pair(index, index.prepare(needs))
    true = [row * len(helpers) + index.position[pair["helper"]] for row, pair in enumerate(SOLVED)]
    assert pairs.suitable[true].mean() >= 0.95
    assert pairs.score[true].mean() > 0.8 > 0.2 > pairs.score.mean()


def test_a_plan_of_the_season_asks_most_of_those_who_did_help(
    helpers: list[Helper], needs: list[Need]
) -> None:
    made = plan(needs, HelperIndex.build(helpers))
    true = {(pair["need"], pair["helper"]) for pair in SOLVED}
    agreed = true & {(pair.need, pair.helper) for pair in made.pairs}
    assert made.served == len(SOLVED)
    assert len(agreed) >= 0.8 * len(true)
