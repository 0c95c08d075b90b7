"""The form field that names several unions."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from hongmajia.core.cells import KnownName
from hongmajia.spelling import words_in

from .models import Union
from .queries import unions_by_name

MOST = 200
"""Unions that may be named in one field."""


class UnionNamesField(forms.CharField):
    """Unions by their full names, one on each line or separated by 、; the form gets the unions.

    Raises ``ValidationError`` for a name that no union has, with the most similar one.
    """

    widget = forms.Textarea({"rows": 2})
    default_error_messages = {"most": gettext_lazy("最多写200个工会。")}

    def to_python(self, value: Any) -> Any:
        written = words_in(super().to_python(value) or "")
        if len(written) > MOST:
            raise ValidationError(self.error_messages["most"], code="most")
        field = KnownName()
        field.known = unions_by_name(Union.objects.open(), written) if written else field.known
        return [field.to_python(name) for name in written]

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) or value is None else names_of(value)


def names_of(unions: Iterable[Union]) -> str:
    """The names of unions as the field shows them."""
    return "\n".join(union.name for union in unions)
