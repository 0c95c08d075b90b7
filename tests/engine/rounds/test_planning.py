from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hongmajia.engine import EngineError, HelperIndex, Mode, Need, Plan, plan
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

NEEDS = (WELDING, FISH, MACHINE, VIOLIN)


def many(need: Need, count: int) -> list[Need]:
    """The same need from several askers."""
    return [replace(need, id=f"{need.id}{number}") for number in range(count)]


def wishes(made: Plan) -> list[tuple[str, str]]:
    return [(pair.need, pair.helper) for pair in made.pairs]


def test_everyone_gets_who_knows_it() -> None:
    made = plan(NEEDS, index())
    assert wishes(made) == [("welding", "dong"), ("fish", "chen"), ("machine", "zhou")]
    assert [left.need for left in made.unserved] == ["violin"]
    assert (made.served, made.helpers_used) == (3, 3)
    assert made.worst == pytest.approx(min(pair.score for pair in made.pairs))
    assert made.total == pytest.approx(sum(pair.score for pair in made.pairs))


def test_capacity_is_never_exceeded_and_loads_are_told() -> None:
    made = plan(many(WELDING, 6), index(DONG, DING))
    assert made.served == 4
    assert {name: (load.used, load.capacity) for name, load in made.loads.items()} == {
        "dong": (2, 2),
        "ding": (2, 2),
    }


def test_serving_one_more_goes_before_the_best_score() -> None:
    near, far = (
        WELDING,
        replace(WELDING, id="local", region="浙江绍兴柯桥", excluded=frozenset({"ding"})),
    )
    made = plan([near, far], index(replace(DONG, capacity=1), replace(DING, capacity=1)))
    assert dict(wishes(made)) == {"welding": "ding", "local": "dong"}


def test_the_urgent_go_first_when_hands_are_short() -> None:
    calm, urgent = replace(FISH, id="calm"), replace(FISH, id="urgent", region="", urgency=2)
    made = plan([calm, urgent], index(CHEN))
    assert wishes(made) == [("urgent", "chen")]


def test_a_need_may_want_two_but_never_the_same_one_twice() -> None:
    made = plan([replace(WELDING, helpers_wanted=3)], index())
    assert sorted(made.helpers_of("welding")) == ["ding", "dong"]
    assert made.helpers_of("welding")[0] == "dong"


def test_per_need_overrides_what_the_needs_say() -> None:
    assert len(plan([WELDING], index(), per_need=2).pairs) == 2
    assert len(plan([replace(WELDING, helpers_wanted=2)], index(), per_need=1).pairs) == 1


def test_a_second_helper_never_takes_the_first_from_another() -> None:
    greedy = replace(FISH, id="greedy", helpers_wanted=2)
    made = plan([greedy, FISH], index(CHEN, replace(CHEN, id="chen2", name="陈二")))
    assert made.served == 2


def test_a_pin_stays_even_where_it_is_not_the_best() -> None:
    made = plan(NEEDS, index(), pins=[("welding", "ding"), ("violin", "zhou")])
    assert ("welding", "ding") in wishes(made)
    assert {pair.need for pair in made.pairs if pair.pinned} == {"welding", "violin"}
    assert made.loads["zhou"].used == 1
    assert ("machine", "zhou") not in wishes(made)


def test_a_ban_is_never_planned() -> None:
    made = plan(NEEDS, index(), bans=[("welding", "dong")])
    assert ("welding", "ding") in wishes(made)


def test_a_need_wanting_two_with_one_pinned_gets_one_more() -> None:
    need = replace(WELDING, helpers_wanted=2)
    assert sorted(plan([need], index(), pins=[("welding", "ding")]).helpers_of("welding")) == [
        "ding",
        "dong",
    ]


def test_more_pins_than_wanted_are_all_kept() -> None:
    made = plan([WELDING], index(), pins=[("welding", "ding"), ("welding", "chen")])
    assert sorted(made.helpers_of("welding")) == ["chen", "ding"]


@pytest.mark.parametrize(
    ("code", "asked"),
    [
        ("unknown_need", {"pins": [("nothing", "dong")]}),
        ("unknown_helper", {"bans": [("welding", "nobody")]}),
        ("pinned_and_banned", {"pins": [("fish", "dong")], "bans": [("fish", "dong")]}),
        ("pins_over_capacity", {"pins": [("fish", "chen"), ("welding", "chen")]}),
        ("negative_wanted", {"per_need": 0}),
    ],
)
def test_contradictory_wishes_are_refused(code: str, asked: dict) -> None:
    with pytest.raises(EngineError, match=code):
        plan(NEEDS, index(), **asked)


def test_a_need_may_not_come_twice() -> None:
    with pytest.raises(EngineError, match="duplicate_id"):
        plan([FISH, FISH], index())


def test_a_second_round_keeps_what_is_as_good() -> None:
    twins = index(replace(CHEN, id="first"), replace(CHEN, id="second"))
    assert wishes(plan([FISH], twins)) == [("fish", "first")]
    again = plan([FISH], twins, previous=[("fish", "second")])
    assert wishes(again) == [("fish", "second")]


def test_a_second_round_tells_what_changed() -> None:
    before = [("fish", "chen"), ("machine", "dong"), ("violin", "dong"), ("gone", "dong")]
    change = plan(NEEDS, index(), previous=before).comparison
    assert change is not None
    assert (change.kept, change.changed) == (("fish",), ("machine",))
    assert (change.new, change.lost) == (("welding",), ("violin",))
    assert plan(NEEDS, index()).comparison is None


def test_an_earlier_pair_that_is_now_banned_is_not_kept() -> None:
    made = plan([WELDING], index(), previous=[("welding", "dong")], bans=[("welding", "dong")])
    assert wishes(made) == [("welding", "ding")]


def test_with_few_candidates_nobody_is_left_out_who_need_not_be() -> None:
    """40 welders nearby, one candidate each: all needs at first want the same best helper."""
    welders = [replace(DONG, id=f"w{n}", capacity=1, region=r) for n, r in enumerate(AROUND * 10)]
    made = plan(many(WELDING, 40), HelperIndex.build(welders), candidates=1)
    assert made.served == 40


AROUND = ["浙江湖州德清", "浙江湖州安吉", "浙江湖州长兴", "浙江杭州余杭"]


def test_the_same_question_has_the_same_answer() -> None:
    assert plan(NEEDS, index()) == plan(NEEDS, index())


@pytest.mark.parametrize("pool", [ThreadPoolExecutor, ProcessPoolExecutor])
def test_an_executor_changes_nothing_but_the_time(pool: type) -> None:
    needs = [*many(WELDING, 700), *many(FISH, 700)]
    with pool(2) as executor:
        assert plan(needs, index(), executor=executor) == plan(needs, index())


def test_progress_counts_up_to_all_needs() -> None:
    seen: list[tuple[int, int]] = []
    plan(many(FISH, 2500), index(), progress=lambda done, total: seen.append((done, total)))
    assert seen == [(1000, 2500), (2000, 2500), (2500, 2500)]


@pytest.mark.parametrize("helpers", [(), (full(DONG), full(CHEN))])
def test_nobody_to_ask_leaves_everybody_with_a_cause(helpers: tuple) -> None:
    made = plan(NEEDS, HelperIndex.build(helpers))
    assert (made.served, made.worst, made.total) == (0, None, 0)
    assert len(made.unserved) == 4


def test_no_needs_make_an_empty_plan() -> None:
    assert plan([], index()).pairs == ()


@st.composite
def rounds(draw: st.DrawFn) -> dict:
    """Needs, helpers and wishes that do not contradict each other."""
    helpers = [replace(each, capacity=draw(st.integers(0, 3))) for each in EVERYBODY]
    needs = [
        replace(
            draw(st.sampled_from(NEEDS)),
            id=f"n{number}",
            helpers_wanted=draw(st.integers(1, 3)),
            mode=draw(st.sampled_from(Mode)),
            excluded=draw(st.frozensets(st.sampled_from([h.id for h in EVERYBODY]), max_size=1)),
        )
        for number in range(draw(st.integers(1, 6)))
    ]
    pairs = st.tuples(
        st.sampled_from([n.id for n in needs]), st.sampled_from([h.id for h in helpers])
    )
    bans = draw(st.frozensets(pairs, max_size=3))
    capacity = {helper.id: helper.capacity for helper in helpers}
    pins = []
    for need, helper in sorted(draw(st.frozensets(pairs, max_size=3)) - bans):
        if capacity[helper]:
            capacity[helper] -= 1
            pins.append((need, helper))
    return {"needs": needs, "index": HelperIndex.build(helpers), "pins": pins, "bans": bans}


@settings(max_examples=100, deadline=None)
@given(rounds())
def test_what_always_holds(round_: dict) -> None:
    needs, known = {need.id: need for need in round_["needs"]}, round_["index"]
    made = plan(**round_)
    pairs = wishes(made)
    assert len(pairs) == len(set(pairs))
    assert set(round_["pins"]) <= set(pairs)
    assert not set(round_["bans"]) & set(pairs)
    for pair in made.pairs:
        assert pair.pinned or pair.helper not in needs[pair.need].excluded
        assert 0 <= pair.score <= 1
        assert 1 <= len(pair.reasons) <= 4
    for helper in known.helpers:
        assert (
            sum(name == helper.id for _, name in pairs)
            == made.loads[helper.id].used
            <= helper.capacity
        )
    for need in needs.values():
        pinned = sum(name == need.id for name, _ in round_["pins"])
        assert len(made.helpers_of(need.id)) <= max(need.helpers_wanted, pinned)
    assert {left.need for left in made.unserved} == set(needs) - {need for need, _ in pairs}
    assert ZHOU in EVERYBODY
