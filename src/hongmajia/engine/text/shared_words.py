"""The words that two texts share, as shown to people: longest common runs of characters."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from hongmajia.engine.text.ngrams import normalise

READ_CHARACTERS = 600
"""Characters at the beginning of a text that are searched for shared words."""
FILLERS = "的了和与及或在是有等对为从到中个这那您我他们可会要把被让于以其如何怎么什进行"
"""Function characters, removed from both ends of a shared run."""
GENERIC = "产品 技术 问题 企业 生产 工作 要求 项目 服务 单位 公司 现场 人员 专业 能力 方面 情况"
"""Words too common to be evidence that two texts are about the same thing."""
_GENERIC = frozenset(GENERIC.split())


def shared_words(query: str, others: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """The longest runs of two or more characters that ``query`` shares with any of the
    ``others``, at most ``most``, the longest first; no run contains another.
    """
    text = _cleaned(query)
    runs = {run for other in others for run in _common_runs(text, _cleaned(other))}
    if not runs:
        return ()
    chosen: list[str] = []
    for run in sorted(runs, key=lambda run: (-len(run), text.index(run))):
        if not any(run in longer for longer in chosen):
            chosen.append(run)
    return tuple(chosen[:most])


@lru_cache(maxsize=32768)
def _cleaned(text: str) -> str:
    """The beginning of a text, normalised."""
    return normalise(text[:READ_CHARACTERS])


def _common_runs(a: str, b: str) -> list[str]:
    """Maximal runs of ``a`` that also occur in ``b``: informative ones, without fillers at the
    ends.
    """
    if _pairs(a).isdisjoint(_pairs(b)):
        return []
    pairs, reached = _pairs(b), 0
    runs: list[str] = []
    for start in range(len(a) - 1):
        if a[start : start + 2] not in pairs:
            continue
        end = start + 2
        while end < len(a) and a[start : end + 1] in b:
            end += 1
        if end > reached:
            reached = end
            runs += [run for run in map(_trimmed, a[start:end].split()) if _is_informative(run)]
    return runs


@lru_cache(maxsize=8192)  # some 10 kB each
def _pairs(text: str) -> frozenset[str]:
    """All runs of two characters."""
    return frozenset(map("".join, pairwise(text)))


def _trimmed(run: str) -> str:
    """A run without `FILLERS` at its ends."""
    return run.strip(FILLERS)


def _is_informative(run: str) -> bool:
    """Whether a run is worth showing: not generic, and at least two Chinese or three Latin
    characters.
    """
    if run in _GENERIC:
        return False
    return len(run) > 2 or (len(run) == 2 and not run.isascii())
