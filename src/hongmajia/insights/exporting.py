"""Summaries (汇总表) and ledgers (台账) as sheets of Excel workbooks, for one scope."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hongmajia.core.actors import SignedIn
from hongmajia.core.progress import counting
from hongmajia.core.spreadsheets import Sheet
from hongmajia.core.table_pages import Head

from .by_union import ByUnion, union_rows
from .history import AMOUNTS
from .measures import ALL, BY_NAME, TOTALS, Measure
from .measures import activities as from_activities
from .measures import cases as from_cases
from .measures import confirmations as from_confirmations
from .measures import needs as from_needs
from .measures import pairs as from_pairs
from .queries import Figure, Places, Tally, by_kind, figures_of, format_value
from .registers import REGISTERS, Register
from .scope import Scope
from .yearly import Yearly

Progress = Callable[[int, int], None]

LEDGER: tuple[tuple[str, Callable[[Scope], Any]], ...] = (
    ("needs", from_needs.collected),
    ("activities", from_activities.held),
    ("attendances", from_activities.visits),
    ("enterprises", from_activities.served),
    ("trainings", from_activities.trained),
    ("suggestions", from_activities.suggested),
    ("confirmations", from_confirmations.rated),
    ("pairs", from_pairs.paired),
    ("cases", from_cases.chosen),
)
"""Name of the register and records of each sheet of a complete ledger."""
BATCH = 500


def headed(sheets: list[Sheet], scope: Scope, reader: SignedIn) -> list[Sheet]:
    """The sheets with the head of official tables: whose figures, of what time, by whom."""
    words = {"union": scope.union.name, "season": scope.period}
    return [
        replace(
            sheet,
            head=Head(
                title=_("%(union)s%(season)s%(sheet)s") % {**words, "sheet": sheet.name},
                unit=scope.union.name,
                period=_period(scope),
                by=reader.display_name,
            ),
        )
        for sheet in sheets
    ]


def _period(scope: Scope) -> str:
    """The days that were chosen; without a choice the head says until when."""
    if not (scope.since or scope.until):
        return ""
    return f"{scope.since or ''} – {scope.until or ''}".strip()


# --- the years --------------------------------------------------------------------------------


def years_of(yearly: Yearly) -> list[Sheet]:
    """The indicators by year with their sum; what was reported or imported on its own sheets."""
    years = [_("%(year)s年") % {"year": season.year} for season in yearly.seasons]
    headings = [_("指标"), pgettext("measure", "单位"), *years, _("历年"), _("说明")]
    rows = [
        [
            one.measure.label, _unit(one.measure),
            *(_rounded(one.measure, bar.value) for bar in one.bars
              if not bar.source and not bar.is_imported),
            _rounded(one.measure, one.value), _("；").join(one.notes),
        ]
        for one in yearly.series()
    ]  # fmt: skip
    imported = [[one.year, one.rows, *one.cells] for one in yearly.imported]
    amounts = [f"{label}（{unit}）" for label, unit in AMOUNTS.values()]
    told = [[t.years, measure.label, t.amount, t.source] for measure, t in yearly.told()]
    return [
        Sheet(_("历年"), headings, rows, [16, 8, *([12] * (len(years) + 1)), 36]),
        Sheet(_("往年上报"), [_("年度"), _("指标"), _("数"), _("出处")], told, [10, 16, 14, 48]),
        Sheet(_("往年台账导入"), [_("年度"), _("条数"), *amounts], imported, [10, 10, *[16] * 5]),
    ]


# --- the summary ----------------------------------------------------------------------------


def summary_of(scope: Scope, today: date) -> list[Sheet]:
    """The sheets of a summary: indicators, places, unions, kinds of activities, filters."""
    tally = ByUnion(scope, ALL)
    figures = figures_of(scope, tally, today)
    headings = [
        _("指标"),
        _("数"),
        pgettext("measure", "单位"),
        _("目标"),
        _("今天应到"),
        _("怎么算的"),
    ]
    kinds = [[kind.label, n] for kind, n, _address in by_kind(scope)]
    return [
        Sheet(_("汇总"), headings, map(_summed, figures), [16, 12, 8, 12, 12, 70]),
        _sheet_of_places(scope, tally),
        _sheet_of_unions(scope, tally),
        Sheet(_("四类活动"), [_("类别"), _("场次")], kinds, [16, 10]),
        Sheet(_("范围"), [_("条件"), _("选了什么")], _chosen(scope, today), [16, 40]),
    ]


def _summed(figure: Figure) -> list[Any]:
    target = figure.target if figure.target is not None else ""
    due = int(figure.target * figure.due) if figure.target is not None else ""
    measure = figure.measure
    return [measure.label, _number(figure), _unit(measure), target, due, measure.definition]


def _number(figure: Figure) -> Any:
    """A share is text such as ``98.3%``; other values are numbers to calculate with."""
    return _rounded(figure.measure, figure.value)


def _rounded(measure: Measure, value: float | None) -> Any:
    if value is None or _unit(measure) == "%":
        return format_value(measure, value)
    return round(value, 2)


def _unit(measure: Measure) -> str:
    return "%" if measure.aggregate == "share" else str(measure.unit)


def _sheet_of_places(scope: Scope, tally: Tally) -> Sheet:
    rows = Places(scope).rows(tally, TOTALS)
    cells = ([row.label, *(round(cell.value, 2) for cell in row.cells)] for row in rows)
    return Sheet(_("各地"), [_("地区"), *_total_headings()], cells, [14, *([12] * len(TOTALS))])


def _sheet_of_unions(scope: Scope, tally: ByUnion) -> Sheet:
    cells = (
        [label, *(round(value, 2) for value in values)]
        for label, values in union_rows(scope, tally, TOTALS)
    )
    return Sheet(_("各级工会"), [_("工会"), *_total_headings()], cells, [24, *([12] * len(TOTALS))])


def _total_headings() -> list[str]:
    return [f"{measure.label}（{measure.unit}）" for measure in TOTALS]


def _chosen(scope: Scope, today: date) -> Iterator[list[Any]]:
    yield [_("年度活动"), scope.period]
    yield [_("工会"), scope.union.name]
    for words, _address in scope.choices_in_words():
        yield [_("只看"), words]
    yield [_("日期"), today]


# --- the ledger -----------------------------------------------------------------------------


def ledger_of(scope: Scope, measure: str) -> list[tuple[Register[Any], Any]]:
    """(register, records) of each sheet: all records of the scope, or those of one measure."""
    if measure:
        one = BY_NAME[measure]
        return [(REGISTERS[one.register], one.records(scope))]
    return [(REGISTERS[name], records(scope)) for name, records in LEDGER]


def sheets_of(
    parts: list[tuple[Register[Any], Any]], reader: SignedIn, progress: Progress, total: int
) -> list[Sheet]:
    """The parts as sheets whose rows are read lazily while the file is written.

    ``reader`` decides which guarded columns are filled. ``progress(done, total)`` is called for
    each row.
    """
    counted = counting(progress, total)
    return [_sheet(register, records, reader, counted) for register, records in parts]


def _sheet(register: Register[Any], records: Any, reader: SignedIn, counted: Any) -> Sheet:
    found = register.all_of(records.order_by("pk")).iterator(chunk_size=BATCH)
    return register.sheet(counted(register.row(record, reader) for record in found))
