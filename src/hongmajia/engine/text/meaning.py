"""Vectors of meaning, each computed once: kept by the hash of what they were computed from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from hashlib import sha256

import numpy as np

from hongmajia.engine.facts import EngineError
from hongmajia.engine.text import crafts
from hongmajia.engine.text.embedding import Embedder, Vectors
from hongmajia.engine.text.vector_store import VectorStore

BATCH = 32
"""Texts embedded at a time: the step of the progress."""

Progress = Callable[[int, int], None]
"""Told (texts embedded so far, texts to embed)."""


class Meaning:
    """Texts as vectors of length one whose products say how much two texts mean the same.

    A model's vectors all lean one way, so that any two texts look alike to it. What they have in
    common is taken off: the mean of the craft table, which is the same for every index.
    """

    def __init__(
        self,
        embedder: Embedder | None,
        store: VectorStore | None = None,
        progress: Progress | None = None,
        name: str = "",
    ) -> None:
        """Vectors come from ``store`` where it has them, else from ``embedder``, and are kept.

        Without an embedder those kept under its ``name`` are read, and a text of which none is
        kept is like one without a word.
        """
        self.embedder = embedder
        self.store = store or VectorStore()
        self.progress = progress
        self.name = embedder.name if embedder else name
        """What the vectors depend on."""

    def asked(self, texts: Sequence[str]) -> Vectors:
        """What needs ask, a row a text; zeros for a text without a word."""
        return _directions(self._vectors("asked", texts), self._middle_asked)

    def known(self, texts: Sequence[str]) -> Vectors:
        """What helpers know, a row a text; zeros for a text without a word."""
        return _directions(self._vectors("known", texts), self._middle_known)

    def lacking(self, role: str, texts: Sequence[str]) -> list[str]:
        """The texts of which no vector is kept in this role, ``asked`` or ``known``."""
        keys = {self._key(role, text): text for text in texts if text.strip()}
        kept = self.store.get(list(keys))
        return [text for key, text in keys.items() if key not in kept]

    @cached_property
    def _middle_asked(self) -> Vectors:
        """What all that is asked has in common."""
        return np.asarray(self._vectors("asked", _fields()).mean(axis=0), dtype=np.float32)

    @cached_property
    def _middle_known(self) -> Vectors:
        """What all that is known has in common."""
        return np.asarray(self._vectors("known", _fields()).mean(axis=0), dtype=np.float32)

    def _vectors(self, role: str, texts: Sequence[str]) -> Vectors:
        """Vectors as the embedder gives them, the same text embedded once only."""
        keys = [self._key(role, text) for text in texts]
        spoken = {key: text for key, text in zip(keys, texts, strict=True) if text.strip()}
        kept = self.store.get(list(spoken))
        lacking = [key for key in spoken if key not in kept and self.embedder]
        for start in range(0, len(lacking), BATCH):
            some = lacking[start : start + BATCH]
            new = self._embedded(role, [spoken[key] for key in some])
            rows = [row.tobytes() for row in new.astype(np.float16)]
            self.store.put(zip(some, rows, strict=True))
            kept.update(zip(some, rows, strict=True))
            if self.progress:
                self.progress(start + len(some), len(lacking))
        return self._together([kept.get(key) for key in keys])

    def _embedded(self, role: str, texts: Sequence[str]) -> Vectors:
        """Fresh vectors of length one."""
        assert self.embedder is not None
        found = (self.embedder.asked if role == "asked" else self.embedder.known)(texts)
        return _unit(found)

    def _together(self, rows: Sequence[bytes | None]) -> Vectors:
        """Kept rows as one array."""
        sizes = {len(row) for row in rows if row is not None}
        if len(sizes) > 1:
            raise EngineError("vectors_differ", name=self.name)
        size = sizes.pop() if sizes else 2
        blank = bytes(size)
        joined = b"".join(blank if row is None else row for row in rows)
        return np.frombuffer(joined, np.float16).reshape(len(rows), size // 2).astype(np.float32)

    def _key(self, role: str, text: str) -> bytes:
        """What a vector is kept under."""
        said = "\0".join((self.name, role, text))
        return sha256(said.encode("utf-8", "surrogatepass")).digest()


def _fields() -> list[str]:
    """The crafts, each with the words that tell of it."""
    return list(crafts.table().sayings)


def _directions(vectors: Vectors, middle: Vectors) -> Vectors:
    """Vectors as seen from the middle, of length one; nothing stays nothing."""
    if vectors.shape[1] != len(middle):  # texts without a word only
        return np.zeros((len(vectors), len(middle)), dtype=np.float32)
    silent = ~vectors.any(axis=1)
    seen = vectors - middle
    seen[silent] = 0
    return _unit(seen)


def _unit(vectors: Vectors) -> Vectors:
    """Of length one; nothing stays nothing."""
    lengths = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))[:, None]
    lengths[lengths == 0] = 1
    return np.asarray(vectors / lengths, dtype=np.float32)
