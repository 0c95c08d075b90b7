"""The form of targets: a line for each union, a column for each indicator."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .enums import Indicator
from .models import Season, Union

MOST = 1_000_000
"""The greatest target."""

Amounts = Mapping[tuple[int, str], int]
"""(key of a union, indicator) → target."""


def amounts_of(season: Season | None) -> dict[tuple[int, str], int]:
    """All targets of a season."""
    found = season.targets.all() if season else ()
    return {(target.union_id, target.indicator): target.amount for target in found}


def target_field(label: Any, **options: Any) -> forms.IntegerField:
    """A field for one target; empty for none."""
    return forms.IntegerField(
        label=label, min_value=0, max_value=MOST, required=False,
        error_messages={
            "invalid": gettext_lazy("要填整数。"),
            "min_value": gettext_lazy("不能是负数。"),
            "max_value": gettext_lazy("最多%(limit_value)s。"),
        }, **options,
    )  # fmt: skip


@dataclass
class Cell:
    """One field of the grid, and the target of the same union and indicator in the season before.

    ``label`` is the indicator, ``said`` what is wrong with the value.
    """

    label: Any
    field: forms.BoundField
    before: int | None
    said: str


class TargetGrid(forms.Form):
    """The targets of several unions; empty for no target."""

    def __init__(
        self, *args: Any, unions: Iterable[Union], amounts: Amounts, before: Amounts, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.unions, self.before = list(unions), before
        for union in self.unions:
            for indicator in Indicator:
                label = _("%(union)s的%(what)s") % {"union": union, "what": indicator.label}
                field = target_field(label, initial=amounts.get((union.pk, indicator.value)))
                field.widget.attrs["aria-label"] = label
                self.fields[name_of(union, indicator)] = field

    @property
    def lines(self) -> list[tuple[Union, list[Cell]]]:
        """Each union with its cells."""
        return [(union, [self._cell(union, i) for i in Indicator]) for union in self.unions]

    @property
    def faults(self) -> list[tuple[str, str]]:
        """Label and message of each wrong cell."""
        named = {name: said for name, said in self.errors.items() if name in self.fields}
        return [(str(self.fields[name].label), str(said[0])) for name, said in named.items()]

    def amounts(self, union: Union) -> dict[str, int | None]:
        """The targets typed for ``union``."""
        return {i.value: self.cleaned_data[name_of(union, i)] for i in Indicator}

    def _cell(self, union: Union, indicator: Indicator) -> Cell:
        field = self[name_of(union, indicator)]
        said = str(field.errors[0]) if field.errors else ""
        return Cell(indicator.label, field, self.before.get((union.pk, indicator.value)), said)


def name_of(union: Union, indicator: Indicator) -> str:
    """The name of the field of one cell."""
    return f"{union.pk}-{indicator.value}"
