"""Texts as sparse vectors of hashed character n-grams, and the words two texts share.

Chinese needs no segmenter here: runs of one to three characters carry the meaning of a trade
(“焊”, “水质”, “双极膜”). Hashing needs no vocabulary, so texts can be added at any time and an
index is nothing but arrays.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

LONGEST = 3
"""Longest n-gram, in characters."""
DIMENSIONS = 1 << 20
"""Hash places; with a million of them collisions are rare enough not to matter."""
AT_ONCE = 5_000
"""Texts counted at a time, to bound memory."""
_SPACE = np.uint32(ord(" "))
_MIX = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(64 - 20)
_NOT_WORDS = re.compile(r"[^\w]|_")
_ASKING = re.compile(
    "请问|怎么办|怎么样|怎么|怎样|如何|为什么|什么|有没有|能不能|是不是|是否|我们|希望"
)


@lru_cache(maxsize=8192)  # a text is read for its n-grams and for its crafts
def normalise(text: str) -> str:
    """One case, one width; spaces for all that is no letter or digit, and for mere asking."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return _ASKING.sub(" ", _NOT_WORDS.sub(" ", plain))


def different(keys: Iterable[Hashable]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where each different key comes first, and which of these each key is."""
    found: dict[Hashable, int] = {}
    which = np.array([found.setdefault(key, len(found)) for key in keys], dtype=np.int64)
    return np.unique(which, return_index=True)[1].astype(np.int64), which


def batches(texts: Sequence[str]) -> list[Sequence[str]]:
    """The texts, so many at a time as memory bears; one batch at least, be it empty."""
    return [texts[start : start + AT_ONCE] for start in range(0, max(1, len(texts)), AT_ONCE)]


def count(texts: Sequence[str]) -> sparse.csr_array:
    """Rows of n-gram counts, one row a text, damped to 1 + log(count)."""
    counted = [_counted(some) for some in batches(texts)]
    return sparse.csr_array(sparse.vstack(counted, format="csr"))


def _counted(texts: Sequence[str]) -> sparse.csr_array:
    """The same, all texts at once."""
    codes, rows = _letters(texts)
    letter = codes != _SPACE
    plain = codes < 128
    hashed, owner, run = np.zeros(len(codes), np.uint64), rows, letter
    indices: list[NDArray[np.int32]] = []
    owners: list[NDArray[np.int32]] = []
    for length in range(1, LONGEST + 1):
        if length > 1:
            hashed, owner, run = hashed[:-1], owner[:-1], run[:-1] & letter[length - 1 :]
            run = run & (owner == rows[length - 1 :])
        hashed = (hashed ^ codes[length - 1 :].astype(np.uint64)) * _MIX
        kept = run & ~plain if length == 1 else run
        indices.append((hashed[kept] >> _SHIFT).astype(np.int32))
        owners.append(owner[kept])
    return _matrix(np.concatenate(indices), np.concatenate(owners), len(texts))


def _letters(texts: Sequence[str]) -> tuple[NDArray[np.uint32], NDArray[np.int32]]:
    """All characters of all texts in a row, and for each the text it belongs to."""
    cleaned = [normalise(text) for text in texts]
    joined = "".join(cleaned).encode("utf-32-le", errors="replace")
    lengths = np.fromiter(map(len, cleaned), dtype=np.int64, count=len(cleaned))
    return np.frombuffer(joined, dtype="<u4"), np.repeat(
        np.arange(len(texts), dtype=np.int32), lengths
    )


def _matrix(indices: NDArray[np.int32], owners: NDArray[np.int32], rows: int) -> sparse.csr_array:
    """Sum equal n-grams of one text, then damp the counts."""
    ones = np.ones(len(indices), dtype=np.float32)
    counts = sparse.csr_array((ones, (owners, indices)), shape=(rows, DIMENSIONS))
    counts.sum_duplicates()
    counts.data = 1 + np.log(counts.data)
    return counts


@dataclass(frozen=True, slots=True)
class Rarity:
    """How telling each n-gram is: its inverse document frequency in a body of texts."""

    idf: NDArray[np.float32]

    @classmethod
    def of(cls, counts: sparse.csr_array, times: NDArray[np.int64] | None = None) -> Rarity:
        """Learnt from these rows, each met so many ``times`` (once, if nothing is said); an n-gram
        never seen is as rare as can be.
        """
        times = np.ones(counts.shape[0], dtype=np.int64) if times is None else times
        met = np.repeat(times, np.diff(counts.indptr))
        seen = np.bincount(counts.indices, met, minlength=DIMENSIONS)
        return cls(np.log((1 + times.sum()) / (1 + seen)).astype(np.float32) + 1)

    def weigh(self, counts: sparse.csr_array) -> sparse.csr_array:
        """TF-IDF rows of length one, so that a product of rows is their cosine."""
        data = counts.data * self.idf[counts.indices]
        squares = sparse.csr_array((data * data, counts.indices, counts.indptr), shape=counts.shape)
        lengths = np.sqrt(squares.sum(axis=1))
        lengths[lengths == 0] = 1
        per_entry = np.repeat(lengths, np.diff(counts.indptr)).astype(np.float32)
        return sparse.csr_array(
            (data / per_entry, counts.indices, counts.indptr), shape=counts.shape
        )
