"""The part of a new season's page with the criteria by which activities are evaluated."""

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from hongmajia.unions.copying import PartForm
from hongmajia.unions.models import Season, Union

from .actions import set_criteria
from .models import Criterion

MOST_MARKS = 100
"""The greatest number of marks for one criterion (``Criterion.most``)."""


class CriteriaToCopy(PartForm):
    """The criteria of the earlier season, each with its most marks; those emptied are left out."""

    name = "criteria"
    page = "events/_criteria_to_copy.html"

    wanted = forms.BooleanField(label=_("带上标准"), required=False, initial=True)

    def __init__(self, data: Any, *, host: Union, earlier: Season, year: int) -> None:
        super().__init__(data, host=host, earlier=earlier, year=year)
        self.criteria: list[Criterion] = list(earlier.criteria.all())
        for one in self.criteria:
            self.fields[str(one.pk)] = forms.IntegerField(
                label=one.name, initial=one.most, required=False,
                validators=[MinValueValidator(1), MaxValueValidator(MOST_MARKS)],
            )  # fmt: skip

    @property
    def is_empty(self) -> bool:
        return not self.criteria

    @property
    def total(self) -> int:
        """The most marks of the earlier season added up."""
        return sum(one.most for one in self.criteria)

    @property
    def lines(self) -> list[tuple[Criterion, forms.BoundField]]:
        """Each criterion of the earlier season with its new most marks."""
        return [(one, self[str(one.pk)]) for one in self.criteria]

    def carry(self, season: Season, actor: Any) -> None:
        """Set the criteria that have marks, in their order; none if there is no such criterion."""
        if not self.cleaned_data["wanted"]:
            return
        marks = {one.name: self.cleaned_data[str(one.pk)] for one in self.criteria}
        kept = {name: most for name, most in marks.items() if most is not None}
        if kept:
            set_criteria(season=season, actor=actor, criteria=kept)
