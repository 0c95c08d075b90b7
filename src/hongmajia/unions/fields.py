"""Form fields of the tree: regions grouped by city, unions in their order."""

from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy as _

from .models import Region, Union


class ByCity(ModelChoiceIterator):
    """Each city as a group: the city itself, then its counties."""

    def __iter__(self) -> Any:
        yield ("", self.field.empty_label or _("请选择"))
        regions = list(self.queryset)
        for city in (region for region in regions if region.parent_id is None):
            members = [city, *(r for r in regions if r.parent_id == city.pk)]
            yield (city.name, [self.choice(member) for member in members])


class RegionField(forms.ModelChoiceField):
    """A city or county."""

    iterator = ByCity

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("地区"))
        super().__init__(queryset=Region.objects.all(), empty_label=_("请选择"), **kwargs)


class UnionField(forms.ModelChoiceField):
    """A union, indented by its tier; the form sets the queryset to those the user may choose."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Union.objects.none(), empty_label=_("请选择"), **kwargs)

    def label_from_instance(self, union: Any) -> str:
        return f"{'　' * (union.depth - 1)}{union.name}"
