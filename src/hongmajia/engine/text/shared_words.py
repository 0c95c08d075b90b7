"""TODO."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from hongmajia.engine.text.ngrams import normalise

HEAD = 600
"""Characters of a text in which shared words are looked for."""
FILLERS = "的了和与及或在是有等对为从到中个这那您我他们可会要把被让于以其如何怎么什进行"
"""Characters that say nothing at the ends of a shared run."""
GENERIC = "产品 技术 问题 企业 生产 工作 要求 项目 服务 单位 公司 现场 人员 专业 能力 方面 情况"
"""Words that everybody uses and that bring nobody together."""
_GENERIC = frozenset(GENERIC.split())


def shared_words(asked: str, known: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """The longest runs of two or more characters that ``asked`` shares with the ``known`` texts."""
    text = _cleaned(asked)
    runs = {run for other in known for run in _common_runs(text, _cleaned(other))}
    if not runs:
        return ()
    chosen: list[str] = []
    for run in sorted(runs, key=lambda run: (-len(run), text.index(run))):
        if not any(run in longer for longer in chosen):
            chosen.append(run)
    return tuple(chosen[:most])


@lru_cache(maxsize=32768)
def _cleaned(text: str) -> str:
    """The head of a text, cleaned: enough to show what it shares."""
    return normalise(text[:HEAD])


def _common_runs(a: str, b: str) -> list[str]:
    """Maximal runs of ``a`` that ``b`` contains, trimmed of fillers, at least two characters."""
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
            runs += [run for run in map(_trimmed, a[start:end].split()) if _tells(run)]
    return runs


@lru_cache(maxsize=8192)  # some 10 kB each
def _pairs(text: str) -> frozenset[str]:
    """All runs of two characters."""
    return frozenset(map("".join, pairwise(text)))


def _trimmed(run: str) -> str:
    """A run without fillers (的, 如何…) at its ends."""
    return run.strip(FILLERS)


def _tells(run: str) -> bool:
    """Two letters of Chinese say something, two Latin ones or everybody's words do not."""
    if run in _GENERIC:
        return False
    return len(run) > 2 or (len(run) == 2 and not run.isascii())
