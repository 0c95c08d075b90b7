"""A program hears of the rows that it was given and may no longer see, and of no others."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from hongmajia.core.models import ListedRow
from hongmajia.interface.actions import end_account
from hongmajia.interface.tasks import forget_answers
from hongmajia.needs.models import Need
from hongmajia.unions.models import User
from tests.actors import Province, make_need
from tests.interface.conftest import Caller

pytestmark = pytest.mark.django_db


def needs(caller: Caller, since: str = "", **more: str) -> Any:
    """The last page of the list of needs."""
    query = {**({"updated_since": since} if since else {}), **more}
    page = caller.get("/needs", query).json()
    while page["next"]:
        page = caller.get("/needs", {**more, "cursor": page["next"]}).json()
    return page


def gone(page: Any) -> list[int]:
    return [row["id"] for row in page["removed"]]


def test_a_row_that_was_deleted_or_handed_on_is_told_once(
    deqing: Caller, province: Province
) -> None:
    deleted, handed, stays = (make_need(province) for _ in range(3))
    page = needs(deqing)
    assert page["removed"] == [], "who reads everything needs no list of what went"
    key = deleted.pk
    deleted.delete()
    Need.objects.filter(pk=handed.pk).update(union=province.wucheng, home_union=province.wucheng)
    page = needs(deqing, page["as_of"])
    assert sorted(gone(page)) == [key, handed.pk]
    assert stays.pk not in gone(page)
    later = needs(deqing, needs(deqing, page["as_of"])["as_of"])
    assert later["removed"] == []


def test_many_removed_rows_come_page_by_page(deqing: Caller, province: Province) -> None:
    keys = [make_need(province).pk for _ in range(23)]
    read = needs(deqing)["as_of"]
    Need.objects.all().delete()
    changed = make_need(province)
    pages = [deqing.get("/needs", {"updated_since": read, "limit": "5"}).json()]
    while cursor := pages[-1]["next"]:
        pages.append(deqing.get("/needs", {"limit": "5", "cursor": cursor}).json())
    assert [len(page["removed"]) for page in pages] == [5, 5, 5, 5, 3]
    assert sorted(key for page in pages for key in gone(page)) == keys
    assert [row["id"] for page in pages for row in page["rows"]] == [changed.pk]
    assert [bool(page["as_of"]) for page in pages] == [False] * 4 + [True]


def test_an_answer_that_was_lost_is_given_again(deqing: Caller, province: Province) -> None:
    need = make_need(province)
    read, key = needs(deqing)["as_of"], need.pk
    need.delete()
    for _ in range(3):
        assert gone(needs(deqing, read)) == [key]


def test_two_systems_with_one_account_both_hear_of_it(deqing: Caller, province: Province) -> None:
    """The second asks with a time at which nothing but the row had gone."""
    need = make_need(province)
    first = second = needs(deqing)["as_of"]
    key = need.pk
    Need.objects.filter(pk=key).delete()
    assert gone(needs(deqing, first)) == [key]
    assert gone(needs(deqing, second)) == [key]


def test_a_program_learns_nothing_of_rows_that_it_never_had(
    deqing: Caller, wucheng: Caller, province: Province
) -> None:
    read = needs(wucheng)["as_of"]
    need = make_need(province)
    needs(deqing)
    need.delete()
    assert needs(wucheng, read) == {**needs(wucheng, read), "rows": [], "removed": []}


def test_rows_of_a_union_that_moved_are_told(
    program: Callable[..., Caller], province: Province
) -> None:
    """Nothing was written to the need itself."""
    huzhou = program(province.huzhou)
    need = make_need(province)
    read = needs(huzhou)["as_of"]
    type(province.deqing).objects.filter(pk=province.deqing.pk).update(path="elsewhere/")
    assert gone(needs(huzhou, read)) == [need.pk]


def test_a_row_that_comes_back_is_listed_again(deqing: Caller, province: Province) -> None:
    need = make_need(province)
    page = needs(deqing)
    union = {"union": need.union, "home_union": need.home_union}
    away = {"union": province.wucheng, "home_union": province.wucheng}
    Need.objects.filter(pk=need.pk).update(**away)
    page = needs(deqing, page["as_of"])
    assert gone(page) == [need.pk]
    Need.objects.filter(pk=need.pk).update(**union)
    page = needs(deqing, page["as_of"])
    assert [row["id"] for row in page["rows"]] == [need.pk]
    assert page["removed"] == []


def test_conditions_do_not_count_as_removal(deqing: Caller, province: Province) -> None:
    need = make_need(province)
    read = needs(deqing, state="submitted")["as_of"]
    page = needs(deqing, read, state="solved")
    assert need.pk not in gone(page)


def test_pages_keep_since_when_was_asked(deqing: Caller, province: Province) -> None:
    rows = [make_need(province) for _ in range(5)]
    read = needs(deqing)["as_of"]
    key = rows[0].pk
    rows[0].delete()
    for row in rows[1:]:
        row.save()
    assert deqing.get("/needs", {"updated_since": read, "limit": "2"}).json()["removed"] == []
    assert gone(needs(deqing, read, limit="2")) == [key]


def test_people_who_read_pages_are_told_nothing(
    as_: Callable[[str], Client], province: Province
) -> None:
    need = make_need(province)
    client = as_("xu")
    read = client.get("/api/needs").json()["as_of"]
    need.delete()
    assert client.get("/api/needs", {"updated_since": read}).json()["removed"] == []
    assert not ListedRow.objects.exists()


def test_what_was_given_is_forgotten_in_the_end(
    deqing: Caller, wucheng: Caller, province: Province, security: User
) -> None:
    need, _stays = make_need(province), make_need(province)
    read = needs(deqing)["as_of"]
    need.delete()
    needs(deqing, read)
    with time_machine.travel(timezone.now() + timedelta(days=399)):
        forget_answers.func()
        assert ListedRow.objects.count() == 2
    with time_machine.travel(timezone.now() + timedelta(days=401)):
        forget_answers.func()
        assert ListedRow.objects.count() == 1
    end_account(actor=security, account=deqing.account, reason="不用了")
    forget_answers.func()
    assert not ListedRow.objects.exists()
