"""Differences between two versions of a case, by sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from .models.cases import WORDS, Case

SENTENCE = re.compile(r"[^。！？\n]*[。！？\n]+”?|[^。！？\n]+$")


@dataclass(frozen=True)
class Change:
    """One difference: label of the field, text before, text after."""

    field: str
    before: str
    after: str


def sentences(text: str) -> list[str]:
    """``text`` split after its sentence ends; joining the parts gives ``text`` again."""
    return SENTENCE.findall(text)


def changes_between(old: Any, new: Any) -> list[Change]:
    """All differences in the written fields; ``old`` and ``new`` are cases or their versions."""
    return [change for name in WORDS for change in _changes(name, old, new)]


def _changes(name: str, old: Any, new: Any) -> Iterator[Change]:
    label = str(Case._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    before, after = (sentences(_text_of(version, name)) for version in (old, new))
    for tag, a1, a2, b1, b2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            yield Change(label, "".join(before[a1:a2]).strip(), "".join(after[b1:b2]).strip())


def _text_of(version: Any, name: str) -> str:
    if name == "category":
        return str(version.get_category_display())
    return str(getattr(version, name))
