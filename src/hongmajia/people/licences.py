"""Reading licences from a cell such as ``电工 T330521198001010000 2027-06-30；医师执业证``."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from hongmajia.spelling import read_day, says_nothing

from .enums import LicenceKind
from .facts import LicenceFacts

KINDS_BY_WORDS = (
    (r"医师|医生|执业医", LicenceKind.DOCTOR),
    (r"电工", LicenceKind.ELECTRICIAN),
    (r"焊|切割", LicenceKind.WELDING),
    (r"高处|登高", LicenceKind.HEIGHT),
    (r"有限空间", LicenceKind.CONFINED),
    (r"危险化学|危化", LicenceKind.CHEMICAL),
)
"""Regular expressions for what offices call the licences, and their kinds."""
BETWEEN = re.compile(r"[；;\n]+")
NUMBER = re.compile(r"[0-9A-Za-z]{6,40}")
LONGEST = 40


def read_licences(text: str) -> list[LicenceFacts]:
    """The licences in a text, parted by ；: name, then number, day of expiry and issuer if known.

    None in 无 and /. Raises ``ValidationError`` for one without a name, or with two.
    """
    parts = [part.strip() for part in BETWEEN.split(text or "")]
    return [_read_one(part) for part in parts if part and not says_nothing(part)]


def kind_of(name: str) -> LicenceKind:
    """The kind of the licence with this name; ``OTHER`` if no pattern matches."""
    found = (kind for pattern, kind in KINDS_BY_WORDS if re.search(pattern, name))
    return next(found, LicenceKind.OTHER)


def _read_one(written: str) -> LicenceFacts:
    name, *others = written.replace("，", " ").replace(",", " ").split()
    kind = kind_of(name)
    facts = LicenceFacts(kind=kind, name=name if kind == LicenceKind.OTHER else "")
    for word in others:
        _read_word(word, facts, written)
    if len(facts["name"]) > LONGEST or NUMBER.fullmatch(name):
        _refuse(written)
    return facts


def _read_word(word: str, facts: LicenceFacts, written: str) -> None:
    """Set what a word after the name says: a day, a number, or else who issued the licence."""
    try:
        facts["valid_until"] = read_day(word)
    except ValueError:
        field = "number" if NUMBER.fullmatch(word) else "issuer"
        if field in facts:
            _refuse(written)
        facts[field] = word  # type: ignore[literal-required]


def _refuse(written: str) -> None:
    example = "电工 T330521198001010000 2027-06-30"
    message = _("没看懂“%(text)s”，请照“%(example)s”的样子写。")
    raise ValidationError(message % {"text": written[:LONGEST], "example": example})
