"""The part of a new season's page with the needs of the year before that nobody has taken on."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hongmajia.core.fields import RowsField
from hongmajia.unions.copying import PartForm
from hongmajia.unions.models import Season, Union

from .actions import carry_needs
from .enums import CARRIED_ON
from .models import Need

MOST = 500
"""Needs that are offered; the rest can be carried on when the season is made."""


class NeedsToCarry(PartForm):
    """Which open needs of the earlier season are worked on in the new one (ADR 98)."""

    name = "needs"
    page = "needs/_needs_to_carry.html"
    is_wide = True

    def __init__(self, data: Any, *, host: Union, earlier: Season, year: int) -> None:
        super().__init__(data, host=host, earlier=earlier, year=year)
        open_needs = Need.objects.filter(season=earlier, state__in=CARRIED_ON)
        self.total = 0 if earlier.is_closed else open_needs.count()
        if self.total:
            self.fields["carried"] = RowsField(
                open_needs, label=_("接着办"), required=False,
                widget=forms.CheckboxSelectMultiple,
            )  # fmt: skip
            found = open_needs.with_details().order_by("union__path", "pk")
            self.needs: list[Need] = list(found[:MOST])

    @property
    def is_empty(self) -> bool:
        return not self.total

    @property
    def lines(self) -> list[tuple[Need, bool]]:
        """Each need, and whether it is ticked."""
        ticked = {str(key) for key in self["carried"].value() or ()}
        return [(need, str(need.pk) in ticked) for need in self.needs]

    @property
    def box_name(self) -> str:
        """The name of the boxes."""
        return self["carried"].html_name

    def carry(self, season: Season, actor: Any) -> None:
        """Carry on the ticked ones."""
        ticked = self.cleaned_data["carried"].order_by("pk")
        carry_needs(needs=ticked, season=season, actor=actor)
