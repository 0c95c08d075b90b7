"""Roles with a first and a last day: they begin and end at midnight, without a task."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from hongmajia.core.acts import sentence
from hongmajia.core.errors import Refused
from hongmajia.core.models import Event
from hongmajia.notices.models import Notice
from hongmajia.unions import actions
from hongmajia.unions.enums import Role
from hongmajia.unions.models import Membership, User
from hongmajia.unions.queries import cadres_of
from tests.actors import Province

FIRST, LAST = date(2027, 3, 8), date(2027, 3, 12)


def at(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """A moment of ``day`` by the clock on the wall."""
    return datetime.combine(day, time(hour, minute), timezone.get_default_timezone())


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


@pytest.fixture
def for_a_week(province: Province) -> Membership:
    """路人 is to be cadre of Deqing from Monday to Friday."""
    with time_machine.travel(at(FIRST - timedelta(days=3)), tick=False):
        return actions.grant_role(
            actor=province.shen, union=province.deqing, user=province.stranger, role=Role.CADRE,
            starts_on=FIRST, ends_on=LAST,
        )  # fmt: skip


def test_a_role_gives_rights_from_its_first_day_to_its_last(
    province: Province, for_a_week: Membership
) -> None:
    moments = {
        at(FIRST - timedelta(days=1), 23, 59): False,
        at(FIRST, 0, 0): True,
        at(LAST, 23, 59): True,
        at(LAST + timedelta(days=1), 0, 0): False,
    }
    for moment, holds in moments.items():
        with time_machine.travel(moment, tick=False):
            person = fresh(province.stranger)
            assert person.holds(province.mogan_union.path, Role.CADRE) is holds, moment
            assert (person in cadres_of(province.deqing)) is holds, moment
            assert person.home_union == (province.deqing if holds else None), moment


def test_a_running_session_loses_the_role_at_midnight(
    as_: Callable[[str], Client], province: Province, for_a_week: Membership
) -> None:
    page = f"/unions/{province.deqing.pk}/"
    with time_machine.travel(at(LAST, 23, 59), tick=False):
        client = as_("stranger")
        assert "路人" in client.get(page).text
    with time_machine.travel(at(LAST + timedelta(days=1), 0, 0), tick=False):
        assert client.get(page).status_code == 404
        assert client.get("/desk/").status_code == 200


def test_the_log_and_the_notices_name_the_days(province: Province, for_a_week: Membership) -> None:
    told = [
        event.pk and sentence(event) for event in Event.objects.filter(story=province.deqing.story)
    ]
    assert "沈建国定路人在德清县总工会的干部到2027年3月12日为止" in told
    notices = [notice.text for notice in Notice.objects.filter(recipient=province.stranger)]
    assert "您从2027年3月8日起是德清县总工会的干部" in notices


def test_the_last_day_is_changed_on_a_page(
    as_: Callable[[str], Client], province: Province, for_a_week: Membership
) -> None:
    address = f"/unions/roles/{for_a_week.pk}/term/"
    with time_machine.travel(at(FIRST), tick=False):
        assert as_("xu").get(address).status_code == 403  # the union above decides
        client = as_("shen")
        assert client.post(address, {"ends_on": "2027-03-01"}).status_code == 422
        assert client.post(address, {"ends_on": ""}).status_code == 302
        for_a_week.refresh_from_db()
        assert for_a_week.ends_on is None
        assert client.post(address, {"ends_on": "2027-03-10"}).status_code == 302
    with time_machine.travel(at(date(2027, 3, 11)), tick=False):
        assert not fresh(province.stranger).grants


def test_a_role_that_is_over_can_be_granted_again(
    province: Province, for_a_week: Membership
) -> None:
    with time_machine.travel(at(LAST + timedelta(days=3)), tick=False):
        actions.grant_role(
            actor=province.shen, union=province.deqing, user=province.stranger, role=Role.CADRE
        )
        assert fresh(province.stranger).holds(province.deqing.path, Role.CADRE)


def test_days_in_the_wrong_order_are_refused(province: Province) -> None:
    with time_machine.travel(at(FIRST), tick=False), pytest.raises(Refused, match="比第一天还早"):
        actions.grant_role(
            actor=province.shen, union=province.deqing, user=province.stranger, role=Role.CADRE,
            starts_on=LAST, ends_on=FIRST,
        )  # fmt: skip


def test_the_last_cadre_at_the_top_has_no_last_day(province: Province) -> None:
    top = actions.grant_role(
        actor=None, union=province.national, user=province.fang, role=Role.CADRE
    )
    fang, tomorrow = fresh(province.fang), timezone.localdate() + timedelta(days=1)
    with pytest.raises(Refused, match="方建民是全国总工会唯一的干部"):
        actions.set_term(actor=fang, membership=top, ends_on=tomorrow)
    second = actions.grant_role(
        actor=fang, union=province.national, user=province.stranger, role=Role.CADRE,
        ends_on=tomorrow,
    )  # fmt: skip
    with pytest.raises(Refused, match="唯一的干部"):  # the other one ends, too
        actions.revoke_role(actor=fang, membership=top)
    actions.set_term(actor=fang, membership=second, ends_on=None)
    actions.set_term(actor=fang, membership=top, ends_on=tomorrow)
