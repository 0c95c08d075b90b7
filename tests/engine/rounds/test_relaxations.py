"""What would serve more: told for a whole round, and true when it is done."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hongmajia.engine import EngineError, Helper, Need, Plan, Relaxation, describe, plan
from tests.engine.examples import CHEN, DING, DONG, FISH, MACHINE, WELDING, ZHOU, index


def many(need: Need, count: int) -> list[Need]:
    return [replace(need, id=f"{need.id}{number}") for number in range(count)]


def capacity(made: Plan) -> list[Relaxation]:
    return [each for each in made.relaxations if each.code == "more_room"]


def with_more(helpers: list[Helper], more: Relaxation) -> list[Helper]:
    """The helpers, after the relaxation."""
    extra = more.params["helpers"]
    return [replace(each, capacity=each.capacity + extra.get(each.id, 0)) for each in helpers]


def test_more_room_is_told_by_craft_and_place() -> None:
    (told,) = capacity(plan(many(WELDING, 7), index(DONG)))
    facts = dict(told.params)
    assert (facts["extra"], facts["serves"], facts["helpers"]) == (5, 5, {"dong": 5})
    assert describe(told) == "湖州焊接多5次，就能多办5件"
    assert describe(told, "en") == "5 more for welding in 湖州 would serve 5 more"


def test_who_is_full_can_free_the_round_too() -> None:
    (told,) = capacity(plan(many(FISH, 2), index(replace(CHEN, capacity=0))))
    assert told.params["helpers"] == {"chen": 2}


def test_room_given_to_one_may_serve_another() -> None:
    """Ding is excluded for one of them: more room for Ding frees Dong, or more for Dong does it."""
    only_dong = replace(WELDING, id="only", excluded=frozenset({"ding"}))
    helpers = [replace(DONG, capacity=1), replace(DING, capacity=1)]
    needs = [only_dong, *many(WELDING, 2)]
    made = plan(needs, index(*helpers))
    assert made.served == 2
    for told in capacity(made):
        assert plan(needs, index(*with_more(helpers, told))).served == 3


def test_other_remedies_are_counted_together() -> None:
    needs = [replace(each, excluded=frozenset({"chen"})) for each in many(FISH, 3)]
    made = plan(needs, index(CHEN))
    assert [(each.code, each.params["serves"]) for each in made.relaxations] == [("more_lifted", 3)]


def test_where_all_are_served_nothing_is_told() -> None:
    assert plan([WELDING, FISH, MACHINE], index()).relaxations == ()


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from([WELDING, FISH, MACHINE]), min_size=1, max_size=7),
    st.lists(st.integers(0, 2), min_size=4, max_size=4),
)
def test_every_relaxation_serves_as_many_more_as_it_says(
    chosen: list[Need], rooms: list[int]
) -> None:
    needs = [replace(need, id=f"n{number}") for number, need in enumerate(chosen)]
    helpers = [
        replace(each, capacity=left)
        for each, left in zip((DONG, DING, CHEN, ZHOU), rooms, strict=True)
    ]
    made = plan(needs, index(*helpers))
    for told in capacity(made):
        then = plan(needs, index(*with_more(helpers, told)))
        assert then.served == made.served + told.params["serves"]
        assert told.params["extra"] == sum(told.params["helpers"].values())


# --- several weeks


def test_weeks_give_room_again_and_the_urgent_go_first() -> None:
    calm = many(FISH, 3)
    urgent = replace(FISH, id="urgent", urgency=2)
    made = plan([*calm, urgent], index(CHEN), weeks=3)
    assert made.served == 3
    weeks = {pair.need: pair.week for pair in made.pairs}
    assert weeks["urgent"] == 1
    assert sorted(weeks.values()) == [1, 2, 3]
    assert made.loads["chen"].capacity == 3


def test_who_is_full_now_may_have_room_next_week() -> None:
    made = plan(many(FISH, 3), index(replace(CHEN, capacity=0, weekly=2)), weeks=2)
    assert [pair.week for pair in made.pairs] == [2, 2]


def test_over_several_weeks_less_a_week_serves_more() -> None:
    made = plan(many(FISH, 7), index(CHEN), weeks=2)
    (told,) = capacity(made)
    assert (told.params["extra"], told.params["serves"]) == (3, 5)
    assert describe(told) == "金华水产每周多3次，就能多办5件"


def test_no_weeks_are_refused() -> None:
    with pytest.raises(EngineError, match="no_weeks"):
        plan([FISH], index(), weeks=0)


def test_a_pinned_need_does_not_move_for_others() -> None:
    """Who is pinned to Dong stays: more room for Ding is of no use to who only suits Dong."""
    only_dong = [replace(each, excluded=frozenset({"ding"})) for each in many(WELDING, 1)]
    pinned = replace(WELDING, id="pinned")
    helpers = [replace(DONG, capacity=1), replace(DING, capacity=0)]
    needs, pins = [pinned, *only_dong], [("pinned", "dong")]
    made = plan(needs, index(*helpers), pins=pins)
    assert [each.need for each in made.unserved] == ["welding0"]
    for told in capacity(made):
        then = plan(needs, index(*with_more(helpers, told)), pins=pins)
        assert then.served == made.served + told.params["serves"]
        assert set(told.params["helpers"]) == {"dong"}


def test_a_second_pin_takes_room_too() -> None:
    """Both are pinned to one need; whoever is left out needs one more of somebody."""
    both = replace(WELDING, id="both", helpers_wanted=2)
    helpers = [replace(DONG, capacity=1), replace(DING, capacity=1)]
    needs, pins = [both, WELDING], [("both", "dong"), ("both", "ding")]
    made = plan(needs, index(*helpers), pins=pins)
    assert capacity(made)
    for told in capacity(made):
        assert (told.params["serves"], told.params["extra"]) == (1, 1)
        assert plan(needs, index(*with_more(helpers, told)), pins=pins).served == 2


def test_the_urgent_are_looked_at_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hongmajia.engine.rounds.report.MOST_RELAXED", 1)
    needs = [replace(WELDING, id="slow"), replace(FISH, id="soon", urgency=1)]
    made = plan(needs, index(replace(DONG, capacity=0), replace(CHEN, capacity=0)))
    (told,) = capacity(made)
    assert told.params["helpers"] == {"chen": 1}
