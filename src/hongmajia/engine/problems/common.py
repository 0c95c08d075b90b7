"""Common problems: needs that ask much the same, so that one meeting may answer many.

    common_problems(needs)          # [CommonProblem], the most frequent first

The closeness of two needs is the TF-IDF cosine of their texts, or the similarity of their
embeddings where that is larger, plus a share of the cosine of their crafts. Exact nearest
neighbours within each category form a graph. Its communities (Louvain method; Blondel et al.,
2008) are split into stars, in which every need is close to the one at the centre: a chain of
similar needs is not one problem.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sparse_dot_topn import sp_matmul_topn

from hongmajia.engine.facts import EngineError, Need, require_distinct
from hongmajia.engine.text import crafts, ngrams, shared_words

Floats = NDArray[np.float32]

LEAST_CLOSENESS = 0.25
"""Closeness from which two needs are one problem; docs/engine.md says how it was chosen."""
DUPLICATE = 0.9
"""Cosine from which two needs are the same text, entered twice."""
CRAFT_WEIGHT = 0.18
"""Share of the craft cosine in the closeness; less than `LEAST_CLOSENESS`, so that the same craft
alone makes no two needs close.
"""
NEIGHBOURS = 50
"""Nearest neighbours of each need that are considered."""
LEAST_MEANING = 0.8
"""Cosine of two embeddings below which they say nothing: multilingual models give any two
sentences of one language about this much.
"""
MOST_WORDS = 3
"""Words shown of those that most of a group share."""


MEMBERS_READ = 30
"""Members of a group that are read for those words, the closest first."""


@dataclass(frozen=True, slots=True)
class CommonProblem:
    """Needs that ask much the same: the central one first, the others by closeness to it.

    ``closeness`` is the mean closeness of the others to the central need, 0…1; ``words`` are what
    at least half of them share with it; ``duplicates`` are groups among them with the same text.
    """

    needs: tuple[str, ...]
    closeness: float
    words: tuple[str, ...]
    duplicates: tuple[tuple[str, ...], ...] = ()

    @property
    def representative(self) -> str:
        """The central need, which is close to all the others."""
        return self.needs[0]


def common_problems(
    needs: Sequence[Need],
    vectors: Floats | None = None,
    *,
    least: float = LEAST_CLOSENESS,
    neighbours: int = NEIGHBOURS,
) -> list[CommonProblem]:
    """The problems that two or more of the needs share, the most frequent first.

    Only needs of one category are compared (``None`` is one of its own). ``vectors`` are
    embeddings, shape (needs, dimensions). Each need is in one problem at most. Raises
    `EngineError` for an id that occurs twice and for vectors that do not match the needs.
    """
    require_distinct(need.id for need in needs)
    if vectors is not None and (vectors.ndim != 2 or len(vectors) != len(needs)):
        raise EngineError("bad_vectors", rows=len(vectors), needs=len(needs))
    graph = nx.Graph()
    for rows in _by_category(needs):
        own = None if vectors is None else vectors[rows]
        graph.add_weighted_edges_from(_edges(needs, rows, own, least, neighbours))
    found = [_problem(needs, star) for group in _communities(graph) for star in _stars(group)]
    order = {need.id: row for row, need in enumerate(needs)}
    return sorted(found, key=lambda p: (-len(p.needs), -p.closeness, order[p.representative]))


def _by_category(needs: Sequence[Need]) -> list[NDArray[np.int64]]:
    """The rows of each category with at least two needs."""
    rows: dict[int | None, list[int]] = {}
    for row, need in enumerate(needs):
        rows.setdefault(need.category, []).append(row)
    return [np.array(some) for some in rows.values() if len(some) > 1]


def _edges(
    needs: Sequence[Need],
    rows: NDArray[np.int64],
    vectors: Floats | None,
    least: float,
    neighbours: int,
) -> Iterator[tuple[int, int, float]]:
    """Yield the pairs among ``rows`` that are close, with their closeness."""
    contents = [f"{needs[row].title}\n{needs[row].text}" for row in rows]
    kept = min(neighbours + 1, len(rows))
    for a, b, closeness in zip(*_neighbours(contents, vectors, kept, least), strict=True):
        if a != b and closeness >= least:
            yield int(rows[min(a, b)]), int(rows[max(a, b)]), float(closeness)


NeighbourPairs = tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float32]]


def _neighbours(
    contents: Sequence[str], vectors: Floats | None, kept: int, least: float
) -> NeighbourPairs:
    """Pairs of texts among the ``kept`` nearest of each, as two arrays, and their closeness."""
    counts = ngrams.count_ngrams(contents)
    words = ngrams.IdfWeights.fit(counts).tfidf(counts)
    by_words = _nearest(words, kept, least - CRAFT_WEIGHT)
    one, other, cosine = by_words
    if vectors is not None:
        one, other, cosine = _with_meaning(words, vectors, kept, by_words)
    known = crafts.field_weights(contents)
    same_craft = np.einsum("ij,ij->i", known[one], known[other])
    return one, other, np.minimum(cosine + CRAFT_WEIGHT * same_craft, 1)


def _nearest(rows: sparse.csr_array, kept: int, least: float) -> NeighbourPairs:
    """Each row with its ``kept`` nearest neighbours, exactly (sparse matrix product): two arrays
    of rows and their cosine.
    """
    matrix = sparse.csr_matrix(rows)
    found = sp_matmul_topn(matrix, matrix.T.tocsr(), top_n=kept, threshold=least).tocoo()
    return found.row, found.col, found.data


def _with_meaning(
    words: sparse.csr_array, vectors: Floats, kept: int, by_words: NeighbourPairs
) -> NeighbourPairs:
    """The pairs found by words and those found by embeddings, with the larger of both
    similarities.
    """
    unit = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    near = _nearest(sparse.csr_array(unit), kept, LEAST_MEANING)
    one, other = np.unique(np.concatenate([by_words[:2], near[:2]], axis=1), axis=1)
    word_cosine = np.asarray(words[one].multiply(words[other]).sum(axis=1)).ravel()
    meaning_score = np.clip(
        (np.einsum("ij,ij->i", unit[one], unit[other]) - LEAST_MEANING) / (1 - LEAST_MEANING), 0, 1
    )
    return one, other, np.asarray(np.maximum(word_cosine, meaning_score), dtype=np.float32)


def _communities(graph: nx.Graph) -> Iterator[nx.Graph]:
    """Yield the communities of each connected component (Louvain, fixed seed)."""
    for part in nx.connected_components(graph):
        whole = graph.subgraph(sorted(part))
        for community in nx.community.louvain_communities(whole, seed=0):
            yield whole.subgraph(community)


def _stars(group: nx.Graph) -> Iterator[list[tuple[int, float]]]:
    """Yield the need of the largest weighted degree with its neighbours, then again among the
    rest.
    """
    left = nx.Graph(group)
    while left.number_of_edges():
        representative = max(left, key=lambda row: (left.degree(row, weight="weight"), -row))
        around = [(row, edge["weight"]) for row, edge in left[representative].items()]
        around.sort(key=lambda pair: (-pair[1], pair[0]))
        yield [(representative, 1.0), *around]
        left.remove_nodes_from([representative, *(row for row, _ in around)])


def _problem(needs: Sequence[Need], star: Sequence[tuple[int, float]]) -> CommonProblem:
    """The common problem of a star."""
    contents = [f"{needs[row].title}\n{needs[row].text}" for row, _ in star]
    return CommonProblem(
        needs=tuple(needs[row].id for row, _ in star),
        closeness=float(np.mean([closeness for _, closeness in star[1:]])),
        words=_shared(contents[0], contents[1 : MEMBERS_READ + 1]),
        duplicates=_duplicates([needs[row].id for row, _ in star], contents),
    )


def _shared(representative: str, others: Sequence[str]) -> tuple[str, ...]:
    """Words that at least half of the others share with the central text, the most widely shared
    first.
    """
    shared = Counter(
        word
        for other in others
        for word in shared_words.shared_words(representative, [other], most=8)
    )
    for word in shared:
        shared[word] = sum(word in ngrams.normalise(other) for other in others)
    common = [word for word, n in shared.items() if 2 * n >= len(others)]
    common.sort(key=lambda word: (-shared[word] * len(word), word))
    chosen: list[str] = []
    for word in common:
        if not any(word in other or other in word for other in chosen):
            chosen.append(word)
    return tuple(chosen[:MOST_WORDS])


def _duplicates(ids: Sequence[str], contents: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Groups of needs whose texts are equal but for a few characters."""
    counts = ngrams.count_ngrams(contents)
    unit = counts / np.maximum(sparse.linalg.norm(counts, axis=1), 1e-9)[:, None]
    same = nx.Graph(zip(*np.nonzero((unit @ unit.T).toarray() >= DUPLICATE), strict=True))
    groups = [sorted(group) for group in nx.connected_components(same) if len(group) > 1]
    return tuple(tuple(ids[row] for row in group) for group in groups)
