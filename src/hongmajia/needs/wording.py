"""What is derived when the asker does not write it: title and industry."""

import re

from django.utils import translation

from hongmajia.unions.enums import Section
from hongmajia.unions.industries import Division
from hongmajia.unions.models import Enterprise

TITLE_LENGTH = 30
"""The most characters of a derived title."""
SENTENCE_END = re.compile(r"[。！？!?；;\n]")
CLAUSE_END = re.compile(r"[，,：:、]")


def title_from(text: str) -> str:
    """Return the first sentence of ``text``, cut at a comma if it is too long for a title."""
    sentence = SENTENCE_END.split(text.strip(), maxsplit=1)[0].strip()
    if len(sentence) <= TITLE_LENGTH:
        return sentence
    ends = [match.start() for match in CLAUSE_END.finditer(sentence[: TITLE_LENGTH + 1])]
    if ends:
        return sentence[: ends[-1]]
    return f"{sentence[: TITLE_LENGTH - 1]}…"


def industry_of(enterprise: Enterprise | None) -> str:
    """Return the Chinese name of the enterprise's division, else of its section (GB/T 4754)."""
    if enterprise is None:
        return ""
    division, section = enterprise.division, enterprise.section
    with translation.override("zh-hans"):
        return str(Division(division).label if division else Section(section).label)
