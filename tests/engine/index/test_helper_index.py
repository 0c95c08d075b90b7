from dataclasses import replace

import numpy as np
import pytest

from hongmajia.engine import EngineError, Helper, HelperIndex, Mode, Need
from hongmajia.engine.scoring.affinity import (
    BREADTH,
    CATEGORY,
    CRAFT,
    DISTRICT,
    INDUSTRY,
    LOAD,
    PARTS,
    PAST,
    PLACE,
    STANDING,
    WORDS,
)
from hongmajia.engine.scoring.all_helpers import best_pairs, score_all_helpers
from hongmajia.engine.scoring.single_pairs import score_every_pair, score_pairs
from tests.engine.examples import (
    CHEN,
    DING,
    DONG,
    EVERYBODY,
    FISH,
    MACHINE,
    VIOLIN,
    WELDING,
    ZHOU,
    full,
    index,
)


def parts(helper: Helper, need: Need) -> np.ndarray:
    """The parts of one pair, among everybody."""
    others = [each for each in EVERYBODY if each.id != helper.id]
    known = HelperIndex.build([helper, *others])
    return score_every_pair(known, known.prepare([need])).parts[0]


def test_every_part_is_between_0_and_1() -> None:
    known = index()
    measured = score_every_pair(known, known.prepare([WELDING, FISH, MACHINE, VIOLIN])).parts
    assert measured.shape == (16, len(PARTS))
    assert ((measured >= 0) & (measured <= 1)).all()


def test_each_part_sees_its_own_side_only() -> None:
    moved = replace(DONG, region="甘肃金昌")
    assert parts(moved, WELDING)[PLACE] < parts(DONG, WELDING)[PLACE]
    assert parts(moved, WELDING)[WORDS] == parts(DONG, WELDING)[WORDS]
    assert parts(full(DONG), WELDING)[LOAD] == 0
    assert parts(full(DONG), WELDING)[CRAFT] == parts(DONG, WELDING)[CRAFT]


def test_a_solved_need_of_the_same_kind_counts() -> None:
    proven = replace(DONG, solved=("不锈钢罐体焊完变形，校平很久", "食堂改菜单"))
    assert parts(DONG, WELDING)[PAST] == 0
    assert parts(proven, WELDING)[PAST] > 0.2
    assert parts(proven, FISH)[PAST] == 0


def test_a_service_of_the_category_counts() -> None:
    offering = replace(DONG, categories=frozenset({1, 5}))
    assert parts(offering, replace(WELDING, category=5))[CATEGORY] == 1
    assert parts(offering, replace(WELDING, category=7))[CATEGORY] == 0
    assert parts(offering, WELDING)[CATEGORY] == 0


def test_one_union_is_nearer_than_one_province() -> None:
    city, province, elsewhere = (
        parts(replace(DONG, region=region), WELDING)[DISTRICT]
        for region in ("浙江湖州安吉", "浙江温州苍南", "福建泉州")
    )
    assert city > province > elsewhere == 0


def test_an_unknown_union_is_neither_gain_nor_loss() -> None:
    nowhere = parts(replace(DONG, region="火星"), WELDING)[DISTRICT]
    assert 0 < nowhere < parts(replace(DONG, region="浙江温州苍南"), WELDING)[DISTRICT]


def test_the_industry_of_the_firm_meets_the_trade_of_the_helper() -> None:
    asked = replace(MACHINE, text="备件难买", title="", industry="渔业")
    assert parts(CHEN, asked)[INDUSTRY] > 0.4 > parts(ZHOU, asked)[INDUSTRY]
    assert parts(CHEN, replace(asked, category=4))[INDUSTRY] == 0


def test_who_teaches_is_broader_than_who_works_at_a_bench() -> None:
    teacher = replace(DONG, unit_type="高校")
    assert parts(teacher, WELDING)[BREADTH] > parts(DONG, WELDING)[BREADTH] == 0


def test_grade_and_honours_say_how_high_a_helper_stands() -> None:
    plain, master, hero = (
        parts(replace(DONG, grade=grade, honours=honours), WELDING)[STANDING]
        for grade, honours in (("", ()), ("技师", ("市劳模",)), ("首席技师", ("大国工匠",)))
    )
    assert plain == 0 < master < hero <= 1


def test_an_unknown_place_is_neither_gain_nor_loss() -> None:
    nowhere = parts(replace(DONG, region="火星"), WELDING)[PLACE]
    assert parts(replace(DONG, region="甘肃金昌"), WELDING)[PLACE] < nowhere
    assert nowhere < parts(DONG, WELDING)[PLACE]


@pytest.mark.parametrize(
    ("mode", "region", "online", "reached"),
    [
        (Mode.ONSITE, "浙江湖州德清", True, True),
        (Mode.ONSITE, "浙江温州苍南", True, False),
        (Mode.EITHER, "浙江温州苍南", True, True),
        (Mode.EITHER, "浙江温州苍南", False, False),
        (Mode.ONLINE, "浙江湖州德清", False, False),
        (Mode.ONLINE, "浙江温州苍南", True, True),
        (Mode.ONSITE, "", False, True),
        (Mode.ONSITE, "浙江", False, True),
        (Mode.ONSITE, "福建泉州", False, False),
    ],
)
def test_reach_is_radius_or_online(mode: Mode, region: str, online: bool, reached: bool) -> None:
    known = index(replace(DONG, online_ok=online))
    asked = known.prepare([replace(WELDING, mode=mode, region=region)])
    assert score_every_pair(known, asked).reaches.tolist() == [reached]


def test_nobody_is_suitable_for_what_nobody_knows() -> None:
    known = index()
    assert not score_every_pair(known, known.prepare([VIOLIN])).suitable.any()


def test_a_sweep_measures_exactly_as_all_pairs_do() -> None:
    known, needs = index(replace(DING, solved=("焊完变形",))), [WELDING, FISH, MACHINE]
    asked = known.prepare([replace(need, category=5) for need in needs])
    everything, swept = score_every_pair(known, asked), score_all_helpers(known, asked)
    np.testing.assert_allclose(swept.log_odds.ravel(), everything.log_odds, atol=1e-5)
    fits = swept.suitable(known.weights.floor).ravel()
    assert fits.tolist() == everything.suitable.tolist()


def test_named_pairs_measure_exactly_as_all_pairs_do() -> None:
    known = index()
    asked = known.prepare([WELDING, FISH])
    everything = score_every_pair(known, asked)
    some = score_pairs(known, asked, np.array([0, 1]), np.array([1, 2]))
    np.testing.assert_allclose(some.parts, everything.parts[[1, 6]], atol=1e-6)


def test_candidates_are_the_exact_best_also_where_the_product_goes_first() -> None:
    crowd = [
        replace(each, id=f"{each.id}{n}", region=r)
        for each in EVERYBODY
        for n, r in enumerate(REGIONS)
    ]
    known = HelperIndex.build(crowd)
    asked = known.prepare([WELDING, FISH, MACHINE])
    everything = score_every_pair(known, asked)
    exact = everything.select(everything.suitable).best(2)
    found = best_pairs(known, asked, 2, known.capacity > 0)
    assert found.need.tolist() == exact.need.tolist()
    np.testing.assert_allclose(found.log_odds, exact.log_odds, atol=1e-5)


REGIONS = [
    "浙江湖州德清",
    "浙江湖州长兴",
    "浙江杭州余杭",
    "浙江温州苍南",
    "浙江",
    "",
    "福建泉州",
] * 4


def test_no_candidate_is_missed_where_most_are_out_of_reach() -> None:
    far = [replace(DONG, id=f"far{n}", region="浙江温州苍南", radius_km=10) for n in range(60)]
    known = HelperIndex.build([*far, replace(DING, id="near", radius_km=200)])
    asked = known.prepare([replace(WELDING, mode=Mode.ONSITE)])
    found = best_pairs(known, asked, 2, known.capacity > 0)
    assert [known.helpers[column].id for column in found.helper] == ["near"]


def test_other_capacities_leave_the_index_as_it_was() -> None:
    known = index()
    today = known.with_capacity({"dong": 0})
    assert today.helpers[0].capacity == today.capacity[0] == 0
    assert known.helpers[0].capacity == known.capacity[0] == 2


def test_contradictions_are_refused() -> None:
    with pytest.raises(EngineError, match="duplicate_id"):
        index(DONG, DONG)
    with pytest.raises(EngineError, match="negative_capacity"):
        index(replace(CHEN, capacity=-1))


def test_an_index_of_nobody_answers_nothing() -> None:
    known = HelperIndex.build([])
    assert len(score_every_pair(known, known.prepare([WELDING])).need) == 0


def test_needs_that_nothing_speaks_for_have_no_pairs() -> None:
    known = HelperIndex.build([replace(DONG, id=f"d{n}", region="") for n in range(20)])
    asked = known.prepare([replace(VIOLIN, region="", text="zzz qqq")])
    assert len(best_pairs(known, asked, 1, known.capacity > 0).need) == 0
