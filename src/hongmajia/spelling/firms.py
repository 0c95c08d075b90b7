"""What is left of an enterprise's name without place and legal form, and names that are nearly one.

Two enterprises may have nearly the same name and be two: whoever compares shows both to a person.
"""

import re
from collections.abc import Collection

from .names import name_key

LEGAL_FORM = re.compile(r"(?:集团)?(?:股份)?(?:有限责任|有限)?公司$|集团$")
"""How names end by the law on companies; 分公司 and 厂 say more than a form and stay."""
BRACKETS = re.compile(r"[()]")
COUNTED = frozenset(
    "0123456789零一二三四五六七八九十东南西北中甲乙丙丁新老大小abcdefghijklmnopqrstuvwxyz"
)
"""Characters by which enterprises of one owner are told apart: they are never a slip."""
SHORTEST = 2
"""Characters of a core that says anything."""
LONG_ENOUGH = 5
"""Characters of a core from which on a single slip leaves no doubt about what was meant."""


def firm_core(name: str, places: Collection[str]) -> str:
    """The name without legal form and without ``places`` at its start or in brackets, as compared.

    ``""`` if next to nothing is left.
    """
    rest = LEGAL_FORM.sub("", _without_places(name_key(name), places))
    return rest if len(rest) >= SHORTEST else ""


def _without_places(key: str, places: Collection[str]) -> str:
    parts = [part for part in BRACKETS.split(key) if part and part not in places]
    rest = "".join(parts)
    while place := next((rest[:n] for n in range(6, 1, -1) if rest[:n] in places), ""):
        rest = rest[len(place) :]
    return rest


def is_a_slip(one: str, other: str) -> bool:
    """Whether two cores differ by one character that was changed, left out or put in."""
    longer, shorter = sorted((one, other), key=len, reverse=True)
    more = len(longer) - len(shorter)
    if one == other or more > 1 or len(shorter) < LONG_ENOUGH:
        return False
    pairs = enumerate(zip(longer, shorter, strict=False))
    at = next((n for n, (mine, theirs) in pairs if mine != theirs), len(shorter))
    differing = longer[at] + ("" if more else shorter[at])
    same_rest = longer[at + 1 :] == shorter[at + 1 - more :]
    return same_rest and COUNTED.isdisjoint(differing)
