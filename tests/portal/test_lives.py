"""Whatever a need and its helper have come to, somebody is to take a next step towards an end."""

import pytest

from tests.actors import Province
from tests.lives import Walk, order_of


@pytest.mark.one_database("proofs/walk_lives.py walks farther, on both databases")
def test_a_need_and_its_helper_never_get_stuck(province: Province) -> None:
    """From an order on, by every interleaving of the two lives (ADR 24).

    Two helpers, people without an account, and visits still to come: ``proofs/walk_lives.py``.
    """
    order = order_of(province, province.dong_helper, asker=province.contact)
    walk = Walk(province, order.need, [province.dong_helper])

    walk.explore()

    assert walk.faults == {}
    assert walk.stuck() == {}
    reached = {situation[0] for situation in walk.ways}
    assert reached == {"submitted", "returned", "listed", "escalated", "reopened", "matched",
                       "in_service", "tackling", "solved", "confirmed", "unsolved", "merged",
                       "withdrawn"}  # fmt: skip
    helped = {state for situation in walk.ways for _, state, *_ in situation[2:]}
    assert helped == {"offered", "proposed", "accepted", "scheduled", "served", "confirmed"}
