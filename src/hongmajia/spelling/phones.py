"""Mobile numbers as people write them."""

import re
import unicodedata
from typing import Any

from .characters import seen

COUNTRY_CODE = re.compile(r"^(?:(?:\+|00)86|86(?=1\d{10}$))")
"""``+86`` and ``0086`` are always the country code; a bare ``86`` only before a whole number."""
IGNORED = {"Cc", "Cf", "Zs", "Zl", "Zp", "Pd", "Ps", "Pe"}
"""Unicode categories between digits: control, invisible, blank, hyphen, brackets."""
PHONE = re.compile(r"1[3-9][0-9]{9}")
"""A whole mobile number."""
LAST_DIGITS = 4
"""How many digits at the end identify a number in a search."""


def read_phone(written: Any) -> str:
    """The digits of a mobile number, however it was written; ``""`` for nothing.

    Blanks, hyphens, invisible characters, full-width digits, the country code and the ``.0`` of a
    spreadsheet's number cell are taken off. What is no number comes back without them, for
    ``validate_phone`` to refuse.
    """
    if isinstance(written, str) and PHONE.fullmatch(written):
        return written
    text = unicodedata.normalize("NFKC", seen("" if written is None else str(written)))
    text = "".join(c for c in text if unicodedata.category(c) not in IGNORED)
    return COUNTRY_CODE.sub("", re.sub(r"\.0+$", "", text))
