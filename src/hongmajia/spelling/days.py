"""Days as people write them: in the order year, month, day, or in one that leaves no doubt."""

import re
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, timedelta
from itertools import permutations

from .characters import ALIKE, seen

YEAR_FIRST = re.compile(r"(\d{4})[-./,、·\\年](\d{1,2})[-./,、·\\月](\d{1,2})[日号]?")
COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)")
YEAR_LAST = re.compile(r"(\d{1,2})[-./,](\d{1,2})[-./,](\d{4})")
CLOCK = r"\d{1,2}(?::\d\d(?::\d\d(?:\.\d+)?)?|[时点](?:\d{1,2}分?)?)"
TIME = re.compile(
    rf"(?:(?<=\d)(?:t|\s+)|(?<=[日号])\s*|\s*(?=[上下中凌晚]))"
    rf"(?:上午|下午|中午|凌晨|晚上)?\s*{CLOCK}(?:\s*[ap]m)?(?:z|[+-]\d\d:?\d\d)?$",
    re.I,
)
"""A time of day behind the day: ``T09:30:00+08:00``, ``下午3:00``, ``14时30分``, ``3:05 PM``."""
WEEKDAY = re.compile(r"\(?(?:星期|周)[一二三四五六日天]\)?$")
SERIAL = re.compile(r"([2-7]\d{4})(?:\.\d+)?")
"""How a spreadsheet stores the days from 1954 to 2119, which it shows when a cell is no date; the
time of day stands behind the point."""
IN_CHARACTERS = re.compile(
    r"([〇零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日"
)
"""A day as official letters write it: 二〇二六年十二月二十日 (GB/T 15835-2011, 5.2)."""
ROUND_ZEROS = str.maketrans("○◯", "〇〇")
DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
DAY_ZERO = date(1899, 12, 30)


class UnclearDay(ValueError):  # noqa: N818 - the text may be one of several days
    """A text that is no day (``could_be`` is empty), or one of several."""

    def __init__(self, could_be: tuple[date, ...] = ()) -> None:
        super().__init__()
        self.could_be = could_be


def read_day(written: str) -> date:
    """The day, without its time: ``2026.5.1``, ``2026年5月1日``, ``20260501``, ``25/12/2026``.

    Raises ``UnclearDay`` for anything else, and for day and month that could change places.
    """
    text = unicodedata.normalize("NFKC", seen(written)).translate(ALIKE).strip()
    text = WEEKDAY.sub("", TIME.sub("", text))
    text = "".join(text.split()).rstrip(".")
    if found := YEAR_FIRST.fullmatch(text) or COMPACT.fullmatch(text):
        return _only([found.groups()])
    if found := YEAR_LAST.fullmatch(text):
        return _only((found[3], *two) for two in permutations(found.groups()[:2]))
    if found := SERIAL.fullmatch(text):
        return DAY_ZERO + timedelta(int(found[1]))
    if found := IN_CHARACTERS.fullmatch(text.translate(ROUND_ZEROS)):
        year, *others = found.groups()
        return _only([(year.translate(DIGITS), *map(_number, others))])
    raise UnclearDay


def _number(characters: str) -> str:
    """The digits of a number below 100: 十二 → 12, 二十 → 20."""
    tens, has_tens, ones = characters.rpartition("十")
    if not has_tens:
        return ones.translate(DIGITS)
    return (tens or "一").translate(DIGITS) + (ones or "〇").translate(DIGITS)


def _only(ways: Iterable[tuple[str, ...]]) -> date:
    """The only one of (year, month, day) that is a day. Raises ``UnclearDay`` for none or two."""
    days = set()
    for year, month, day in ways:
        with suppress(ValueError):
            days.add(date(int(year), int(month), int(day)))
    if len(days) != 1:
        raise UnclearDay(tuple(sorted(days)))
    return days.pop()
