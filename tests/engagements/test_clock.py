"""The periodic tasks: reminders, expiry, and what they leave alone."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from hongmajia.core import schedule
from hongmajia.core.models import Event
from hongmajia.engagements import actions, tasks
from hongmajia.engagements.enums import EngagementState, EngagementVerb
from hongmajia.engagements.models import Engagement
from hongmajia.needs.models import Need
from tests.actors import Province

from .conftest import state_of, told

Ask = Callable[..., Engagement]


@pytest.fixture
def invited(ask: Ask) -> Engagement:
    """Dong is invited; the answer is due at 17:30."""
    return ask()


@pytest.fixture
def accepted(province: Province, ask: Ask) -> Engagement:
    """Dong has accepted; the first contact is awaited."""
    return actions.accept(engagement=ask(), actor=province.dong)


def at(engagement: Engagement, **later: float) -> time_machine.travel:
    """Travel to the time at which the engagement is due, plus ``later``."""
    assert engagement.due_at is not None
    return time_machine.travel(engagement.due_at + timedelta(**later), tick=False)


def test_both_tasks_are_on_the_schedule() -> None:
    names = set(schedule._entries)
    assert {tasks.expire_silent.module_path, tasks.remind_overdue.module_path} <= names


def test_silence_ends_when_its_time_is_over(invited: Engagement) -> None:
    with at(invited, minutes=-1):
        tasks.expire_silent.call()
        assert state_of(invited) == EngagementState.PROPOSED
    with at(invited, minutes=1):
        tasks.expire_silent.call()
    assert state_of(invited) == EngagementState.EXPIRED


def test_what_was_answered_meanwhile_is_left_alone(
    province: Province, invited: Engagement, monkeypatch: pytest.MonkeyPatch
) -> None:
    with at(invited, minutes=1):
        seen = Engagement.objects.unanswered(by=timezone.now())
        list(seen)  # the clock has read its list when the answer comes
        monkeypatch.setattr(Engagement.objects, "unanswered", lambda by: seen)
        actions.accept(engagement=invited, actor=province.dong)
        tasks.expire_silent.call()
    assert state_of(invited) == EngagementState.ACCEPTED


def test_an_invitation_is_called_to_mind_on_its_last_day(
    province: Province, need: Need, invited: Engagement
) -> None:
    with at(invited, hours=-9):
        tasks.remind_overdue.call()
        tasks.remind_overdue.call()
    said = f"{need}：邀请快到期了，请答复接还是不接"
    assert told(province.dong).count(said) == 1


def test_not_before(province: Province, invited: Engagement) -> None:
    with at(invited, hours=-25):
        tasks.remind_overdue.call()
    assert len(told(province.dong)) == 1  # the invitation itself


def test_a_late_first_contact_is_told_to_helper_and_union_once(
    province: Province, need: Need, accepted: Engagement
) -> None:
    with at(accepted, minutes=1):
        tasks.remind_overdue.call()
        tasks.remind_overdue.call()
    assert told(province.dong)[0] == f"{need}：已过首次联系时限，请尽快和企业联系"
    assert told(province.xu)[0] == f"{need}：董师傅超过时限还没联系企业，请催一催"
    assert Event.objects.filter(verb=EngagementVerb.OVERDUE).count() == 1


def test_who_called_in_time_is_not_reminded(province: Province, accepted: Engagement) -> None:
    actions.record_contact(engagement=accepted, actor=province.dong)
    before = told(province.dong)
    accepted.refresh_from_db()
    with at(accepted, minutes=-1):
        tasks.remind_overdue.call()
    assert told(province.dong) == before


def test_who_called_and_agreed_no_time_is_reminded_of_it(
    province: Province, need: Need, accepted: Engagement
) -> None:
    actions.record_contact(engagement=accepted, actor=province.dong)
    accepted.refresh_from_db()
    with at(accepted, minutes=1):
        tasks.remind_overdue.call()
        tasks.remind_overdue.call()
    assert told(province.dong)[0] == f"{need}：请和企业约个时间，记下来"
    assert told(province.xu)[0] == f"{need}：董师傅还没和企业约时间，请催一催"
    assert not Event.objects.filter(verb=EngagementVerb.OVERDUE).exists()
