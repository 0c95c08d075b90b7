"""What a problem is likely about, where its words stand in no list: parts of words.

Who writes “染出来的布” names neither “染色” nor “坯布”, but shares characters with both. Each run
of one to three characters in the words of the thesaurus gives points to the crafts it occurs in,
the more the fewer they are. Only needs are read this way: people describe a problem in their own
words, and their trade in the words of the list.
"""

from __future__ import annotations

from collections import Counter
from functools import cache

import numpy as np
from scipy import sparse

from hongmajia.engine.text import ngrams
from hongmajia.engine.text.taxonomy import taxonomy

LENGTH_WEIGHTS = {1: 0.3, 2: 1.0, 3: 1.5}
"""What a run of so many characters counts."""
LEAST_RARITY = 3.0
"""Rarity (log of crafts per craft with the run) from which a run says anything."""
SHARE = 0.3
"""What a guess counts, where a word of the list counts 1."""
LEAST_SHARE = 0.3
"""Least share of the best guess that another guess of the same text must reach."""
OFTEN = 2
"""Most times that a run counts in one text."""
DAMPED_BY_SIZE = 0.3
"""Power of a craft's summed weights by which its guesses are damped: long lists catch more."""


def likely_totals(counts: sparse.csr_array) -> sparse.csr_array:
    """Points of the nodes by the n-grams of texts, shape (texts, nodes)."""
    few = sparse.csr_array(
        (np.minimum(counts.data, OFTEN), counts.indices, counts.indptr), shape=counts.shape
    )
    found = sparse.csr_array(few @ _run_points())
    row = np.repeat(np.arange(found.shape[0]), np.diff(found.indptr))
    best = np.zeros(found.shape[0], np.float32)
    np.maximum.at(best, row, found.data)
    found.data *= np.where(found.data >= LEAST_SHARE * best[row], SHARE, 0)
    found.eliminate_zeros()
    return found


@cache
def _run_points() -> sparse.csr_array:
    """N-grams × nodes: what each run of characters says."""
    nodes, runs, tally = _tally()
    many = len(taxonomy().names)
    holders = Counter(runs)
    weights = np.array(
        [
            min(1 + np.log(count), OFTEN + 0.5)
            * LENGTH_WEIGHTS[len(run)]
            * max(np.log(many / holders[run]) - LEAST_RARITY, 0)
            for run, count in zip(runs, tally, strict=True)
        ]
    )
    sizes = np.bincount(nodes, weights, minlength=many)
    factor = (np.median(sizes[sizes > 0]) / np.maximum(sizes, 1e-9)) ** DAMPED_BY_SIZE
    said = (weights * factor[nodes]).astype(np.float32)
    shape = (ngrams.DIMENSIONS, many)
    points = sparse.csr_array((said, (ngrams.columns(runs), nodes)), shape=shape)
    points.eliminate_zeros()
    return points


def _tally() -> tuple[np.ndarray, list[str], list[int]]:
    """Node, run and how many of the node's words contain it, one entry per node and run."""
    found: Counter[tuple[int, str]] = Counter()
    for word, points in taxonomy().points.items():
        for node, _ in points:
            found.update((node, run) for run in _runs(word))
    nodes = np.array([node for node, _ in found], dtype=np.int64)
    return nodes, [run for _, run in found], list(found.values())


def _runs(word: str) -> set[str]:
    """The runs of one to three characters in a word; parts of numbers and of Latin words say
    nothing.
    """
    runs = {
        word[start : start + length]
        for length in LENGTH_WEIGHTS
        for start in range(len(word) - length + 1)
    }
    return {run for run in runs if not run.isascii()}
