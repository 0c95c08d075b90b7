"""What texts mean, for the index of the web: the worker learns it, everybody reads it.

No page waits for a model or for an address on the network. The worker keeps the vectors of helpers
and of needs that seek one; once it knows all helpers it says so, and the index compares meanings
too. A text that came since is, until the worker's next look, like one without a word.
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

AT_A_TIME = 2000
"""Texts learnt in one go, some half a minute: other work waits for the worker too."""


def learnt() -> tuple[str, int]:
    """Whose meanings are known of all helpers, empty before; and since when."""
    try:
        return _mark().read_text(encoding="utf-8"), _mark().stat().st_mtime_ns
    except FileNotFoundError:
        return "", 0


def kept_meaning() -> Meaning | None:
    """The meanings learnt so far, to be read only; ``None`` before all helpers are known."""
    name, _ = learnt()
    return Meaning(None, _store(), name=name) if name else None


def learn_helpers() -> None:
    """Compute what helpers know, as far as it is not known yet.

    Where there is no embedder (any more) nothing is compared by meaning.
    """
    embedder = _embedder()
    if embedder is None:
        _mark().unlink(missing_ok=True)
        return
    meaning = Meaning(embedder, _store())
    profiles = [profile_text(each) for each in helper_facts(Helper.objects.filter(is_active=True))]
    new = meaning.missing(TextRole.PROFILE, profiles)
    meaning.embed_profiles(new[:AT_A_TIME])
    if len(new) <= AT_A_TIME and (new or learnt()[0] != embedder.name):
        meaning.embed_queries([])  # the middle of all that is asked: readers need it too
        _mark().write_text(embedder.name, encoding="utf-8")


def learn_needs() -> None:
    """Compute what needs ask that seek helpers, the newest first; of no use before the helpers."""
    embedder = _embedder()
    if embedder is None or learnt()[0] != embedder.name:
        return
    seeking = Need.objects.filter(state__in=SEEKING, listed_at__isnull=False)
    rows = seeking.order_by("-listed_at", "-pk").with_details()[:AT_A_TIME]
    meaning = Meaning(embedder, _store())
    meaning.embed_queries(
        meaning.missing(TextRole.QUERY, [query_text(need_facts(need)) for need in rows])
    )


@cache
def _embedder() -> Embedder | None:
    """The model takes half a second to load, once for each process."""
    return find_embedder(environment.for_engine())


def _store() -> VectorStore:
    return VectorStore(settings.VECTORS)


def _mark() -> Path:
    return Path(settings.VECTORS) / "learnt"
