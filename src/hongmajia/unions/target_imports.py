"""Import of the targets of a season from a spreadsheet."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from hongmajia.core.actors import SignedIn
from hongmajia.core.cells import KnownName, RowForm
from hongmajia.core.import_rows import written_in
from hongmajia.core.importers import Importer

from .actions import set_targets
from .enums import Indicator
from .models import Season, Union
from .queries import manageable, unions_by_name
from .target_grid import target_field


class TargetRow(RowForm):
    """The targets of one union in one year."""

    year = forms.IntegerField(label=_("年度"), min_value=2020, max_value=2100)
    union = KnownName(label=_("工会"), help_text=_("系统里工会的全称；只能是您管的工会"))

    def __init__(self, data: Any, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["union"].known = self.shared["unions"]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Find the season of the year whose host is the union or above it."""
        data = super().clean() or {}
        year, union = data.get("year"), data.get("union")
        if year and union:
            data["season"] = season = self._season(year, union)
            if season is None:
                said = _now("%(union)s没有您能定目标的%(year)s年度活动，请核对年度。")
                self.add_error("year", said % {"union": union, "year": year})
        return data

    def _season(self, year: int, union: Union) -> Season | None:
        found = (s for s in self.shared["seasons"] if union.path.startswith(s.union.path))
        return next((season for season in found if season.year == year), None)

    @property
    def amounts(self) -> dict[str, int | None]:
        """The targets by indicator; a column that is missing in the file is left out."""
        return {i.value: self.cleaned_data[i.value] for i in Indicator if i.value in self.data}


for indicator in Indicator:
    TargetRow.base_fields[indicator.value] = target_field(indicator.label)


class TargetImport(Importer):
    """The import of targets for unions of seasons that the user may change."""

    kind = "targets"
    title = _("各工会目标")
    right = "unions.manage_any"
    form = TargetRow
    unique = (("union", "year"),)
    most_rows = 2000
    section = "unions"
    list_url = "season"
    page = "season_targets"
    no_way_back = _("目标是改数，不能整批撤回。请再导入一次原来的数。")
    examples = {"year": "2027", "union": "某某县总工会", "needs_collected": "60", "sessions": "24"}

    def shared(self, actor: SignedIn, rows: Sequence[Mapping[str, str]]) -> Any:
        seasons = Season.objects.select_related("union")
        return {
            "unions": unions_by_name(manageable(actor), written_in(rows, "union")),
            "seasons": [s for s in seasons if actor.has_perm("unions.change_season", s)],
        }

    def apply(self, row: TargetRow, actor: SignedIn) -> tuple[Season, Union]:
        season, union = row.cleaned_data["season"], row.cleaned_data["union"]
        set_targets(actor=actor, season=season, union=union, amounts=row.amounts)
        return season, union

    def link_to(self, made: tuple[Season, Union]) -> tuple[str, str]:
        """With the grid in which the union's targets stand."""
        season, union = made
        return union.name, reverse(self.page, args=[season.pk, union.pk])
