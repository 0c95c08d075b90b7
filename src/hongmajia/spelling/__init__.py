"""One form for what people write and paste in many ways, each kind by rules of its own.

Forms, the API, imports and `hongmajia match` read by it, so what one of them understands all do.
Names, codes, numbers and days are stored in their one form; free texts keep their own characters
and are only compared by ``folded``. Imports neither Django nor any room.
"""

from .characters import HAN, folded, seen, text_key
from .days import UnclearDay, read_day
from .firms import firm_core, is_a_slip
from .lists import OUTSIDE_BRACKETS, people_in, says_nothing, without_numbers, words_in
from .names import name_key, read_code, tidy_name
from .phones import LAST_DIGITS, PHONE, read_phone

__all__ = [
    "HAN", "LAST_DIGITS", "OUTSIDE_BRACKETS", "PHONE", "UnclearDay", "firm_core", "folded",
    "is_a_slip", "name_key", "people_in", "read_code", "read_day", "read_phone", "says_nothing",
    "seen", "text_key", "tidy_name", "without_numbers", "words_in",
]  # fmt: skip
