"""The workbook that an import offers to be filled in."""

from typing import Any

from django.utils.translation import gettext as _

from .cells import ChosenWord
from .imports import Importer
from .spreadsheets import Sheet, write_xlsx


def template_of(importer: Importer) -> bytes:
    """Return a workbook to fill in.

    Its sheets: the empty table, the explanation of each column, and one for each column with many
    words to choose from.
    """
    columns = importer.columns
    headings = [_starred(column) for column in columns.values()]
    lists = {number: _choices(column) for number, column in enumerate(columns.values())}
    fill_in = Sheet(str(importer.title), headings, (), [18] * len(headings), lists)
    words = [
        Sheet(_words_sheet(column), [column.label], [[word] for word in column.words], [40])
        for column in columns.values()
        if _is_long(column)
    ]
    return write_xlsx(fill_in, _explanations(importer), *words)


def _explanations(importer: Importer) -> Sheet:
    return Sheet(
        _("填写说明"),
        [_("列"), _("要不要填"), _("怎么填"), _("例子")],
        [_explained(importer, name, column) for name, column in importer.columns.items()],
        [20, 10, 60, 40],
    )


def _starred(column: Any) -> str:
    return f"*{column.label}" if column.required else str(column.label)


def _is_long(column: Any) -> bool:
    return isinstance(column, ChosenWord) and column.is_long


def _words_sheet(column: Any) -> str:
    return _("%(column)s可填的词") % {"column": column.label}


def _choices(column: Any) -> list[str] | str:
    """Return the words of a cell's drop-down list, or the range that holds them."""
    if _is_long(column):
        return f"='{_words_sheet(column)}'!$A$2:$A${len(column.words) + 1}"
    return column.words if isinstance(column, ChosenWord) else []


def _explained(importer: Importer, name: str, column: Any) -> list[str]:
    hints = [str(column.help_text)] if column.help_text else []
    if _is_long(column):
        hints.append(_("见“%(sheet)s”一页") % {"sheet": _words_sheet(column)})
    elif isinstance(column, ChosenWord):
        hints.append(_("只能填：%(words)s") % {"words": _("、").join(column.words)})
    needed = _("必填") if column.required else _("选填")
    return [str(column.label), needed, _("；").join(hints), importer.examples.get(name, "")]
