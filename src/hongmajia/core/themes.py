"""Themes (专项、主题) to which records of several rooms belong, by the name of the record's kind.

The room that keeps them is to the right of those that keep the records; it registers here how a
list is narrowed to a theme, and how a new record joins one (docs/adr/0107).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

Choices = list[tuple[int, str]]
PARAMETER = "theme"


@dataclass(frozen=True)
class Themes:
    """``told`` are the themes with public records of a kind; ``open_to`` those a user may add to.

    ``join`` adds a record that the user keeps to the theme with this key: ``(kind, record, key,
    actor)``; it raises ``Refused`` where the theme does not take it. ``lookup`` leads from a
    record to the keys of its themes.
    """

    told: Callable[[str], Choices]
    open_to: Callable[[str, Any], Choices]
    join: Callable[[str, Any, int, Any], None]
    lookup: str


_themes: list[Themes] = []


def register_themes(themes: Themes) -> None:
    """Let these be the themes; a room does so at start-up."""
    _themes[:] = [themes]


@dataclass(frozen=True)
class ThemeChoice:
    """The themes that a list offers, and the one that was chosen (``None`` for all records)."""

    options: Choices
    chosen: int | None

    @property
    def condition(self) -> Q:
        """The condition for the records of the chosen theme."""
        return in_theme(self.chosen)

    @property
    def label(self) -> str:
        """The name of the chosen theme; empty without one."""
        return next((name for key, name in self.options if key == self.chosen), "")


def in_theme(chosen: int | None) -> Q:
    """The condition for the records of this theme; of all records without one."""
    return Q() if chosen is None else Q(**{_themes[0].lookup: chosen})


def theme_choice(kind: str, query: Mapping[str, Any]) -> ThemeChoice:
    """The choice of ``?theme=`` for a list of records of this kind; unknown ones are dropped."""
    options = [option for themes in _themes for option in themes.told(kind)]
    wanted = query.get(PARAMETER, "")
    return ThemeChoice(options, next((key for key, _name in options if str(key) == wanted), None))


class ThemeField(forms.TypedChoiceField):
    """The theme that a new record joins; the form calls ``offer`` for its user."""

    def __init__(self) -> None:
        super().__init__(
            label=_("专项、主题"), required=False, coerce=int, empty_value=None, choices=[]
        )

    def offer(self, kind: str, user: Any) -> bool:
        """Set the choices; whether there are any."""
        found = [option for themes in _themes for option in themes.open_to(kind, user)]
        self.choices = [("", _("不属于专项")), *found]
        return bool(found)


def keep_theme(form: forms.BaseForm, kind: str, user: Any) -> None:
    """Offer the themes of ``user`` in the field ``campaign``; without any it is taken out."""
    field: Any = form.fields["campaign"]
    if not field.offer(kind, user):
        del form.fields["campaign"]


def join_theme(kind: str, record: Any, chosen: int | None, actor: Any) -> None:
    """Let a new record join the chosen theme, if any. Raises ``Refused`` if it is not taken."""
    if chosen is not None:
        for themes in _themes:
            themes.join(kind, record, chosen, actor)
