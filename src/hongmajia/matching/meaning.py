"""Embeddings of texts for the web's index: the worker computes them, all processes read them.

No page waits for a model or for a network service. The worker stores vectors of the helpers and of
the needs that seek one. When all helpers have theirs it writes a marker file, and from then on the
index compares by meaning too. A text without a vector yet is compared by its words only (ADR 13).
"""

from functools import cache
from pathlib import Path

from django.conf import settings

from hongmajia.config import environment
from hongmajia.engine import (
    Embedder,
    Meaning,
    TextRole,
    VectorStore,
    find_embedder,
    profile_text,
    query_text,
)
from hongmajia.needs.enums import SEEKING
from hongmajia.needs.models import Need
from hongmajia.people.models import Helper

from .facts import helper_facts, need_facts

BATCH_SIZE = 2000
"""Texts embedded in one task of about half a minute, for which other tasks have to wait."""


def learned_embedder() -> tuple[str, int]:
    """Return which embedder has embedded all helpers, and when (ns); ("", 0) for none."""
    try:
        return _marker_file().read_text(encoding="utf-8"), _marker_file().stat().st_mtime_ns
    except FileNotFoundError:
        return "", 0


def stored_meaning() -> Meaning | None:
    """Return the stored vectors, to be read only; ``None`` until all helpers have theirs."""
    name, _ = learned_embedder()
    return Meaning(None, _store(), name=name) if name else None


def learn_helpers() -> bool:
    """Embed the profiles of helpers that have no vector yet, up to ``BATCH_SIZE``.

    Returns whether more are left. Without an embedder the marker file is removed, and nothing is
    compared by meaning.
    """
    embedder = _embedder()
    if embedder is None:
        _marker_file().unlink(missing_ok=True)
        return False
    meaning = Meaning(embedder, _store())
    profiles = [profile_text(each) for each in helper_facts(Helper.objects.filter(is_active=True))]
    new = meaning.missing(TextRole.PROFILE, profiles)
    meaning.embed_profiles(new[:BATCH_SIZE])
    is_left = len(new) > BATCH_SIZE
    if not is_left and (new or learned_embedder()[0] != embedder.name):
        meaning.embed_queries([])  # the middle of all that is asked: readers need it too
        _marker_file().write_text(embedder.name, encoding="utf-8")
    return is_left


def learn_needs() -> bool:
    """Embed needs that seek helpers and have no vector yet, the newest first, up to ``BATCH_SIZE``.

    Returns whether more are left. Does nothing before all helpers are embedded.
    """
    embedder = _embedder()
    if embedder is None or learned_embedder()[0] != embedder.name:
        return False
    seeking = Need.objects.filter(state__in=SEEKING, listed_at__isnull=False)
    rows = seeking.order_by("-listed_at", "-pk").iterator(chunk_size=BATCH_SIZE)
    meaning = Meaning(embedder, _store())
    new = meaning.missing(TextRole.QUERY, [query_text(need_facts(need)) for need in rows])
    meaning.embed_queries(new[:BATCH_SIZE])
    return len(new) > BATCH_SIZE


@cache
def _embedder() -> Embedder | None:
    """Return the configured embedder; loading its model takes half a second, once a process."""
    return find_embedder(environment.for_engine())


def _store() -> VectorStore:
    return VectorStore(settings.VECTORS)


def _marker_file() -> Path:
    """The file that holds the name of the embedder; it exists once all helpers are embedded."""
    return Path(settings.VECTORS) / "learnt"
