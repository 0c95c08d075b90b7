"""Embeddings of needs and helper profiles, centred and stored so that each is computed
only once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import cached_property
from hashlib import sha256

import numpy as np

from hongmajia.engine.facts import EngineError
from hongmajia.engine.text.embedding import Embedder, Vectors
from hongmajia.engine.text.thesaurus import fields
from hongmajia.engine.text.vector_store import VectorStore


class TextRole(StrEnum):
    """What a text is to the model: a query (what a need asks for) or a helper's profile."""

    # The values are part of the keys under which vectors have been stored: do not change them.
    QUERY = "asked"
    PROFILE = "known"


BATCH = 32
"""Texts embedded in one call, and the step of the progress."""

Progress = Callable[[int, int], None]
"""Called with (texts embedded so far, texts to embed)."""


class Meaning:
    """Texts as unit vectors whose dot product (cosine) says how similar their meanings are.

    The embeddings of one model share a common component that makes any two texts look alike. It
    is removed by subtracting the mean embedding of the craft table (a fixed set of texts, so that
    indexes built at different times agree).
    """

    def __init__(
        self,
        embedder: Embedder | None,
        store: VectorStore | None = None,
        progress: Progress | None = None,
        name: str = "",
    ) -> None:
        """Vectors are read from ``store``, else computed by ``embedder`` and stored.

        Without an embedder only vectors stored under ``name`` are used; a text without one gets
        zeros. ``progress`` is called after each batch.
        """
        self.embedder = embedder
        self.store = store or VectorStore()
        self.progress = progress
        self.name = embedder.name if embedder else name
        """What the vectors depend on."""

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of what needs ask for, shape (texts, dimensions); zeros for an empty text."""
        return _centred(self._vectors(TextRole.QUERY, texts), self._query_mean)

    def embed_profiles(self, texts: Sequence[str]) -> Vectors:
        """Vectors of what helpers can do, shape (texts, dimensions); zeros for an empty text."""
        return _centred(self._vectors(TextRole.PROFILE, texts), self._profile_mean)

    def missing(self, role: TextRole, texts: Sequence[str]) -> list[str]:
        """The texts without a stored vector in this role."""
        keys = {self._key(role, text): text for text in texts if text.strip()}
        kept = self.store.get(list(keys))
        return [text for key, text in keys.items() if key not in kept]

    @cached_property
    def _query_mean(self) -> Vectors:
        """Mean of the query vectors of all fields of work."""
        return np.asarray(
            self._vectors(TextRole.QUERY, _craft_texts()).mean(axis=0), dtype=np.float32
        )

    @cached_property
    def _profile_mean(self) -> Vectors:
        """Mean of the profile vectors of all fields of work."""
        return np.asarray(
            self._vectors(TextRole.PROFILE, _craft_texts()).mean(axis=0), dtype=np.float32
        )

    def _vectors(self, role: TextRole, texts: Sequence[str]) -> Vectors:
        """Uncentred vectors, shape (texts, dimensions); equal texts are embedded once."""
        keys = [self._key(role, text) for text in texts]
        with_words = {key: text for key, text in zip(keys, texts, strict=True) if text.strip()}
        kept = self.store.get(list(with_words))
        missing = [key for key in with_words if key not in kept and self.embedder]
        for start in range(0, len(missing), BATCH):
            some = missing[start : start + BATCH]
            new = self._embedded(role, [with_words[key] for key in some])
            rows = [row.tobytes() for row in new.astype(np.float16)]
            self.store.put(zip(some, rows, strict=True))
            kept.update(zip(some, rows, strict=True))
            if self.progress:
                self.progress(start + len(some), len(missing))
        return self._stacked([kept.get(key) for key in keys])

    def _embedded(self, role: TextRole, texts: Sequence[str]) -> Vectors:
        """Newly computed vectors, normalised to length one."""
        assert self.embedder is not None
        if role is TextRole.QUERY:
            return _unit(self.embedder.embed_queries(texts))
        return _unit(self.embedder.embed_profiles(texts))

    def _stacked(self, rows: Sequence[bytes | None]) -> Vectors:
        """Stored rows as one array, zeros for ``None``. Raises `EngineError` if their lengths
        differ.
        """
        sizes = {len(row) for row in rows if row is not None}
        if len(sizes) > 1:
            raise EngineError("vectors_differ", name=self.name)
        size = sizes.pop() if sizes else 2
        blank = bytes(size)
        joined = b"".join(blank if row is None else row for row in rows)
        return np.frombuffer(joined, np.float16).reshape(len(rows), size // 2).astype(np.float32)

    def _key(self, role: TextRole, text: str) -> bytes:
        """The key a vector is stored under: SHA-256 of embedder, role and text."""
        key_text = "\0".join((self.name, role, text))
        return sha256(key_text.encode("utf-8", "surrogatepass")).digest()


def _craft_texts() -> list[str]:
    """The fields of work as texts, each with the words that indicate it."""
    return [" ".join((each.name, *each.words)) for each in fields()]


def _centred(vectors: Vectors, mean: Vectors) -> Vectors:
    """Unit vectors after subtracting the mean; zero rows stay zero."""
    if vectors.shape[1] != len(mean):  # only empty texts
        return np.zeros((len(vectors), len(mean)), dtype=np.float32)
    empty = ~vectors.any(axis=1)
    centred = vectors - mean
    centred[empty] = 0
    return _unit(centred)


def _unit(vectors: Vectors) -> Vectors:
    """Rows scaled to length one; zero rows stay zero."""
    lengths = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))[:, None]
    lengths[lengths == 0] = 1
    return np.asarray(vectors / lengths, dtype=np.float32)
