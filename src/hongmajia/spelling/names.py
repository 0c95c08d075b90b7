"""Names of people, enterprises and unions, and codes: as they are stored, and as compared."""

import re
import unicodedata

from .characters import HAN, PLAIN, RADICALS, folded, seen

INSIDE_HAN = re.compile(rf"(?<=[{HAN}·])\s+(?=[{HAN}·])|\s*([（）])\s*")
DOT_BETWEEN_HAN = re.compile(rf"(?<=[{HAN}])[.．•‧∙⋅・･●·\u119e\u16eb\u2e31](?=[{HAN}])")
BRACKETED = re.compile(rf"\((?=[^()]*[{HAN}])([^()]*)\)")
LETTERS = frozenset(("Ll", "Lu", "Lo", "Nd", "So"))
"""Categories of characters that may have another width or be a radical for a character."""


def tidy_name(written: str) -> str:
    """A name as it is stored: without unseen marks and without blanks inside Chinese; letters and
    digits in half width; one middle dot; Chinese brackets around Chinese.
    """
    if PLAIN.fullmatch(written):
        return written
    text = "".join(map(_one_width, seen(written).translate(RADICALS)))
    text = BRACKETED.sub(r"（\1）", text)
    text = INSIDE_HAN.sub(r"\1", " ".join(text.split()))
    return DOT_BETWEEN_HAN.sub("·", text)


def name_key(written: str) -> str:
    """What a name is found by: equal for all ways to write the same name."""
    return folded(tidy_name(written))


def read_code(written: str) -> str:
    """A code as it is stored: in capitals and half width, without blanks and dashes."""
    return folded(written).replace("-", "").upper()


def _one_width(character: str) -> str:
    """The usual form of a letter, digit or radical; all other characters stay."""
    usual = unicodedata.normalize("NFKC", character)
    if len(usual) != 1 or unicodedata.category(character) not in LETTERS:
        return character
    return usual if unicodedata.category(usual)[0] in "LN" else character
