"""Concurrent actions: the tree stays valid, and of several equal requests one succeeds."""

from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from hongmajia.core.errors import Refused
from hongmajia.unions import actions
from hongmajia.unions.enums import Role, Section, UnionKind
from hongmajia.unions.models import Enterprise, Membership, Region, Union, User
from tests.actors import Province, credit_code

pytestmark = pytest.mark.django_db(transaction=True)

DONE, REFUSED = "done", "refused"


def all_at_once(acts: Iterable[Callable[[], Any]]) -> Counter[str]:
    """Call ``acts`` at the same time, each on its own connection; returns how many were refused.

    Any other exception fails the test.
    """
    acts = list(acts)
    ready = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> str:
        try:
            connection.ensure_connection()
            ready.wait(timeout=60)
            act()
        except (Refused, ValidationError):
            return REFUSED
        finally:
            connection.close()
        return DONE

    with ThreadPoolExecutor(len(acts)) as threads:
        return Counter(threads.map(run, acts))


def test_many_add_unions_while_one_moves_the_branch(province: Province) -> None:
    def add(number: int) -> Callable[[], Any]:
        parent = Union.objects.get(pk=province.deqing.pk)
        name = f"第{number}街道总工会"
        return lambda: actions.add_union(
            actor=province.xu, parent=parent, name=name, kind=UnionKind.TOWNSHIP
        )

    def move() -> None:
        branch, target = (
            Union.objects.get(pk=union.pk) for union in (province.deqing, province.jinhua)
        )
        actions.move_union(actor=province.fang, union=branch, target=target)

    assert all_at_once([*map(add, range(10)), move]) == {DONE: 11}
    deqing = Union.objects.get(pk=province.deqing.pk)
    assert deqing.parent == province.jinhua
    assert Union.objects.get_children(deqing).count() == 11
    assert Union.objects.find_problems() == ([], [], [], [], [])


def test_one_union_of_a_name(province: Province) -> None:
    def add() -> None:
        parent = Union.objects.get(pk=province.deqing.pk)
        actions.add_union(
            actor=province.xu, parent=parent, name="武康街道总工会", kind=UnionKind.TOWNSHIP
        )

    assert all_at_once([add] * 8) == {DONE: 1, REFUSED: 7}


def test_one_enterprise_of_a_code(province: Province) -> None:
    region = Region.objects.get(adcode="330521")

    def add() -> None:
        actions.add_enterprise(
            actor=province.xu, name="第二机械厂", credit_code=credit_code(2), section=Section.C,
            region=region, union=province.deqing,
        )  # fmt: skip

    assert all_at_once([add] * 8) == {DONE: 1, REFUSED: 7}
    assert Enterprise.objects.count() == 2


def test_one_account_of_a_number_and_one_role_of_a_person(province: Province) -> None:
    def name() -> None:
        actions.appoint(
            actor=province.shen, union=province.deqing, role=Role.CADRE,
            name="新同志", phone="13700000001",
        )  # fmt: skip

    assert all_at_once([name] * 8) == {DONE: 1, REFUSED: 7}
    person = User.objects.get(phone="13700000001")
    assert Membership.objects.filter(user=person).count() == 1
