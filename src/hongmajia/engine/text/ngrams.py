"""Texts as sparse TF-IDF vectors of hashed character n-grams.

Chinese needs no word segmentation here: runs of one to three characters carry the meaning of a
trade (“焊”, “水质”, “双极膜”). N-grams are hashed to a fixed number of columns (the hashing trick;
Weinberger et al., 2009), so there is no vocabulary to store and texts can be added at any time.
Term weights are (1 + log tf) × idf, rows have length one (Salton & Buckley, 1988).
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

MAX_LENGTH = 3
"""Longest n-gram, in characters."""
DIMENSIONS = 1 << 20
"""Number of hash columns; with a million, collisions are rare enough not to matter."""
BATCH_SIZE = 5_000
"""Texts counted at a time, to bound memory."""
_SPACE = np.uint32(ord(" "))
_MIX = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(64 - 20)
_NOT_WORDS = re.compile(r"[^\w]|_")
_ASKING = re.compile(
    "请问|怎么办|怎么样|怎么|怎样|如何|为什么|什么|有没有|能不能|是不是|是否|我们|希望"
)


@lru_cache(maxsize=8192)  # called for n-grams and again for crafts
def normalise(text: str) -> str:
    """The text in NFKC and lower case, with a space for whatever is no letter or digit and for
    phrases that only introduce a question.
    """
    plain = unicodedata.normalize("NFKC", text).lower()
    return _ASKING.sub(" ", _NOT_WORDS.sub(" ", plain))


def distinct_rows(keys: Iterable[Hashable]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For a sequence of keys: the position of the first occurrence of each distinct key, and for
    each key the number of its distinct key.
    """
    found: dict[Hashable, int] = {}
    which = np.array([found.setdefault(key, len(found)) for key in keys], dtype=np.int64)
    return np.unique(which, return_index=True)[1].astype(np.int64), which


def batches(texts: Sequence[str]) -> list[Sequence[str]]:
    """The texts in lists of at most `BATCH_SIZE`; one empty list if there are none."""
    return [texts[start : start + BATCH_SIZE] for start in range(0, max(1, len(texts)), BATCH_SIZE)]


def count_ngrams(texts: Sequence[str]) -> sparse.csr_array:
    """N-gram counts, damped to 1 + log(count), shape (texts, `DIMENSIONS`)."""
    return damped(raw_counts(texts))


def damped(counts: sparse.csr_array) -> sparse.csr_array:
    """Counts as 1 + log(count)."""
    data = 1 + np.log(counts.data)
    return sparse.csr_array((data, counts.indices, counts.indptr), shape=counts.shape)


def raw_counts(texts: Sequence[str]) -> sparse.csr_array:
    """How often each n-gram occurs in each text, shape (texts, `DIMENSIONS`)."""
    counted = [_count_batch(some) for some in batches(texts)]
    return sparse.csr_array(sparse.vstack(counted, format="csr"))


def _count_batch(texts: Sequence[str]) -> sparse.csr_array:
    """The same as `raw_counts`, for all texts at once."""
    codes, rows = _characters(texts)
    is_letter = codes != _SPACE
    plain = codes < 128
    hashed, owner, run = np.zeros(len(codes), np.uint64), rows, is_letter
    indices: list[NDArray[np.int32]] = []
    owners: list[NDArray[np.int32]] = []
    for length in range(1, MAX_LENGTH + 1):
        if length > 1:
            hashed, owner, run = hashed[:-1], owner[:-1], run[:-1] & is_letter[length - 1 :]
            run = run & (owner == rows[length - 1 :])
        hashed = (hashed ^ codes[length - 1 :].astype(np.uint64)) * _MIX
        kept = run & ~plain if length == 1 else run
        indices.append((hashed[kept] >> _SHIFT).astype(np.int32))
        owners.append(owner[kept])
    return _matrix(np.concatenate(indices), np.concatenate(owners), len(texts))


def columns(runs: Sequence[str]) -> NDArray[np.int64]:
    """The column of each run of one to `MAX_LENGTH` characters."""
    found = np.zeros(len(runs), dtype=np.int64)
    for length in range(1, MAX_LENGTH + 1):
        rows = [row for row, run in enumerate(runs) if len(run) == length]
        codes = np.array([list(map(ord, runs[row])) for row in rows], dtype=np.uint64)
        hashed = np.zeros(len(rows), np.uint64)
        for place in range(length if rows else 0):
            hashed = (hashed ^ codes[:, place]) * _MIX
        found[rows] = (hashed >> _SHIFT).astype(np.int64)
    return found


def _characters(texts: Sequence[str]) -> tuple[NDArray[np.uint32], NDArray[np.int32]]:
    """The code points of all normalised texts, concatenated, and for each the row of its text."""
    cleaned = [normalise(text) for text in texts]
    joined = "".join(cleaned).encode("utf-32-le", errors="replace")
    lengths = np.fromiter(map(len, cleaned), dtype=np.int64, count=len(cleaned))
    return np.frombuffer(joined, dtype="<u4"), np.repeat(
        np.arange(len(texts), dtype=np.int32), lengths
    )


def _matrix(indices: NDArray[np.int32], owners: NDArray[np.int32], rows: int) -> sparse.csr_array:
    """Counts of the n-grams per text, shape (rows, `DIMENSIONS`)."""
    ones = np.ones(len(indices), dtype=np.float32)
    counts = sparse.csr_array((ones, (owners, indices)), shape=(rows, DIMENSIONS))
    counts.sum_duplicates()
    return counts


@dataclass(frozen=True, slots=True)
class IdfWeights:
    """Inverse document frequencies: ``idf`` has one weight per n-gram column."""

    idf: NDArray[np.float32]

    @classmethod
    def fit(
        cls, counts: sparse.csr_array, multiplicity: NDArray[np.int64] | None = None
    ) -> IdfWeights:
        """The weights log((1 + n) / (1 + df)) + 1 of n documents given as rows of counts.

        ``multiplicity`` says how many documents each row stands for (default: one). A column that
        occurs in no document gets the largest weight.
        """
        multiplicity = (
            np.ones(counts.shape[0], dtype=np.int64) if multiplicity is None else multiplicity
        )
        weight_of_entry = np.repeat(multiplicity, np.diff(counts.indptr))
        documents = np.bincount(counts.indices, weight_of_entry, minlength=DIMENSIONS)
        return cls(np.log((1 + multiplicity.sum()) / (1 + documents)).astype(np.float32) + 1)

    def tfidf(self, counts: sparse.csr_array) -> sparse.csr_array:
        """TF-IDF rows of length one, so that the dot product of two rows is their cosine."""
        return unit_rows(self.weigh(counts))

    def weigh(self, counts: sparse.csr_array) -> sparse.csr_array:
        """TF-IDF rows of their full length, which grows with the text."""
        data = counts.data * self.idf[counts.indices]
        return sparse.csr_array((data, counts.indices, counts.indptr), shape=counts.shape)


def unit_rows(rows: sparse.csr_array) -> sparse.csr_array:
    """The rows scaled to length one; empty rows stay empty."""
    squares = sparse.csr_array((rows.data * rows.data, rows.indices, rows.indptr), shape=rows.shape)
    lengths = np.sqrt(squares.sum(axis=1))
    lengths[lengths == 0] = 1
    per_entry = np.repeat(lengths, np.diff(rows.indptr)).astype(np.float32)
    return sparse.csr_array((rows.data / per_entry, rows.indices, rows.indptr), shape=rows.shape)
