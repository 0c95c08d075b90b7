"""What names a person or leads to them, and masking it in texts.

A value that is the person's alone is masked wherever it stands. One that others may share, such as
沈女士, is masked only near the person: in their rows and what belongs to those.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import or_
from typing import Any

from django.db.models import F, JSONField, Model, Q, TextField
from django.db.models.functions import Cast
from django.db.models.lookups import IContains

MASK = "＊"
"""Stands for each character, so that no text gets longer and places within it stay."""
ERASED = "某某"
"""Stands in the place of a name; a helper without one is 某师傅."""
SHORTEST = 8
"""Characters; a shorter address or code is too common to be masked in texts."""
APART = r"[\s\-－—]*"
"""What people write between the digits of a number."""
LAST_DIGITS = 3
"""Digits by which texts are looked up before they are read; people write them together."""
TITLES = (
    "师傅", "女士", "先生", "老师", "经理", "厂长", "主任", "工程师", "工", "总", "同志",
    "老板", "小姐", "阿姨", "大姐",
)  # fmt: skip


def may_be_shared(name: str) -> bool:
    """Whether a name is a surname with a title, or a single character: 沈女士, 丁工."""
    return len(name) < 2 or (len(name) <= 4 and name.endswith(TITLES))


@dataclass(frozen=True)
class Traces:
    """The values of one person; ``shared`` are the names that others may have too."""

    names: frozenset[str] = frozenset()
    shared: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    identities: frozenset[str] = frozenset()

    @cached_property
    def pattern(self) -> re.Pattern[str] | None:
        """Finds what is masked wherever it stands; ``None`` without any."""
        numbers = (rf"(?<!\d){APART.join(number)}(?!\d)" for number in _longest(self.numbers))
        names = (r"\s*".join(map(re.escape, name)) for name in _longest(self.names))
        identities = (rf"(?<!\w){re.escape(each)}(?!\w)" for each in _longest(self.identities))
        return _joined([*numbers, *identities, *names])

    @cached_property
    def near(self) -> re.Pattern[str] | None:
        """Finds also the names that others may share."""
        shared = (re.escape(name) for name in _longest(self.shared) if len(name) > 1)
        return _joined([*([self.pattern.pattern] if self.pattern else []), *shared])

    @cached_property
    def needles(self) -> list[str]:
        """Short pieces, one of which stands in every text in which ``pattern`` finds something."""
        numbers = {number[-LAST_DIGITS:] for number in self.numbers}
        whole = {name[-1] for name in self.names} | numbers
        return sorted(whole | set(self.identities))

    def may_stand_in(self, model: type[Model], name: str) -> Q:
        """Holds for rows whose column may have something that is masked wherever it stands."""
        is_json = isinstance(model._meta.get_field(name), JSONField)
        column: Any = Cast(name, TextField()) if is_json else F(name)
        needles = {each for needle in self.needles for each in (needle, _escaped(needle))}
        return reduce(or_, (Q(IContains(column, each)) for each in sorted(needles)), Q(pk__in=[]))


def _joined(patterns: list[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(patterns), re.IGNORECASE) if patterns else None


def _longest(values: Iterable[str]) -> list[str]:
    return sorted(values, key=lambda value: (-len(value), value))


def _escaped(text: str) -> str:
    """As it stands in JSON that SQLite keeps."""
    return json.dumps(text)[1:-1]


def masked(value: Any, pattern: re.Pattern[str]) -> Any:
    """The text, or what is nested in lists and dictionaries, with what is found masked."""
    if isinstance(value, str):
        return pattern.sub(lambda found: MASK * len(found[0]), value)
    if isinstance(value, dict):
        return {masked(key, pattern): masked(each, pattern) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [masked(each, pattern) for each in value]
    return value
