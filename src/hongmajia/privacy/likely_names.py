"""Names that what stands in and around them makes likely, though no single sign tells them.

The weights in ``name_weights.json`` are those of a logistic regression, learnt from sentences by
``scripts/learn_names.py``: their sum is the logarithm of the odds that a candidate is a name.
"""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from .candidates import Candidate, candidates, features
from .words import NO_NAMES, PARTS_OF_NAMES, Words

FILE = Path(__file__).with_name("name_weights.json")
LEAST = -1.0
"""The least sum of weights at which a candidate is taken for a name.

Below nought, for a name that stays in public does more harm than a word that is blanked.
"""

SPANS_OF_TIME = ("日", "周", "月", "季", "年")


@cache
def weights() -> dict[str, float]:
    """Return the weights by feature; that of "" counts for every candidate."""
    learnt: dict[str, float] = json.loads(FILE.read_text("utf-8"))
    return learnt


def likely_names(words: Words) -> Iterator[tuple[int, int]]:
    """Yield the places of likely names, the likeliest first; they do not overlap."""
    read = (each for each in candidates(words) if not crosses_a_word(words, each))
    rated = [(score(words, each), each.start, each.end) for each in read]
    taken: list[tuple[int, int]] = []
    for rate, start, end in sorted(rated, reverse=True):
        if rate < LEAST:
            return
        if not any(start < last and first < end for first, last in taken):
            taken.append((start, end))
            yield start, end


def crosses_a_word(words: Words, candidate: Candidate) -> bool:
    """Whether it is a known word (施焊), one of three characters, or a title after half a word.

    A word and the name of a span of time are no name either: 宣传月, 宣讲周.
    """
    text = words.text[candidate.start : candidate.end]
    if text in NO_NAMES or is_span_of_time(text):
        return True
    word, tag = words.tags.get(candidate.start, ("", ""))
    if candidate.form == "title":
        return candidate.start not in words.edges
    whole = len(word) == candidate.end - candidate.start == 3
    return candidate.form == "full" and whole and not tag.startswith("nr")


def is_span_of_time(text: str) -> bool:
    """Whether it is an ordinary word of two characters with a span of time after it.

    The word is read alone, for the segmenter takes what it does not know (宣传周) for a name.
    """
    if text[2:] not in SPANS_OF_TIME:
        return False
    word, tag = Words(text[:2]).tags[0]
    return len(word) == 2 and not tag.startswith(PARTS_OF_NAMES)


def score(words: Words, candidate: Candidate) -> float:
    """Return the logarithm of the odds that the candidate is a name."""
    learnt = weights()
    return learnt[""] + sum(learnt.get(each, 0.0) for each in features(words, candidate))
