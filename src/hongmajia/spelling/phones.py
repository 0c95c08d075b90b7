"""Mobile numbers as people write them."""

import re
import unicodedata
from typing import Any

from .characters import seen

COUNTRY_CODE = re.compile(r"^(?:(?:\+|00)86|86(?=1\d{10}$))")
"""``+86`` and ``0086`` are always the country code; a bare ``86`` only before a whole number."""
IGNORED = {"Cc", "Cf", "Zs", "Zl", "Zp", "Pd", "Ps", "Pe"}
"""Unicode categories between digits: control, invisible, blank, hyphen, brackets."""
BEFORE = re.compile(r"^(?:联系|手机|移动|电话|号码?|tel|mobile|phone)+[:.]?", re.I)
BEHIND = re.compile(r"(?:同?微信(?:同号)?|同号)$")
WITHIN = re.compile(r"[.·_']")
"""What people write before, behind and within a number; it is taken off only if a whole number is
left, so that nothing else becomes one."""
EXACT = re.compile(r"(1)\.(\d{10})e\+?10", re.I)
"""A number of eleven digits as spreadsheets export it, if none of its digits is lost."""
PHONE = re.compile(r"1[3-9][0-9]{9}")
"""A whole mobile number."""
LAST_DIGITS = 4
"""How many digits at the end identify a number in a search."""


def read_phone(written: Any) -> str:
    """The digits of a mobile number, however it was written; ``""`` for nothing.

    Blanks, hyphens, invisible characters, full-width digits, the country code and the ``.0`` of a
    spreadsheet's number cell are taken off; of a whole number also dots, a word such as 电话 before
    it and （微信同号） behind it. What is no number comes back without them, for
    ``validate_phone`` to refuse.
    """
    if isinstance(written, str) and PHONE.fullmatch(written):
        return written
    text = unicodedata.normalize("NFKC", seen("" if written is None else str(written)))
    text = "".join(c for c in text if unicodedata.category(c) not in IGNORED)
    bare = COUNTRY_CODE.sub("", re.sub(r"\.0+$", "", text))
    return bare if PHONE.fullmatch(bare) else _within(text) or bare


def _within(text: str) -> str:
    """The whole number that a text holds and says nothing beside; ``""`` if it holds none."""
    if exact := EXACT.fullmatch(text):
        number = exact[1] + exact[2]
    else:
        number = COUNTRY_CODE.sub("", WITHIN.sub("", BEHIND.sub("", BEFORE.sub("", text))))
    return number if PHONE.fullmatch(number) else ""
