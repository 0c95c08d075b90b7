"""Paging by key: all rows once, whatever the ties, and whatever is added between two pages."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from hongmajia.core.models import Holiday
from hongmajia.core.paging import page_by_key
from hongmajia.notices.models import Notice
from tests.actors import Province


def notices(province: Province, count: int, step: timedelta) -> None:
    begin = timezone.now()
    Notice.objects.bulk_create(
        Notice(recipient=province.xu, sentence=f"第{n}条", params={}, url="/",
               sent_at=begin - step * n)
        for n in range(count)
    )  # fmt: skip


def walk(size: int) -> list[str]:
    """The sentences of all pages, one page after the other."""
    seen: list[str] = []
    key = ""
    while True:
        page = page_by_key(Notice.objects.all(), "sent_at", key, size)
        seen += [notice.sentence for notice in page.rows]
        key = page.next_key
        if not key:
            return seen


@pytest.mark.parametrize("size", [1, 3, 7, 10, 20])
def test_every_row_comes_once_and_in_order(province: Province, size: int) -> None:
    notices(province, 10, timedelta(minutes=1))
    assert walk(size) == [f"第{n}条" for n in range(10)]


def test_rows_of_the_same_moment_are_told_apart(province: Province) -> None:
    notices(province, 10, timedelta())
    assert sorted(walk(3)) == sorted(f"第{n}条" for n in range(10))


def test_what_comes_in_between_shifts_nothing(province: Province) -> None:
    notices(province, 6, timedelta(minutes=1))
    first = page_by_key(Notice.objects.all(), "sent_at", "", 3)
    Notice.objects.create(recipient=province.xu, sentence="刚到", params={}, url="/")
    second = page_by_key(Notice.objects.all(), "sent_at", first.next_key, 3)
    assert [notice.sentence for notice in second.rows] == ["第3条", "第4条", "第5条"]


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["broken", "WyIyMDI2Il0:bad:sig", "%00"])
def test_a_broken_key_begins_anew(key: str) -> None:
    holiday = Holiday.objects.create(date="2026-10-01")
    assert page_by_key(Holiday.objects.all(), "pk", key).rows == [holiday]


@pytest.mark.django_db
@pytest.mark.parametrize("size", [1, 2, 5])
def test_pages_go_by_days_too(size: int) -> None:
    days = [date(2026, 10, n) for n in (3, 1, 5, 2, 4)]
    Holiday.objects.bulk_create(Holiday(date=day) for day in days)
    seen, key = list[date](), ""
    while not seen or key:
        page = page_by_key(Holiday.objects.all(), "date", key, size)
        seen += [holiday.date for holiday in page.rows]
        key = page.next_key
    assert seen == sorted(days, reverse=True)


@pytest.mark.django_db
def test_a_key_of_a_list_in_another_order_begins_anew() -> None:
    """As one kept from before the list was ordered by days."""
    Holiday.objects.bulk_create(Holiday(date=date(2026, 10, n)) for n in (1, 2))
    for first, second in (("pk", "date"), ("date", "pk")):
        key = page_by_key(Holiday.objects.all(), first, "", 1).next_key
        page = page_by_key(Holiday.objects.all(), second, key, 5)
        assert (len(page.rows), page.before) == (2, 0)
