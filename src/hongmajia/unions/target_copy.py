"""The part of a new season's page with the targets of its host."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hongmajia.core.figures import counted

from .actions import set_targets
from .copying import PartForm
from .enums import Indicator
from .models import Season, Union
from .target_grid import target_field


@dataclass(frozen=True)
class TargetLine:
    """An indicator: the target of the earlier season, what was reached, and the new field."""

    label: Any
    before: int
    reached: str
    field: forms.BoundField


class TargetsToCopy(PartForm):
    """The host's targets: those of the earlier season are proposed, and can be changed."""

    name = "targets"
    page = "unions/_targets_to_copy.html"

    wanted = forms.BooleanField(label=_("带上目标"), required=False, initial=True)

    def __init__(self, data: Any, *, host: Union, earlier: Season, year: int) -> None:
        super().__init__(data, host=host, earlier=earlier, year=year)
        found = earlier.targets.filter(union=host).values_list("indicator", "amount")
        self.before = dict(found)
        for indicator in self.indicators:
            field = target_field(indicator.label, initial=self.before[indicator])
            field.widget.attrs["aria-label"] = indicator.label
            self.fields[indicator.value] = field

    @property
    def indicators(self) -> list[Indicator]:
        """Those of which the earlier season had a target."""
        return [indicator for indicator in Indicator if indicator in self.before]

    @property
    def is_empty(self) -> bool:
        return not self.before

    @property
    def lines(self) -> list[TargetLine]:
        """Each indicator with its target; what was reached is counted from the records."""
        reached = counted(self.earlier, self.host)
        return [
            TargetLine(i.label, self.before[i], reached[i].words, self[i.value])
            for i in self.indicators
        ]

    def carry(self, season: Season, actor: Any) -> None:
        """Set the targets as they were typed."""
        if self.cleaned_data["wanted"]:
            amounts = {i.value: self.cleaned_data[i.value] for i in self.indicators}
            set_targets(actor=actor, season=season, union=self.host, amounts=amounts)
