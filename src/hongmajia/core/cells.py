"""Form fields for cells of a spreadsheet, in which people write words, not keys.

A row is checked by a ``RowForm`` whose fields are the columns: label = heading, help text =
explanation, ``required`` as usual. ``Importer.examples`` fill the explanations of the template.
"""

from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from typing import Any, ClassVar, NamedTuple, Self

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.spelling import folded, words_in

from .actors import Actor
from .cell_meanings import Reader
from .forms import FactsForm
from .known_names import KnownNames

MOST_TO_READ = 12
"""A sentence lists at most this many words."""


def in_every_language(words: Any) -> list[str]:
    """Return a lazy text in all languages of the site: a file may use any of them."""
    spelt = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            spelt.append(str(words))
    return spelt


class Change(NamedTuple):
    """What a row changes of a record: the column, and its value before and after, in words."""

    column: str
    before: str
    after: str


class Doubt(NamedTuple):
    """Something that a person is to look at before a row is imported: a question, and the address
    of what it asks about. It is no fault.
    """

    question: str
    address: str = ""


class Source(NamedTuple):
    """Where a row stands: the names of file and sheet, its number, what stands above the table."""

    file: str = ""
    sheet: str = ""
    row: int = 0
    title: str = ""


class RowForm(forms.Form):
    """Checks one row.

    ``actor`` is who imports; ``shared`` is what ``Importer.shared`` fetched once for all rows, so
    that a row needs no query. A row that means a record which is there already says so by
    ``existing``, and by ``changes`` what it changes of it; an empty cell changes nothing.
    """

    by_row: ClassVar[frozenset[str]] = frozenset()
    """Columns in which equal cells may mean different things, by other cells of their row."""
    updates: ClassVar[bool] = False
    """Whether rows may mean records that are there already."""
    existing: Any = None
    source: Source = Source()

    def changes(self) -> list[Change]:
        """What the row changes of ``existing``."""
        return []

    def doubts(self) -> Iterable[Doubt]:
        """What to ask about a row without faults, such as whether a record is there already."""
        return ()

    def __init__(
        self, data: Mapping[str, str], *, actor: Actor | None = None, shared: Any = None
    ) -> None:
        self.actor, self.shared = actor, shared
        super().__init__(data)
        for column in self.fields.values():
            column.error_messages.update(_sentences())
        self.readers = [Reader.of(self, name, once=name not in self.by_row) for name in self.fields]
        self.prepare()

    def prepare(self) -> None:
        """Set up the fields for this row, where that depends on its cells."""

    def of(self, data: Mapping[str, str]) -> Self:
        """The form of another row, with the same fields, which are costly to set up.

        Read its errors before asking for the next one.
        """
        row = object.__new__(type(self))
        vars(row).update(vars(self), data=data, existing=None, _errors=None)
        row.prepare()
        return row

    def _clean_fields(self) -> None:
        """As Django's, but cells are read from ``data`` without a widget in between."""
        cell, cleaned = self.data.get, self.cleaned_data
        for name, meaning, own in self.readers:
            try:
                cleaned[name] = meaning(cell(name))
                if own:
                    cleaned[name] = own(self)
            except ValidationError as error:
                self.add_error(name, error)


def _sentences() -> dict[str, str]:
    """What the cells of any column may be told, by the code of the fault."""
    return {
        "required": _("这一格不能空，请填写。"),
        "min_length": _("至少写%(limit_value)s个字，现在是%(show_value)s个字。"),
        "max_length": _("最多写%(limit_value)s个字，现在是%(show_value)s个字。"),
        "min_value": _("要填%(limit_value)s或更大的数，现在是%(show_value)s。"),
        "max_value": _("要填%(limit_value)s或更小的数，现在是%(show_value)s。"),
    }


class FactsRow(FactsForm, RowForm):
    """A row whose columns are the facts of ``fact_set``; an empty cell leaves the fact out."""


class ChosenWord(forms.Field):
    """One of a few words: the label or the value of a choice, in any spelling; ``otherwise`` if
    empty.
    """

    def __init__(
        self, *, choices: Iterable[tuple[Any, Any]], otherwise: Any = "", **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.choices = list(choices)
        self.otherwise = otherwise
        self._meanings: dict[str, Any] = {}  # one for all copies of the field; filled when asked

    @property
    def words(self) -> list[str]:
        """The labels, in the current language."""
        return [str(label) for _value, label in self.choices]

    @property
    def meanings(self) -> dict[str, Any]:
        """Folded word → value, for labels in every language and for the values themselves."""
        if not self._meanings:
            for value, label in self.choices:
                spelt = [str(value), *in_every_language(label)]
                self._meanings.update(dict.fromkeys(map(folded, spelt), value))
        return self._meanings

    def to_python(self, word: Any) -> Any:
        if not word:
            return self.otherwise
        if folded(word) in self.meanings:
            return self.meanings[folded(word)]
        raise ValidationError(_("没有“%(word)s”这一项，") % {"word": word} + self._remedy(word))

    def _remedy(self, word: str) -> str:
        if not self.is_long:
            return _("只能填：%(words)s。") % {"words": _("、").join(self.words)}
        if near := get_close_matches(word, self.words, n=1):
            return _("是不是“%(near)s”？") % {"near": near[0]}
        return _("请从模板的“%(column)s可填的词”里选。") % {"column": self.label}

    @property
    def is_long(self) -> bool:
        """Whether the words are too many for a sentence; the template lists them in a sheet."""
        return len(self.choices) > MOST_TO_READ


class ChosenWords(ChosenWord):
    """Several of a few words, separated by 、; returns the list of their values."""

    def __init__(self, *, choices: Iterable[tuple[Any, Any]], **kwargs: Any) -> None:
        super().__init__(choices=choices, **kwargs)

    def to_python(self, word: Any) -> list[Any]:
        return list(
            dict.fromkeys(super(ChosenWords, self).to_python(w) for w in words_in(word or ""))
        )

    def shown(self, value: Any) -> str:
        """The words in the preview of an import."""
        labels = dict(self.choices)
        return "、".join(str(labels[one]) for one in value)


class YesNo(ChosenWord):
    """是 or 否; an empty cell gives ``otherwise``."""

    def __init__(self, *, otherwise: bool = False, **kwargs: Any) -> None:
        choices = [(True, gettext_lazy("是")), (False, gettext_lazy("否"))]
        super().__init__(choices=choices, otherwise=otherwise, required=False, **kwargs)

    def validate(self, value: Any) -> None:
        """Accepts both answers: ``Field.validate`` would take ``False`` for an empty value."""


class WordList(forms.Field):
    """Several words separated by 、; returns a list without duplicates and without 无."""

    def to_python(self, text: Any) -> list[str]:
        return words_in(text or "")


class KnownName(forms.Field):
    """An object by its name, out of ``known``, which the row's form sets.

    ``prefer`` may choose among objects of one name, by another cell of the row; the form names the
    column in ``by_row`` then.
    """

    known = KnownNames()
    prefer: Callable[[Any], bool] | None = None

    def to_python(self, name: Any) -> Any:
        if not name:
            return None
        found = self.known.find(name)
        if self.prefer and len(found) > 1:
            found = [*filter(self.prefer, found)] or found
        if len(found) == 1:
            return found[0]
        raise ValidationError(self._which(name, len(found)) if found else self._unknown(name))

    def shown(self, value: Any) -> str:
        """The object in the preview of an import."""
        return str(value)

    def _which(self, name: str, n: int) -> str:
        ways = self.known.ways(name)[:MOST_TO_READ]
        said = _("有%(n)s个“%(name)s”，请写明是哪一个：%(ways)s。")
        return said % {"n": n, "name": name, "ways": _("、").join(ways)}

    def _unknown(self, name: str) -> str:
        message = _("没有找到“%(name)s”。") % {"name": name}
        if near := self.known.near(name):
            return message + _("是不是“%(near)s”？") % {"near": near}
        return message + _("请照系统里的全称填写。")
