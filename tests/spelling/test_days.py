"""A day is read in every usual writing, and never guessed."""

from datetime import date

import pytest

from hongmajia.spelling import UnclearDay, read_day


@pytest.mark.parametrize(
    "written",
    [
        "2026-12-20", "2026.12.20", "2026/12/20", "2026,12,20", "2026年12月20日", "2026年12月20号",
        "2026 年 12 月 20 日", "20261220", "2026-12-20 09:30:00", "2026-12-20T09:30:00+08:00",
        "2026/12/20 星期日", "２０２６－１２－２０", "\u202d2026.12.20\u202c", "2026.12.20.",
        "20/12/2026", "12/20/2026", "20.12.2026", "46376",
        "46376.5", "2026、12、20", "2026·12·20", "2026\\12\\20", "2026年12月20日 14:30",
        "2026年12月20日14时30分", "2026年12月20日 9点", "2026-12-20上午9:00",
        "2026/12/20 下午 3:00",
        "2026/12/20 3:05 PM", "二〇二六年十二月二十日", "二○二六年十二月二十日",
    ],
)  # fmt: skip
def test_every_usual_writing_gives_the_day(written: str) -> None:
    assert read_day(written) == date(2026, 12, 20)


def test_one_digit_is_enough_for_month_and_day() -> None:
    assert read_day("2025.5.12") == read_day("2025年5月12日") == date(2025, 5, 12)


def test_a_day_that_could_be_two_names_both() -> None:
    with pytest.raises(UnclearDay) as unclear:
        read_day("10/12/2026")
    assert unclear.value.could_be == (date(2026, 10, 12), date(2026, 12, 10))
    assert read_day("12/12/2026") == date(2026, 12, 12)


@pytest.mark.parametrize(
    "written",
    [
        "", "尽快", "2026-02-30", "2026-13-01", "2026-12", "12月20日", "26.12.20", "0000-01-01",
        "13/13/2026", "2026年12月20日前", "二〇二六年十三月一日", "二〇二六年十二月",
        "2026-12-20 很急",
    ],
)  # fmt: skip
def test_what_is_no_day_is_not_made_one(written: str) -> None:
    with pytest.raises(UnclearDay) as unclear:
        read_day(written)
    assert unclear.value.could_be == ()
