"""Fields and crafts as one space: which words point where, and what is alike.

Each field and each craft is a node. A word gives points to the nodes it belongs to; a craft is
also a little of its field and of its neighbours, so that a fish farmer meets a shrimp farmer
nearly, a welder's helper meets all welders, and both without sharing a word.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy import sparse

from hongmajia.engine.text.lexicon import Lexicon
from hongmajia.engine.text.thesaurus import KIND_WEIGHTS, crafts, fields

HINT_FACTOR = 0.1
"""Factor on the weight of a hint: “设备” or “材料” alone does not indicate a craft."""
LONGEST = 5
"""Characters from which a longer word counts no more."""
CONTAINED = 0.3
"""What a word inside a longer word counts (“焊接” in “焊接机器人”)."""
FIELD_SHARE = 0.4
"""How much a craft is its field, where it is itself 1."""
CRAFT_SHARE = 0.1
"""How much a field is each of its crafts."""
NEIGHBOUR_SHARE = 0.35
"""How much a craft is each of its neighbours."""

Points = dict[int, float]
"""Points by node."""


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """The nodes, fields first, then crafts, and how to find them in a text.

    ``points`` gives for each word the points of its nodes; ``likeness`` (nodes × nodes) holds in
    each row the direction of a node, of length one.
    """

    names: tuple[str, ...]
    field_count: int
    points: dict[str, tuple[tuple[int, float], ...]]
    lexicon: Lexicon
    likeness: sparse.csr_array


@cache
def taxonomy() -> Taxonomy:
    """The taxonomy of the shipped thesaurus."""
    names = (*(each.name for each in fields()), *(each.name for each in crafts()))
    position = {name: node for node, name in enumerate(names)}
    own = _own_points(position)
    points = {word: tuple(_with_contained(word, own).items()) for word in own}
    return Taxonomy(names, len(fields()), points, Lexicon(points), _likeness(position))


def _own_points(position: dict[str, int]) -> dict[str, Points]:
    """The points of each word alone: shared out among its crafts; those of a field only where
    none of its crafts has the word.
    """
    of_fields, of_crafts, hints = _of_fields(position), _of_crafts(position), _hints()
    field_of = {position[each.name]: position[each.field] for each in crafts()}
    points: dict[str, Points] = {}
    for word in of_fields | of_crafts:
        fine, broad = of_crafts.get(word, {}), of_fields.get(word, ())
        covered = {field_of[node] for node in fine}
        found = {node: weight / len(fine) for node, weight in fine.items()}
        found |= {node: 1 / len(broad) for node in broad if node not in covered}
        factor = min(len(word), LONGEST) * (HINT_FACTOR if word in hints else 1)
        points[word] = {node: factor * share for node, share in found.items()}
    return points


def _of_fields(position: dict[str, int]) -> dict[str, list[int]]:
    """The fields of each word."""
    found: dict[str, list[int]] = {}
    for each in fields():
        for word in dict.fromkeys((*each.words, *each.hints)):
            found.setdefault(word, []).append(position[each.name])
    return found


def _of_crafts(position: dict[str, int]) -> dict[str, Points]:
    """The crafts of each word, with the largest weight of the kinds that it is there."""
    found: dict[str, Points] = {}
    for each in crafts():
        node = position[each.name]
        for weight, words in zip(KIND_WEIGHTS, each.words, strict=True):
            for word in words:
                nodes = found.setdefault(word, {})
                nodes[node] = max(nodes.get(node, 0), weight)
    return found


def _hints() -> frozenset[str]:
    """The words that only hint at a field."""
    return frozenset(word for each in fields() for word in each.hints)


def _with_contained(word: str, own: dict[str, Points]) -> Points:
    """The points of a word with those of the words inside it."""
    points = dict(own[word])
    for start in range(len(word)):
        for end in range(start + 2, len(word) + 1):
            inner = word[start:end]
            if inner != word:
                for node, share in own.get(inner, {}).items():
                    points[node] = max(points.get(node, 0), CONTAINED * share)
    return points


def _likeness(position: dict[str, int]) -> sparse.csr_array:
    """The direction of each node: itself, for a craft also its field and its neighbours."""
    rows = np.eye(len(position), dtype=np.float32)
    for each in crafts():
        node = position[each.name]
        rows[node, position[each.field]] = FIELD_SHARE
        rows[position[each.field], node] = CRAFT_SHARE
        for other in map(position.__getitem__, each.near):
            rows[node, other] = rows[other, node] = NEIGHBOUR_SHARE
    return sparse.csr_array(rows / np.linalg.norm(rows, axis=1, keepdims=True))
