"""Acts on the ticked rows of a list: each row for itself, and told what became of each.

A room declares a ``TickedList`` and registers what may be done with its rows; rooms to the right
may register more. The list's page shows the boxes and the bar (``templatetags/ticked.py``), and
``ticked_pages.act_on_ticked`` answers the form. The acts themselves are the actions of the rooms.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from logging import getLogger
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Model, QuerySet
from django.forms import BaseForm
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from .errors import Refused
from .gate import get_for

MOST = 200
"""The most rows of one act."""

log = getLogger(__name__)


@dataclass(frozen=True)
class TickedAct:
    """One act that can be done with many rows; ``name`` is the value of its button."""

    name: str
    label: Any
    right: str
    """The right that is checked for each row."""
    fits: Callable[[Any, Any], bool]
    """Whether the page offers it to a user for a row; the action has the last word."""
    do: Callable[..., str]
    """Calls the action with the row, the actor and the values of the row's form; returns a
    sentence on what was done."""
    form: Callable[..., BaseForm] | None = None
    """Makes the form of a row from the data, the row and a prefix."""
    form_of_all: Callable[..., BaseForm] | None = None
    """Makes the form that is filled in once for all rows, such as their common reason, from the
    data and a prefix; its values go to ``do`` with each row."""
    looked_up: Callable[[Any, Sequence[Any]], Collection[int]] | None = None
    """The keys of those of the rows that fit, where ``fits`` alone would query for each row."""

    def open_among(self, user: Any, rows: Sequence[Model]) -> list[Model]:
        """Those of the rows for which the page offers the act to the user."""
        rows = [row for row in rows if self.is_open_to(user, row)]
        if self.looked_up and rows:
            found = self.looked_up(user, rows)
            rows = [row for row in rows if row.pk in found]
        return rows

    def is_open_to(self, user: Any, row: Model) -> bool:
        """Whether the page offers the act to the user for this row."""
        return self.fits(user, row) and bool(user.has_perm(self.right, row))

    def form_of(self, row: Model, data: Mapping[str, Any] | None = None) -> BaseForm | None:
        """Return the form of one row, whose fields have the key of the row in their names."""
        return self.form and self.form(data, row, prefix=f"{self.name}-{row.pk}")

    def common_form(self, data: Mapping[str, Any] | None = None) -> BaseForm | None:
        """Return the form that is filled in once for all rows."""
        return self.form_of_all and self.form_of_all(data, prefix=f"{self.name}-all")

    def common_values(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Return what was said for all rows. Raises ``Refused`` with the form's errors."""
        form = self.common_form(data)
        if form is None:
            return {}
        if not form.is_valid():
            said = [str(words) for errors in form.errors.values() for words in errors]
            raise Refused(_("；").join(said))
        return form.cleaned_data

    def values(self, row: Model, data: Mapping[str, Any]) -> dict[str, Any]:
        """Return what was chosen for the row. Raises ``ValidationError`` with the form's errors."""
        form = self.form_of(row, data)
        if form is None:
            return {}
        if not form.is_valid():
            raise ValidationError([words for errors in form.errors.values() for words in errors])
        return form.cleaned_data


@dataclass(frozen=True)
class TickedList:
    """A list with boxes; ``address`` is the name of the URL to which they are sent."""

    address: str
    page: str
    """The name of the URL of the list."""
    row_page: str
    """The name of the URL of one row."""
    section: str
    load: Callable[[Any], QuerySet[Any]]
    """All rows that a user may see."""
    name_of: Callable[[Any, Any], str]
    """What a user knows a row by; persons have different names for different readers."""
    export: str = ""
    """The name of the URL that exports the list, where the ticked rows can be exported alone."""
    may_export: Callable[[Any, Any], bool] = lambda user, row: bool(user.pk)
    """Whether a row that the user sees is in what they export."""

    def exported_among(self, user: Any, rows: Sequence[Any]) -> list[Any]:
        """Those of the rows that the user can export."""
        return [row for row in rows if self.export and self.may_export(user, row)]

    @property
    def acts(self) -> list[TickedAct]:
        """All acts that are registered for the list."""
        return _acts.get(self.address, [])

    def act(self, name: str) -> TickedAct:
        """Return the act with this name. Raises ``Refused`` if there is none."""
        for act in self.acts:
            if act.name == name:
                return act
        raise Refused(_("请选要办什么。"))


_acts: dict[str, list[TickedAct]] = {}


def register_ticked(rows: TickedList, *acts: TickedAct) -> None:
    """Offer these acts for the rows of the list."""
    _acts.setdefault(rows.address, []).extend(acts)


# ---- on the page of the list ----


@dataclass(frozen=True)
class Ticks:
    """The boxes of one page with the forms of their rows, and the possible acts."""

    url: str
    acts: list[TickedAct]
    boxes: dict[int, str]
    """Key of each row with a box → what the box is called."""
    forms: dict[int, list[BaseForm]]
    are_all_ticked: bool
    export: str = ""
    """The address that exports the ticked rows, if the user may."""

    @property
    def has_bar(self) -> bool:
        """Whether anything can be done with ticked rows."""
        return bool(self.acts or self.export)

    @property
    def buttons(self) -> list[tuple[TickedAct, BaseForm | None]]:
        """Each act with the form that is filled in once for all rows, if it has one."""
        return [(act, act.common_form()) for act in self.acts]


def ticks_on(rows: TickedList, shown: Iterable[Any], user: Any, *, ticked: bool = False) -> Ticks:
    """Return the boxes for the rows ``shown`` to the user; ``ticked`` ticks them all."""
    shown = list(shown)
    found = [(act, row) for act in rows.acts for row in act.open_among(user, shown)]
    possible = {act.name for act, _row in found}
    forms: dict[int, list[BaseForm]] = {}
    for act, row in found:
        if form := act.form_of(row):
            forms.setdefault(row.pk, []).append(form)
    exported = rows.exported_among(user, shown)
    return Ticks(
        url=reverse(rows.address),
        acts=[act for act in rows.acts if act.name in possible],
        boxes={
            row.pk: rows.name_of(user, row) for row in [*exported, *(row for _act, row in found)]
        },
        forms=forms,
        are_all_ticked=ticked,
        export=reverse(rows.export) if exported else "",
    )


# ---- doing it ----


@dataclass(frozen=True)
class Outcome:
    """What became of one row, in words."""

    name: str
    url: str
    is_done: bool
    words: str


def do_with_each(
    rows: TickedList, act: TickedAct, keys: list[int], user: Any, data: Mapping[str, Any]
) -> list[Outcome]:
    """Do the act with each row in a transaction of its own; what is refused stops no other row.

    Raises ``Refused`` without rows, for more than ``MOST``, and without what is said for all.
    """
    refuse_too_many(keys)
    common = act.common_values(data)
    return [_do(rows, act, key, user, data, common) for key in dict.fromkeys(keys)]


def refuse_too_many(keys: Collection[int]) -> None:
    """Raise ``Refused`` without ticked rows, and for more than ``MOST``."""
    if not keys:
        raise Refused(_("还没有勾选，请先勾选要办的。"))
    if len(keys) > MOST:
        raise Refused(_("一次最多办%(most)s件，请分几次。") % {"most": MOST})


def _do(
    rows: TickedList, act: TickedAct, key: int, user: Any, data: Mapping[str, Any],
    common: Mapping[str, Any],
) -> Outcome:  # fmt: skip
    name, url = f"#{key}", ""
    try:
        row = get_for(user, rows.load(user), pk=key)
        name, url = rows.name_of(user, row), reverse(rows.row_page, args=[key])
        with transaction.atomic():
            return Outcome(name, url, True, _act_on(act, row, user, data, common))
    except Exception as error:  # a row that fails must not hide what was done with the others
        return Outcome(name, url, False, _why(error))


def _act_on(
    act: TickedAct, row: Any, user: Any, data: Mapping[str, Any], common: Mapping[str, Any]
) -> str:
    if not user.has_perm(act.right, row):
        raise PermissionDenied(act.right)
    return act.do(row, user, **_chosen(act, row, user, data), **common)


def _chosen(act: TickedAct, row: Any, user: Any, data: Mapping[str, Any]) -> dict[str, Any]:
    """What was chosen for the row; a row that the act does not fit had nothing to choose from."""
    try:
        return act.values(row, data)
    except ValidationError:
        if act.fits(user, row):
            raise
        said = _("它现在不在这一步，不能“%(act)s”。")
        raise Refused(said % {"act": act.label}) from None


def _why(error: Exception) -> str:
    """Why a row was refused, in words."""
    match error:
        case Refused():
            return str(error)
        case ValidationError():
            return _("；").join(error.messages)
        case PermissionDenied():
            return _("您没有权限办这一件。")
        case Http404():
            return _("没有找到，您可能已经看不到它了。")
    log.error("an act on a ticked row failed", exc_info=error)
    return _("系统出错，这一件没有办。请打开它单独再办。")
