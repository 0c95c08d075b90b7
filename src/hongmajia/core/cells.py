"""Form fields for cells of a spreadsheet, in which people write words, not keys.

A row is checked by a ``RowForm`` whose fields are the columns: label = heading, help text =
explanation, ``required`` as usual. ``Importer.examples`` fill the explanations of the template.
"""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .actors import Actor
from .forms import FactsForm

MOST_TO_READ = 12
"""A sentence lists at most this many words."""
MOST_TO_COMPARE = 1000
"""With more names than this no similar name is searched for: it would take too long."""
SEPARATORS = re.compile(r"[、，,；;\n]+")


def in_every_language(words: Any) -> list[str]:
    """Return a lazy text in all languages of the site: a file may use any of them."""
    spelt = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            spelt.append(str(words))
    return spelt


class RowForm(forms.Form):
    """Checks one row.

    ``actor`` is who imports; ``shared`` is what ``Importer.shared`` fetched once for all rows, so
    that a row needs no query.
    """

    def __init__(
        self, data: Mapping[str, str], *, actor: Actor | None = None, shared: Any = None
    ) -> None:
        self.actor, self.shared = actor, shared
        super().__init__(data)
        for column in self.fields.values():
            column.error_messages["required"] = _("这一格不能空，请填写。")


class FactsRow(FactsForm, RowForm):
    """A row whose columns are the facts of ``fact_set``; an empty cell leaves the fact out."""


class ChosenWord(forms.Field):
    """One of a few words: the label or the value of a choice; ``otherwise`` if empty."""

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
        """Word → value, for labels in every language and for the values themselves."""
        if not self._meanings:
            for value, label in self.choices:
                spelt = [str(value), *in_every_language(label)]
                self._meanings.update(dict.fromkeys(spelt, value))
        return self._meanings

    def to_python(self, word: Any) -> Any:
        if not word:
            return self.otherwise
        if word in self.meanings:
            return self.meanings[word]
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


class YesNo(ChosenWord):
    """是 or 否; an empty cell gives ``otherwise``."""

    def __init__(self, *, otherwise: bool = False, **kwargs: Any) -> None:
        choices = [(True, gettext_lazy("是")), (False, gettext_lazy("否"))]
        super().__init__(choices=choices, otherwise=otherwise, required=False, **kwargs)

    def validate(self, value: Any) -> None:
        """Accepts both answers: ``Field.validate`` would take ``False`` for an empty value."""


class WordList(forms.Field):
    """Several words separated by 、; returns a list without duplicates."""

    def to_python(self, text: Any) -> list[str]:
        parts = SEPARATORS.split(text or "")
        return list(dict.fromkeys(part.strip() for part in parts if part.strip()))


class KnownName(forms.Field):
    """An object by its name, out of ``known`` (name → object), which the row's form sets."""

    known: Mapping[str, Any] = {}

    def to_python(self, name: Any) -> Any:
        if not name:
            return None
        if name in self.known:
            return self.known[name]
        message = _("没有找到“%(name)s”。") % {"name": name}
        raise ValidationError(message + self._remedy(name))

    def _remedy(self, name: str) -> str:
        few = len(self.known) <= MOST_TO_COMPARE
        if near := get_close_matches(name, self.known, n=1) if few else []:
            return _("是不是“%(near)s”？") % {"near": near[0]}
        return _("请照系统里的全称填写。")
