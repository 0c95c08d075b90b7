"""Weights learnt from use: better ones may be used, poisoned lessons teach nothing."""

from dataclasses import replace

import numpy as np
import pytest

from hongmajia.engine import HelperIndex, Judged, Lesson, fitted_weights, known_lessons, parts_of
from hongmajia.engine.learning.lessons import MOST_OTHERS
from hongmajia.engine.learning.refitting import likelihoods, reciprocal_ranks, refit
from hongmajia.engine.learning.trials import LEAST_LESSONS, poison, split, trial
from hongmajia.engine.scoring.affinity import CRAFT, DISTRICT, PARTS, PAST, PLACE, WORDS, Weights
from tests.engine.examples import CHEN, DING, DONG, EVERYBODY, WELDING, ZHOU

SHIPPED = fitted_weights()
KNOWN = known_lessons()
MANY = 3 * LEAST_LESSONS


def use(taste: np.ndarray, many: int = MANY, seed: int = 1) -> list[Lesson]:
    """Lessons of a union that chooses by these weights, with some chance in it."""
    dice = np.random.default_rng(seed)
    lessons = []
    for number in range(many):
        parts = dice.uniform(0, 1, (8, len(PARTS))) * (dice.uniform(0, 1, (8, len(PARTS))) > 0.3)
        chances = parts @ taste + dice.gumbel(0, 1, 8)
        order = np.argsort(-chances)
        right, *others = (tuple(np.round(parts[row], 3).tolist()) for row in order)
        lessons.append(Lesson(right, tuple(others), 1.0, f"s{number % 30}", f"2026-{number % 9}"))
    return lessons


def taste(**changed: float) -> np.ndarray:
    """The shipped weights, some of them changed by a factor."""
    weights = np.array(SHIPPED.parts)
    for name, factor in changed.items():
        weights[PARTS.index(name)] *= factor
    return weights


def test_a_union_that_asks_beyond_its_own_city_is_learnt_from() -> None:
    made = trial(use(taste(district=0.3)), KNOWN, SHIPPED)
    assert made.is_better
    assert made.held[3] > made.held[1]
    assert made.weights.parts[DISTRICT] < SHIPPED.parts[DISTRICT]
    assert made.weights.parts[PAST] == made.weights.parts[WORDS]


def test_the_known_pairs_are_not_forgotten() -> None:
    made = trial(use(taste(craft=0.5)), KNOWN, SHIPPED)
    before, after = made.known
    assert after >= before - 0.005


def test_weights_never_fall_below_zero_and_few_lessons_change_little() -> None:
    against = [replace(each, right=each.others[-1], others=(each.right,)) for each in use(taste())]
    assert min(refit(against, KNOWN, SHIPPED).parts) >= 0
    little = refit(use(taste(craft=0.0), many=5), KNOWN, SHIPPED)
    assert abs(little.parts[CRAFT] - SHIPPED.parts[CRAFT]) < 0.3 * SHIPPED.parts[CRAFT]


def test_too_few_lessons_teach_nothing() -> None:
    made = trial(use(taste(), many=LEAST_LESSONS - 1), KNOWN, SHIPPED)
    assert [fault.code for fault in made.faults] == ["too_few"]
    assert made.weights is None
    assert not made.is_better


def test_lessons_turned_upside_down_are_refused() -> None:
    turned = [
        replace(each, right=each.others[-1], others=(each.right, *each.others[:-1]))
        for each in use(taste())
    ]
    assert [fault.code for fault in trial(turned, KNOWN, SHIPPED).faults] == ["upside_down"]


def test_lessons_of_one_helper_are_refused() -> None:
    crowd = [replace(each, source="one") for each in use(taste())]
    assert "one_helper" in [fault.code for fault in poison(crowd, SHIPPED)]


@pytest.mark.parametrize("value", [7.0, -0.1, float("nan")])
def test_numbers_that_no_part_can_have_are_refused(value: float) -> None:
    lessons = use(taste())
    lessons[3] = replace(lessons[3], right=(value, *lessons[3].right[1:]))
    (fault,) = trial(lessons, KNOWN, SHIPPED).faults
    assert (fault.code, fault.params) == ("broken", {"count": 1})


def test_what_teaches_a_part_that_cannot_be_right_is_refused() -> None:
    """Whoever slips in lessons in which the farther helper is always right changes nothing: the
    new weights are no better on what was held back, or worse on the known pairs.
    """
    slipped = use(np.where(np.arange(len(PARTS)) == PLACE, -6.0, 0.0), seed=3)
    made = trial([*use(taste(), many=60), *slipped], KNOWN, SHIPPED)
    assert not made.is_better


def test_chance_alone_does_not_make_weights_better() -> None:
    refused = [not trial(use(taste(), seed=seed), KNOWN, SHIPPED).is_better for seed in range(6)]
    assert any(refused)


def test_whole_months_are_held_back() -> None:
    seen, held = split(use(taste()))
    assert {each.time for each in seen}.isdisjoint({each.time for each in held})
    assert 0.1 < len(held) / MANY < 0.5


def test_of_one_month_every_other_lesson_is_held_back() -> None:
    seen, held = split([replace(each, time="2026-05") for each in use(taste())])
    assert len(seen) == len(held) == MANY // 2


def test_shipped_lessons_are_those_the_shipped_weights_were_fitted_to() -> None:
    for meaning in (False, True):
        lessons, weights = known_lessons(meaning), fitted_weights(meaning)
        assert len(lessons) == 90
        assert reciprocal_ranks(lessons, weights).mean() > 0.85
        assert likelihoods(lessons, weights).mean() > -1


def test_a_lesson_holds_numbers_of_parts_only() -> None:
    judged = Judged(WELDING, right=("dong", "gone"), wrong=("chen",))
    index = HelperIndex.build([replace(DONG, solved=(WELDING.text,)), DING, CHEN, ZHOU])
    (right,), others = parts_of(index, judged)
    assert len(right) == len(PARTS)
    assert right[PAST] == 0
    assert len(others) == 3
    assert others[0][CRAFT] < right[CRAFT]


def test_the_likeliest_others_are_kept() -> None:
    crowd = [replace(each, id=f"{each.id}{n}") for n in range(9) for each in EVERYBODY]
    others = parts_of(HelperIndex.build(crowd), Judged(WELDING, ("dong0",), ()))[1]
    assert len(others) == MOST_OTHERS
    assert min(each[CRAFT] for each in others) > 0.3


def test_equal_points_share_a_rank() -> None:
    same = (0.5,) * len(PARTS)
    flat = Weights((1.0,) * len(PARTS), 0.0, 0.0)
    assert reciprocal_ranks([Lesson(same, (same, same))], flat).tolist() == [0.5]
