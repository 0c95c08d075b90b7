"""Numbers and dates as Chinese papers write them."""

from datetime import date

import pytest

from hongmajia.papers import chinese_date, chinese_month, chinese_number, chinese_year


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (34, "三十四"), (99, "九十九")],
)
def test_numbers(number: int, words: str) -> None:
    assert chinese_number(number) == words


@pytest.mark.parametrize("number", [0, 100, -1])
def test_beyond_ninety_nine_nobody_counts_parts(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        chinese_number(number)


def test_every_number_is_written_in_its_own_way() -> None:
    assert len({chinese_number(number) for number in range(1, 100)}) == 99


def test_dates() -> None:
    assert chinese_year(2026) == "二〇二六"
    assert chinese_month(date(2026, 12, 1)) == "二〇二六年十二月"
    assert chinese_date(date(2026, 6, 5)) == "2026年6月5日"
