"""Form fields that several rooms share."""

from typing import Any

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from hongmajia.spelling import read_phone

from .asked import key_of
from .masking import mask_phone
from .validators import validate_day, validate_phone


class DayField(forms.DateField):
    """A date in or near our time; sums with dates at the ends of the calendar overflow."""

    default_validators = [validate_day]


class RowsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # only in stubs
    """A choice of several rows; a number too great for a key is a choice that is not there."""

    def clean(self, value: Any) -> Any:
        if isinstance(value, list | tuple):
            value = [word if (key := key_of(word)) is None else str(key) for word in value]
        return super().clean(value)


class PhoneField(forms.CharField):
    """A mobile number in any usual spelling (``read_phone``); the form gets its eleven digits.

    ``autocomplete`` is what the browser may fill in: ``tel`` where people give their own number,
    ``off`` where they write down somebody else's.
    """

    default_validators = [validate_phone]
    kept = ""
    """The number stored already, which the page never shows in full."""

    def __init__(self, *, autocomplete: str = "off", **options: Any) -> None:
        options.setdefault("label", _("手机号"))
        attrs = {"inputmode": "numeric", "autocomplete": autocomplete}
        options.setdefault("widget", forms.TextInput(attrs=attrs))
        super().__init__(**options)

    def keep(self, number: str) -> None:
        """Of a form that changes a record: keep the stored ``number`` unless another is typed.

        The page shows it masked only. Whoever may read it whole asks for it on the record's page,
        where that is logged.
        """
        self.kept, self.required = number, self.required and not number
        if number:
            self.help_text = now("现在是%(phone)s；空着就不改。") % {"phone": mask_phone(number)}

    def prepare_value(self, value: Any) -> Any:
        return "" if self.kept and value == self.kept else value

    def clean(self, value: Any) -> str:
        return str(super().clean(value)) or self.kept

    def to_python(self, value: Any) -> str:
        return read_phone(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """The same number written differently is no change, nor is one that is kept."""
        if self.kept:
            return read_phone(data) not in ("", self.kept)
        return read_phone(initial) != read_phone(data)


def keep_number(form: forms.BaseForm, name: str, number: str) -> None:
    """``PhoneField.keep`` for the field ``name`` of a form."""
    field = form.fields[name]
    assert isinstance(field, PhoneField)
    field.keep(number)
