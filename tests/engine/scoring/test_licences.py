"""A helper without a licence that the need requires is not proposed, and the reason says so."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from hongmajia.engine import Helper, HelperIndex, Licence, describe, explain, plan, shortlist
from hongmajia.engine.index.storage import load_index, save_index
from hongmajia.engine.scoring.all_helpers import score_all_helpers
from hongmajia.engine.scoring.single_pairs import score_every_pair
from tests.engine.examples import DING, DONG, WELDING

HOT = frozenset({Licence.WELDING})
HOT_AND_HIGH = frozenset({Licence.WELDING, Licence.HEIGHT})
NEED = replace(WELDING, required=HOT)


def holding(helper: Helper, *licences: Licence) -> Helper:
    return replace(helper, holds=frozenset(licences))


@pytest.mark.parametrize(
    ("required", "holds", "suits"),
    [
        (frozenset(), (), True),
        (HOT, (), False),
        (HOT, (Licence.WELDING,), True),
        (HOT, (Licence.ELECTRICIAN,), False),
        (HOT_AND_HIGH, (Licence.WELDING,), False),
        (HOT_AND_HIGH, (Licence.WELDING, Licence.HEIGHT, Licence.DOCTOR), True),
    ],
)
def test_all_licences_that_are_required_must_be_held(
    required: frozenset[Licence], holds: tuple[Licence, ...], suits: bool
) -> None:
    index = HelperIndex.build([holding(DONG, *holds)])
    need = replace(WELDING, required=required)
    assert (plan([need], index).served == 1) == suits
    assert bool(shortlist(index, need, 5)) == suits
    batch = index.prepare([need])
    assert score_every_pair(index, batch).suitable.tolist() == [suits]
    assert score_all_helpers(index, batch).suitable(index.weights.floor).tolist() == [[suits]]


def test_the_reason_names_the_licences_that_are_missing() -> None:
    index = HelperIndex.build([holding(DONG, Licence.WELDING)])
    told = explain(index, replace(WELDING, required=HOT_AND_HIGH), DONG.id)
    assert not told.suitable
    (reason,) = told.blocked
    assert describe(reason) == "董师傅没有有效的特种作业操作证（高处）"
    assert describe(reason, "en") == "董师傅 has no valid permit for work at height"


def test_each_need_of_a_batch_has_its_own_requirement() -> None:
    index = HelperIndex.build([DONG, holding(DING, Licence.WELDING)])
    batch = index.prepare([WELDING, replace(NEED, id="hot")])
    scores = score_all_helpers(index, batch)
    np.testing.assert_array_equal(scores.allowed, [[True, True], [False, True]])


def test_a_stored_index_knows_who_holds_what(tmp_path: Path) -> None:
    save_index(HelperIndex.build([holding(DONG, Licence.WELDING)]), tmp_path)
    stored = load_index(tmp_path)
    assert stored.helpers[0].holds == HOT
    assert plan([NEED], stored).served == 1
