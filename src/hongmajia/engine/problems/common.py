"""Common problems: needs that ask much the same, so that one meeting may answer many.

    common_problems(needs)          # [CommonProblem], the most asked first

Two needs are as close as the words they share are telling, a little closer where they speak of
the same crafts, and closer still where vectors of their meaning say so. Exact nearest neighbours
within each category make a graph; its communities (Louvain) are taken apart until everybody is
close to the one in the middle, for a chain of likenesses is not one problem.
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

LEAST = 0.25
"""Closeness from which two needs are one problem; docs/engine.md shows what it was judged by."""
TWIN = 0.9
"""Closeness from which two needs are the same text, entered twice."""
CRAFT = 0.2
"""What the same crafts add; alone they make nobody close."""
NEIGHBOURS = 50
"""Nearest needs looked at for each: as many can be one problem and not be cut in two."""
CLEAR = 0.8
"""Cosine of two vectors of meaning below which they say nothing: multilingual models put any two
sentences of one language that near."""
SHOWN = 3
"""Words shown of those that most of a group share."""


HEARD = 30
"""Members listened to for those words, the closest first."""


@dataclass(frozen=True, slots=True)
class CommonProblem:
    """Needs that ask much the same, the one in the middle first, then by closeness to it.

    ``closeness`` is the mean of the others to the middle, 0…1; ``words`` are what at least half
    of them share with it; ``twins`` are groups among them that are the same text.
    """

    needs: tuple[str, ...]
    closeness: float
    words: tuple[str, ...]
    twins: tuple[tuple[str, ...], ...] = ()

    @property
    def middle(self) -> str:
        """The need that is closest to all the others."""
        return self.needs[0]


def common_problems(
    needs: Sequence[Need],
    vectors: Floats | None = None,
    *,
    least: float = LEAST,
    neighbours: int = NEIGHBOURS,
) -> list[CommonProblem]:
    """The problems that two or more of the needs share, the most asked first.

    Only needs of one category are compared (``None`` is one of its own). ``vectors`` are rows of
    meaning of any length, in the order of the needs. Each need is in one problem at most. Raises
    `EngineError` for an id that comes twice and for vectors that do not go with the needs.
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
    return sorted(found, key=lambda p: (-len(p.needs), -p.closeness, order[p.middle]))


def _by_category(needs: Sequence[Need]) -> list[NDArray[np.int64]]:
    """Row numbers of each category with at least two needs."""
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
    """The pairs among ``rows`` that are close, each once, with their closeness."""
    contents = [f"{needs[row].title}\n{needs[row].text}" for row in rows]
    counts = ngrams.count(contents)
    words = ngrams.Rarity.of(counts).weigh(counts)
    kept = min(neighbours + 1, len(rows))
    likely = _nearest(words, kept, least - CRAFT)
    one, other, cosine = likely
    if vectors is not None:
        one, other, cosine = _with_meaning(words, vectors, kept, likely)
    known = crafts.weigh(contents)
    same_craft = np.einsum("ij,ij->i", known[one], known[other])
    close = np.minimum(cosine + CRAFT * same_craft, 1)
    for a, b, closeness in zip(one, other, close, strict=True):
        if a != b and closeness >= least:
            yield int(rows[min(a, b)]), int(rows[max(a, b)]), float(closeness)


Pairs = tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float32]]


def _nearest(rows: sparse.csr_array, kept: int, least: float) -> Pairs:
    """Each row with its ``kept`` nearest, exactly, and their cosine."""
    matrix = sparse.csr_matrix(rows)
    found = sp_matmul_topn(matrix, matrix.T.tocsr(), top_n=kept, threshold=least).tocoo()
    return found.row, found.col, found.data


def _with_meaning(words: sparse.csr_array, vectors: Floats, kept: int, likely: Pairs) -> Pairs:
    """The likely pairs and those near in meaning; what meaning says beyond words, added."""
    unit = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    near = _nearest(sparse.csr_array(unit), kept, CLEAR)
    one, other = np.unique(np.concatenate([likely[:2], near[:2]], axis=1), axis=1)
    said = np.asarray(words[one].multiply(words[other]).sum(axis=1)).ravel()
    meant = np.clip((np.einsum("ij,ij->i", unit[one], unit[other]) - CLEAR) / (1 - CLEAR), 0, 1)
    return one, other, np.asarray(np.maximum(said, meant), dtype=np.float32)


def _communities(graph: nx.Graph) -> Iterator[nx.Graph]:
    """The parts of the graph that hold together more than with the rest."""
    for part in nx.connected_components(graph):
        whole = graph.subgraph(sorted(part))
        for community in nx.community.louvain_communities(whole, seed=0):
            yield whole.subgraph(community)


def _stars(group: nx.Graph) -> Iterator[list[tuple[int, float]]]:
    """The one in the middle with those close to it, then again among the rest."""
    left = nx.Graph(group)
    while left.number_of_edges():
        middle = max(left, key=lambda row: (left.degree(row, weight="weight"), -row))
        around = [(row, edge["weight"]) for row, edge in left[middle].items()]
        around.sort(key=lambda pair: (-pair[1], pair[0]))
        yield [(middle, 1.0), *around]
        left.remove_nodes_from([middle, *(row for row, _ in around)])


def _problem(needs: Sequence[Need], star: Sequence[tuple[int, float]]) -> CommonProblem:
    """A star with what its members share."""
    contents = [f"{needs[row].title}\n{needs[row].text}" for row, _ in star]
    return CommonProblem(
        needs=tuple(needs[row].id for row, _ in star),
        closeness=float(np.mean([closeness for _, closeness in star[1:]])),
        words=_shared(contents[0], contents[1 : HEARD + 1]),
        twins=_twins([needs[row].id for row, _ in star], contents),
    )


def _shared(middle: str, others: Sequence[str]) -> tuple[str, ...]:
    """Words that at least half of the others share with the middle, the most shared first."""
    shared = Counter(
        word for other in others for word in shared_words.shared_words(middle, [other], most=8)
    )
    for word in shared:
        shared[word] = sum(word in ngrams.normalise(other) for other in others)
    common = [word for word, n in shared.items() if 2 * n >= len(others)]
    common.sort(key=lambda word: (-shared[word] * len(word), word))
    chosen: list[str] = []
    for word in common:
        if not any(word in other or other in word for other in chosen):
            chosen.append(word)
    return tuple(chosen[:SHOWN])


def _twins(ids: Sequence[str], contents: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Groups of needs whose texts are the same but for a few characters."""
    counts = ngrams.count(contents)
    unit = counts / np.maximum(sparse.linalg.norm(counts, axis=1), 1e-9)[:, None]
    same = nx.Graph(zip(*np.nonzero((unit @ unit.T).toarray() >= TWIN), strict=True))
    groups = [sorted(group) for group in nx.connected_components(same) if len(group) > 1]
    return tuple(tuple(ids[row] for row in group) for group in groups)
