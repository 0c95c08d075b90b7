"""The tally in the frame is kept, and is always what the slow count says."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from hongmajia.core.models import WriteMark
from hongmajia.core.tasks import prune_write_marks
from hongmajia.core.write_marks import leave_mark, mark_of
from hongmajia.engagements.actions import accept, decline, propose
from hongmajia.engagements.models import Engagement
from hongmajia.needs.enums import NeedState
from hongmajia.needs.models import Need
from hongmajia.notices.models import Notice
from hongmajia.portal.kept_tally import DESK, current_tally
from hongmajia.portal.tally_tables import TALLIED
from hongmajia.portal.waiting import statement, tally_of
from hongmajia.unions.enums import Role
from hongmajia.unions.models import Union, User
from tests.actors import Province, make_need

PEOPLE = ("xu", "fang", "shen", "dong", "contact")


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    """Another test's users have the same keys."""
    caches["tallies"].clear()
    yield
    caches["tallies"].clear()


@pytest.fixture
def outside_transactions(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a page: the transaction around each test is none of the product's."""
    monkeypatch.setattr("hongmajia.portal.kept_tally.within_transaction", lambda: False)


def person(user: User) -> User:
    """The user as a new request loads them."""
    return User.objects.get(pk=user.pk)


def agree(province: Province) -> None:
    for name in PEOPLE:
        user = getattr(province, name)
        assert current_tally(person(user)) == tally_of(person(user)), name


def test_the_database_notes_writes_to_every_table_that_the_statement_reads(
    province: Province,
) -> None:
    paths = list(Union.objects.values_list("path", flat=True))
    everything = tuple((role, path) for path in paths for role in Role.values)
    sql, _parameters = statement(province.xu.pk, everything)
    read = set(re.findall(r'(?:FROM|JOIN) "(\w+)"', sql))
    assert read == {model._meta.db_table for model in TALLIED}


@pytest.mark.django_db(transaction=True)
def test_a_kept_tally_takes_one_query(
    province: Province, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_need(province, NeedState.SUBMITTED)
    user = person(province.xu)
    first = current_tally(user)
    assert first.kinds == {"verify": 1}
    with django_assert_num_queries(1):
        assert current_tally(user) is not None
        assert user.grants
    make_need(province, NeedState.SUBMITTED)
    assert current_tally(user).kinds == {"verify": 2}


@pytest.mark.usefixtures("outside_transactions")
def test_a_time_limit_that_passes_is_seen_within_a_minute(
    province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = timezone.now()
    make_need(province, NeedState.SUBMITTED, due_at=now + timedelta(minutes=3))
    above = person(province.fang)
    assert current_tally(above).waiting == tally_of(above).waiting
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(minutes=5))
    assert current_tally(above) == tally_of(above)


@pytest.mark.usefixtures("outside_transactions")
def test_a_role_that_ends_ends_its_tasks(province: Province) -> None:
    make_need(province, NeedState.SUBMITTED)
    assert current_tally(person(province.xu)).waiting == 1
    province.xu.memberships.all().delete()
    assert current_tally(person(province.xu)).waiting == 0


def test_within_a_transaction_nothing_is_kept(province: Province) -> None:
    user = person(province.xu)
    with transaction.atomic():
        make_need(province, NeedState.SUBMITTED)
        assert current_tally(user).waiting == 1
        transaction.set_rollback(True)
    assert caches["tallies"].get(user.pk) is None


def ask(province: Province, number: int) -> None:
    make_need(province, NeedState(NeedState.values[number % len(NeedState.values)]))


def invite(province: Province, number: int) -> None:
    need, why = make_need(province), "只有他会"
    propose(need=need, helper=province.dong_helper, actor=province.xu, overrule=why)


def answer(province: Province, number: int) -> None:
    """Yes or no, where somebody was asked."""
    if found := Engagement.objects.filter(state="proposed").first():
        if number % 2:
            accept(engagement=found, actor=province.dong)
        else:
            decline(engagement=found, actor=province.dong, reason="busy")


def read(province: Province, number: int) -> None:
    Notice.objects.update(read_at=timezone.now())


def forget(province: Province, number: int) -> None:
    Notice.objects.all().delete()


def write_past_all_actions(province: Province, number: int) -> None:
    some = Need.objects.order_by("pk").values("pk")[:number]
    Need.objects.filter(pk__in=some).update(state=NeedState.SUBMITTED)


def prune(province: Province, number: int) -> None:
    prune_write_marks.call()


ACTS = (ask, invite, answer, read, forget, write_past_all_actions, prune)


@pytest.mark.django_db(transaction=True)
@settings(
    max_examples=10, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(acts=st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 9)), max_size=8))
def test_after_each_act_the_tally_is_the_slow_count(
    province: Province, acts: list[tuple[Any, int]]
) -> None:
    """What earlier examples have written stays: their acts were committed, as on a real page."""
    agree(province)
    for act, number in acts:
        act(province, number)
        agree(province)


def test_marks_are_removed_where_there_are_many(
    province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hongmajia.core.write_marks.MOST_MARKS", 3)
    WriteMark.objects.bulk_create(
        WriteMark(name="desk", written_by=10**15 + n, n=1) for n in range(5)
    )
    before = mark_of(DESK)
    prune_write_marks.call()
    after = mark_of(DESK)
    assert after != before
    assert WriteMark.objects.filter(name=DESK).count() <= 1
    leave_mark(DESK)
