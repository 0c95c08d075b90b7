"""State transitions: only those of the table, and of simultaneous ones only the first."""

import pytest
from django.utils import timezone

from hongmajia.core.clocks import due_after
from hongmajia.core.enums import Audience
from hongmajia.core.errors import WrongState
from hongmajia.core.models import Event
from hongmajia.core.states import check, move, step
from hongmajia.needs.enums import NeedState, NeedVerb
from hongmajia.needs.models import Need
from tests.actors import Province, make_need

TABLE = {
    NeedVerb.LISTED: step([NeedState.SUBMITTED], NeedState.LISTED),
    NeedVerb.RETURNED: step([NeedState.SUBMITTED, NeedState.ESCALATED], NeedState.RETURNED),
}


def submitted(province: Province) -> Need:
    return make_need(province, NeedState.SUBMITTED)


def test_a_step_changes_state_clock_and_facts_and_is_logged(province: Province) -> None:
    need = submitted(province)
    Need.objects.filter(pk=need.pk).update(reminded_at=timezone.now())
    before = timezone.now()
    due = due_after(before, 5)
    event = move(
        need, TABLE, NeedVerb.LISTED, actor=province.xu, due_at=due, note="好",
        audience=Audience.PARTIES, title="新标题",
    )  # fmt: skip
    kept = Need.objects.get(pk=need.pk)
    assert (kept.state, kept.due_at, kept.reminded_at) == (NeedState.LISTED, due, None)
    assert kept.held_since >= before
    assert kept.title == need.title == "新标题"
    assert (event.from_state, event.to_state, event.note) == ("submitted", "listed", "好")


def test_no_step_from_where_it_does_not_start(province: Province) -> None:
    need = make_need(province, NeedState.LISTED)
    with pytest.raises(WrongState, match="现在是“待对接”，不能这样办了"):
        check(need, TABLE, NeedVerb.LISTED)
    with pytest.raises(WrongState):
        move(need, TABLE, NeedVerb.LISTED, actor=province.xu)
    assert not Event.objects.exists()


def test_of_two_who_saw_the_same_state_the_second_is_told(province: Province) -> None:
    need = submitted(province)
    late = Need.objects.get(pk=need.pk)
    move(need, TABLE, NeedVerb.LISTED, actor=province.xu, due_at=timezone.now())
    with pytest.raises(WrongState, match="刚才有人先办了一步"):
        move(late, TABLE, NeedVerb.RETURNED, actor=province.shen, due_at=timezone.now())
    need.refresh_from_db()
    assert need.state == NeedState.LISTED
    assert Event.objects.count() == 1


def test_one_verb_may_start_from_several_states(province: Province) -> None:
    for state in (NeedState.SUBMITTED, NeedState.ESCALATED):
        need = make_need(province, state)
        move(need, TABLE, NeedVerb.RETURNED, actor=province.xu, due_at=timezone.now())
        assert need.state == NeedState.RETURNED


def test_overdue_is_what_is_past_its_day(province: Province) -> None:
    need = submitted(province)
    assert not need.is_overdue
    need.due_at = timezone.now()
    assert need.is_overdue
