"""Form fields that choose a region or a union."""

from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy as _

from hongmajia.core.asked import NUL

from .models import Region, Union


class ByCity(ModelChoiceIterator):
    """The choices of a ``RegionField``: a group for each city, with the city and its counties."""

    def __iter__(self) -> Any:
        yield ("", self.field.empty_label or _("请选择"))
        regions = list(self.queryset)
        for city in (region for region in regions if region.parent_id is None):
            members = [city, *(r for r in regions if r.parent_id == city.pk)]
            yield (city.name, [self.choice(member) for member in members])


class RegionField(forms.ModelChoiceField):
    """A city or county.

    ``by_city`` groups the counties under their city, each by its own name (德清县); without it one
    list in the order of the administrative code names both (湖州德清).
    """

    def __init__(self, *, by_city: bool = True, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("地区"))
        kwargs.setdefault("empty_label", _("请选择"))
        self.by_city = by_city
        self.iterator = ByCity if by_city else ModelChoiceIterator
        super().__init__(queryset=Region.objects.select_related("parent"), **kwargs)

    def to_python(self, value: Any) -> Any:
        """A code with NUL is an unknown one; PostgreSQL would not even look for it."""
        return super().to_python(value.replace(NUL, "?") if isinstance(value, str) else value)

    def label_from_instance(self, region: Any) -> str:
        return str(region.name if self.by_city else region.place)


class UnionField(forms.ModelChoiceField):
    """A union, indented by its depth in the tree.

    The form must set ``queryset`` to the unions that the user may choose; it is empty at first.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Union.objects.none(), empty_label=_("请选择"), **kwargs)

    def label_from_instance(self, union: Any) -> str:
        return f"{'　' * (union.depth - 1)}{union.name}"
