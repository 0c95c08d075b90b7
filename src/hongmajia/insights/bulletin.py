"""The bulletin (简报) as Word in the layout of GB/T 9704, drafted from figures for an editor.

An official paper is in Chinese whatever the language of the user interface, so its sentences are
not translated. It is sent outside the unions, so it contains only what is public.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils import translation

from hongmajia.papers import chinese_date, chinese_number
from hongmajia.papers.official import (
    Issue,
    add_body,
    add_distribution,
    add_heading,
    add_masthead,
    add_title,
    official_paper,
)
from hongmajia.papers.word import as_bytes

from .measures import BY_PLACE, OVERDUE, STANDARD
from .measures.needs import SOLVED
from .models import Bulletin
from .queries import Figure, Places, Tally, by_kind, figures_of, format_value
from .scope import Scope
from .stories import solved_problems

NAME = "劳模工匠志愿服务简报"

Figures = dict[str, Figure]


def render_bulletin(bulletin: Bulletin, today: date) -> bytes:
    """The issue as .docx bytes, with the figures as they are now; ``today`` dates it."""
    with translation.override("zh-hans"):
        scope = Scope(season=bulletin.season, union=bulletin.union)
        tally = Tally(scope, (*STANDARD, OVERDUE))
        figures = {f.measure.name: f for f in figures_of(scope, tally, today)}
        parts = [
            ("总体进展", [progress(scope, figures, today)]),
            ("各地情况", list(by_place(scope, tally))),
            ("解决的问题", []),
            ("下一步", [what_next(figures, tally)]),
        ]
        return _compose(bulletin, parts, list(solved_problems(scope)), today)


def _compose(bulletin: Bulletin, parts: Any, stories: list[tuple[str, str]], today: date) -> bytes:
    paper = official_paper()
    number = f"{bulletin.season.year}年第{bulletin.number}期"
    add_masthead(paper, Issue(NAME, number, bulletin.union.name, chinese_date(today)))
    add_title(paper, bulletin.title)
    if bulletin.opening.strip():
        add_body(paper, bulletin.opening)
    filled = [(head, texts) for head, texts in parts if texts or (head == "解决的问题" and stories)]
    for n, (head, texts) in enumerate(filled, start=1):
        add_heading(paper, f"{chinese_number(n)}、{head}")
        for text in texts:
            add_body(paper, text)
        for m, (title, story) in enumerate(stories if head == "解决的问题" else (), start=1):
            add_heading(paper, f"（{chinese_number(m)}）{title}", level=2)
            add_body(paper, story)
    add_distribution(paper, filter(str.strip, bulletin.distribution.splitlines()))
    return as_bytes(paper)


# --- paragraphs -----------------------------------------------------------------------------


def progress(scope: Scope, figures: Figures, today: date) -> str:
    """The progress of the season in one paragraph; figures that are zero are left out."""
    kinds = "、".join(f"{kind.label}{n}场" for kind, n, _address in by_kind(scope) if n)
    sentences = (
        _phrase(figures, ("needs_collected", "征集需求"), ("needs_matched", "已对接"),
              ("needs_solved", "已解决")) + _of_which_in_part(scope),
        _phrase(figures, ("sessions", "举办活动")) + (f"（{kinds}）" if kinds else ""),
        _phrase(figures, ("visits", "劳模工匠服务"), ("enterprises", "服务企业")),
        _phrase(figures, ("trained", "培训"), ("skilled", "技能提升")),
        _phrase(figures, ("suggestions", "提出合理化建议"), ("adopted", "企业采纳")),
        _phrase(figures, ("pairs", "师徒结对"), ("cases", "选出优秀案例")),
        _phrase(figures, ("benefit", "企业确认、附有依据的经济效益"), ("satisfaction", "满意度")),
    )  # fmt: skip
    said = "；".join(filter(None, sentences)) or "还没有征集到需求，也没有举办活动"
    return f"截至{today.month}月{today.day}日，{_whole(scope)}{said}。"


def _whole(scope: Scope) -> str:
    """The union, with those below it if there are any."""
    has_below = scope.unions().exclude(pk=scope.union.pk).exists()
    return f"{scope.union.name}及所辖各级工会" if has_below else scope.union.name


def _of_which_in_part(scope: Scope) -> str:
    """How many of the solved needs are solved in part, in brackets; empty if none is."""
    in_part = scope.needs().filter(state__in=SOLVED, is_part_solved=True).count()
    return f"（其中部分解决{in_part:,}件）" if in_part else ""


def _phrase(figures: Figures, *pairs: tuple[str, str]) -> str:
    """A clause such as ``征集需求2,184件，已对接1,702件``, from (indicator, words before it)."""
    return "，".join(f"{lead}{_number(figures[name])}" for name, lead in pairs
                    if figures[name].value)  # fmt: skip


def _number(figure: Figure) -> str:
    unit = "" if figure.measure.name == "satisfaction" else figure.measure.unit
    return f"{format_value(figure.measure, figure.value)}{unit}"


def by_place(scope: Scope, tally: Tally) -> Iterator[str]:
    """One paragraph with the figures of each place, in the order of region codes; or nothing."""
    rows = Places(scope).rows(tally, [m for m in BY_PLACE if m is not OVERDUE])
    places = []
    for row in rows[1:]:
        cells = [f"{c.measure.short}{format_value(c.measure, c.value)}{c.measure.unit}"
                 for c in row.cells if c.value]  # fmt: skip
        if cells:
            places.append(f"{row.label}{'、'.join(cells)}")
    if places:
        yield "（按行政区划排列）" + "；".join(places) + "。"


def what_next(figures: Figures, tally: Tally) -> str:
    """Figures behind their targets, and the number of overdue needs, as a starting point."""
    behind = [f"{f.measure.label}还差{f.behind:,}{f.measure.unit}" for f in figures.values()
              if f.behind]  # fmt: skip
    overdue = tally.sums(OVERDUE)[0]
    words = []
    if behind:
        words.append(f"对照今天应到的进度，{'、'.join(behind)}，要抓紧补上。")
    if overdue:
        words.append(f"超期未办的需求有{overdue:,}件，请各级工会逐件落实。")
    return "".join(words) or _going_well(figures)


def _going_well(figures: Figures) -> str:
    """What to say if nothing is late; that targets are reached only where there are any."""
    has_targets = any(figure.target is not None for figure in figures.values())
    reached = "各项指标都已达到今天应到的进度，" if has_targets else ""
    return f"{reached}请各级工会继续做好服务和回访。"
