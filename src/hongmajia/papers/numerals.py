"""Numbers and dates as Chinese documents write them."""

from datetime import date

DIGITS = "〇一二三四五六七八九"


def chinese_number(number: int) -> str:
    """1 to 99 as in 第十二篇: ``12`` → ``十二``. Raises `ValueError` for other numbers."""
    if not 1 <= number <= 99:
        raise ValueError(f"{number} is not between 1 and 99")
    tens, ones = divmod(number, 10)
    before = "" if tens < 2 else DIGITS[tens]
    return f"{before}{'十' if tens else ''}{DIGITS[ones] if ones else ''}"


def chinese_year(year: int) -> str:
    """``2026`` → ``二〇二六``, digit by digit."""
    return "".join(DIGITS[int(digit)] for digit in str(year))


def chinese_month(day: date) -> str:
    """``二〇二六年六月``, as on a cover."""
    return f"{chinese_year(day.year)}年{chinese_number(day.month)}月"


def chinese_date(day: date) -> str:
    """``2026年6月5日``, as in the signature of GB/T 9704-2012: Arabic digits, no leading zeros."""
    return f"{day.year}年{day.month}月{day.day}日"
