"""What the cells of a blank table probably take, read from its own headings.

A cell is suggested for an indicator if the text above it, or left of it, is the indicator's name,
and for a union if the other of the two names one. Nothing is taken over before a person agrees.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hongmajia.sheets.places import split
from hongmajia.spelling import name_key
from hongmajia.unions.models import Union

from .enums import Period, Words
from .grids import Cell, Grid
from .headings import REMARK, TIMES, is_unit_of, measure_in, measure_of, measure_of_last, period_of
from .models import BlankTable

LABELS = {
    "填报单位": Words.UNION, "填报日期": Words.DAY, "填表日期": Words.DAY, "填报人": Words.BY,
    "填表人": Words.BY, "年度": Words.YEAR, "报告期": Words.PERIOD,
}  # fmt: skip


@dataclass(frozen=True)
class Suggestion:
    """What one cell probably takes."""

    sheet: str
    place: str
    content: str
    of: Union | None = None
    period: str = Period.YEAR


def suggested(table: BlankTable, grids: Sequence[Grid]) -> list[Suggestion]:
    """Suggestions for the empty cells of a workbook. Two queries."""
    unions = _named(table.union)
    return [found for grid in grids for found in _of_grid(grid, unions)]


def suggested_names(names: Sequence[str]) -> list[Suggestion]:
    """Suggestions for the placeholders of a Word document."""
    found = ((name, measure_of(name), LABELS.get(name)) for name in names)
    return [
        Suggestion("", name, content, period=period_of(name) if measure else Period.YEAR)
        for name, measure, words in found
        if (content := measure or words)
    ]


def _of_grid(grid: Grid, unions: Mapping[str, Union]) -> Iterator[Suggestion]:
    above: dict[int, list[str]] = {}
    for line in grid.lines:
        left: list[str] = []
        beside = ""
        for cell in line:
            first = split(cell.place)[1]
            if cell.text:
                left.append(cell.text)
                for column in range(first, first + cell.columns):
                    above.setdefault(column, []).append(cell.text)
            elif not cell.is_formula:
                yield from _of_cell(grid.name, cell, beside, left, above.get(first, []), unions)
            beside = cell.text


def _of_cell(
    sheet: str, cell: Cell, beside: str, left: list[str], above: list[str],
    unions: Mapping[str, Union],
) -> Iterator[Suggestion]:  # fmt: skip
    """At most one suggestion: words after their label, a number between two known headings.

    In each direction the nearest heading that says something counts. A column whose own heading
    says nothing that we know, such as a rate of growth, takes nothing.
    """
    if words := LABELS.get(REMARK.sub("", beside).rstrip("：:")):
        yield Suggestion(sheet, cell.place, words)
    if words or not left or not above:
        return
    measure = measure_in(left) or measure_in(above)
    if not measure or not _says_something(above, measure, unions):
        return
    # A row whose label names no union we know is not that of the whole: 湘西某区, 审核人.
    if not (measure_of_last(left) or _stands_for_itself(left, unions)):
        return
    texts = [*reversed(left), *reversed(above)]
    known = (unions.get(name_key(text)) for text in texts)
    period = next((t for text in texts if (t := period_of(text)) != Period.YEAR), Period.YEAR)
    yield Suggestion(sheet, cell.place, measure, next(filter(None, known), None), period)


def _says_something(above: Sequence[str], measure: str, unions: Mapping[str, Union]) -> bool:
    """Whether the own heading of a column says what it holds, alone or with its groups."""
    means_one = bool(measure_of_last(above)) or is_unit_of(above[-1], measure)
    return means_one or _is_known(above[-1], unions)


def _stands_for_itself(left: Sequence[str], unions: Mapping[str, Union]) -> bool:
    """Whether what stands left of a cell says whose number it is, of when, or that it is all."""
    return any(_is_known(text, unions) or text.strip() in WHOLE for text in left)


def _is_known(heading: str, unions: Mapping[str, Union]) -> bool:
    plain = REMARK.sub("", heading)
    is_time = plain in PLAIN or any(word in plain for word in TIMES)
    return bool(is_time or measure_of(heading) or unions.get(name_key(heading)))


WHOLE = frozenset(("合计", "总计", "本级", "全省", "全市", "全县", "全区", "小计"))
"""Labels of a row about the union itself and all below it."""
PLAIN = frozenset(("当年", "本年", "今年", "数", "数量", "数值", "完成数", "完成情况"))
"""Headings of the number itself."""


def _named(top: Union) -> dict[str, Union]:
    """Name, and short name of the place → the union at ``top`` or below it with that name."""
    found: dict[str, Union] = {}
    for union in Union.objects.filter(path__startswith=top.path).select_related("region"):
        if union.region_id and union.kind in ("city", "county", "province"):
            short, whole = union.region.short_name, union.region.name
            found.setdefault(name_key(short), union)
            found.setdefault(name_key(short + whole[-1]), union)
            found.setdefault(name_key(whole), union)
        found.setdefault(name_key(union.name), union)
    return found
