"""Any sequence of actions keeps places, invitations, states and the event log consistent."""

from contextlib import suppress

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hongmajia.core.errors import Refused, WrongState
from hongmajia.core.models import Event
from hongmajia.engagements import actions
from hongmajia.engagements.enums import AGREED, ASKED, MAX_PROPOSALS
from hongmajia.engagements.enums import EngagementState as S
from hongmajia.engagements.models import Engagement
from hongmajia.needs.enums import NeedState
from hongmajia.needs.models import Need
from hongmajia.people.models import Helper
from tests.actors import Province, artisan, make_need

from .conftest import state_of

ACTS = ["propose", "claim", "pair", "accept", "decline", "cancel", "release", "contact"]


LIFE = {
    "accept": ({S.PROPOSED}, S.ACCEPTED),
    "decline": ({S.PROPOSED}, S.DECLINED),
    "expire": ({S.PROPOSED}, S.EXPIRED),
    "cancel": ({S.OFFERED, S.PROPOSED}, S.CANCELLED),
    "choose_bid": ({S.OFFERED}, S.ACCEPTED),
    "withdraw_bid": ({S.OFFERED}, S.CANCELLED),
    "record_contact": ({S.ACCEPTED}, S.ACCEPTED),
    "release": ({S.ACCEPTED, S.SCHEDULED}, S.CANCELLED),
}
"""Act → the states it may start in, and where it ends."""


@pytest.mark.parametrize("state", list(S))
@pytest.mark.parametrize("act", LIFE)
def test_an_act_starts_where_it_may_and_nowhere_else(
    province: Province, act: str, state: S
) -> None:
    engagement = Engagement.objects.create(
        need=make_need(province),
        helper=province.dong_helper,
        origin="dispatch",
        state=state,
        slot=1 if state in AGREED else None,
        due_at=timezone.now(),
    )
    words = {"reason": "忙"} if act in ("decline", "release", "cancel") else {}
    words |= {} if act == "expire" else {"actor": province.xu}
    sources, target = LIFE[act]

    if state in sources:
        getattr(actions, act)(engagement=engagement, **words)
    else:
        with pytest.raises(WrongState, match="不能这样办了"):
            getattr(actions, act)(engagement=engagement, **words)

    assert state_of(engagement) == (target if state in sources else state)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    wanted=st.integers(1, 3),
    steps=st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 4)), max_size=14),
)
def test_no_order_of_acts_breaks_the_rules(
    province: Province, wanted: int, steps: list[tuple[str, int]]
) -> None:
    with transaction.atomic():
        need = make_need(province, helpers_wanted=wanted)
        helpers = [artisan(f"甲{n}", "焊工", province.huzhou, "330502") for n in range(5)]
        for act, number in steps:
            with suppress(Refused), transaction.atomic():
                step(act, need, helpers[number], province)
            check(need)
        transaction.set_rollback(True)


def step(act: str, need: Need, helper: Helper, province: Province) -> None:
    """Carry out one action on the need, if the helper has an engagement for it."""
    openings = {"propose": actions.propose, "claim": actions.claim_need, "pair": actions.pair}
    if act in openings:
        openings[act](need=need, helper=helper, actor=province.xu)
        return
    latest = need.engagements.filter(helper=helper).order_by("-pk").first()
    if latest is None:
        return
    by = {"engagement": latest, "actor": province.xu}
    with_reason = {
        "decline": actions.decline, "release": actions.release, "cancel": actions.cancel
    }  # fmt: skip
    if act in with_reason:
        with_reason[act](reason="忙", **by)
    else:
        {"accept": actions.accept, "contact": actions.record_contact}[act](**by)


def check(need: Need) -> None:
    """Assert the invariants that hold after every action."""
    need.refresh_from_db()
    all_ = list(need.engagements.all())
    agreed = [e for e in all_ if e.state in AGREED]
    slots = [e.slot for e in agreed]
    assert len(set(slots)) == len(slots) <= need.helpers_wanted
    assert all(1 <= (slot or 0) <= need.helpers_wanted for slot in slots)
    assert all(e.slot is None for e in all_ if e.state not in AGREED)
    full = len(agreed) == need.helpers_wanted
    assert need.state == (NeedState.MATCHED if full else NeedState.LISTED)
    asked = [e for e in all_ if e.state in ASKED]
    assert len(asked) <= (0 if full else MAX_PROPOSALS)
    for engagement in all_:
        last = Event.objects.filter(
            subject_id=engagement.pk, verb__startswith="engagement."
        ).first()
        assert last is not None
        assert last.to_state == engagement.state
