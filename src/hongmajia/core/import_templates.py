"""The workbook that an import offers to be filled in."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from .actors import SignedIn
from .cells import ChosenWord
from .importers import Importer
from .spreadsheets import Sheet, write_xlsx


def template_of(importer: Importer, actor: SignedIn) -> bytes:
    """Return a workbook to fill in.

    Its sheets: the empty table, the explanation of each column, and one for each column with many
    words to choose from: those of the product, and the names that ``actor`` may write.
    """
    columns = importer.columns
    headings = [_starred(column) for column in columns.values()]
    named = importer.names(actor)
    long = {name: named.get(name) or _long_words(column) for name, column in columns.items()}
    lists = {
        number: _range(column, long[name]) if long[name] else _choices(column)
        for number, (name, column) in enumerate(columns.items())
    }
    fill_in = Sheet(str(importer.title), headings, (), [18] * len(headings), lists)
    words = [
        Sheet(_words_sheet(columns[name]), [columns[name].label], [[word] for word in listed], [40])
        for name, listed in long.items()
        if listed
    ]
    return write_xlsx(fill_in, _explanations(importer, long), *words)


def _explanations(importer: Importer, long: Mapping[str, Sequence[str]]) -> Sheet:
    return Sheet(
        _("填写说明"),
        [_("列"), _("要不要填"), _("怎么填"), _("例子")],
        [_explained(importer, name, bool(long[name])) for name in importer.columns],
        [20, 10, 60, 40],
    )


def _starred(column: Any) -> str:
    return f"*{column.label}" if column.required else str(column.label)


def _long_words(column: Any) -> list[str]:
    """The words of a column, if they are too many for a sentence."""
    return column.words if isinstance(column, ChosenWord) and column.is_long else []


def _words_sheet(column: Any) -> str:
    return _("%(column)s可填的词") % {"column": column.label}


def _range(column: Any, words: Sequence[str]) -> str:
    """The range that holds the words of a cell's drop-down list."""
    return f"='{_words_sheet(column)}'!$A$2:$A${len(words) + 1}"


def _choices(column: Any) -> list[str]:
    """The few words of a cell's drop-down list."""
    return column.words if isinstance(column, ChosenWord) else []


def _explained(importer: Importer, name: str, is_long: bool) -> list[str]:
    column: Any = importer.columns[name]
    hints = [str(column.help_text)] if column.help_text else []
    if is_long:
        hints.append(_("见“%(sheet)s”一页") % {"sheet": _words_sheet(column)})
    elif isinstance(column, ChosenWord):
        hints.append(_("只能填：%(words)s") % {"words": _("、").join(column.words)})
    needed = _("必填") if column.required else _("选填")
    return [str(column.label), needed, _("；").join(hints), importer.examples.get(name, "")]
