"""Form fields that several rooms share."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from hongmajia.spelling import UnclearDay, read_code, read_day, read_phone

from .asked import key_of
from .masking import mask_phone
from .validators import validate_day, validate_phone

MONTH_NAMES = ["%d %b %Y", "%d %B %Y", "%b %d %Y", "%b %d, %Y", "%B %d %Y", "%B %d, %Y"]
"""``25 Dec 2026``: how English pages print days."""


class DayField(forms.DateField):
    """A day in any usual writing (``read_day``), in or near our time; sums with dates at the ends
    of the calendar overflow. One whose day and month could change places is refused.
    """

    default_validators = [validate_day]
    default_error_messages = {"invalid": _("日期请写明年、月、日，如2026-06-30。")}
    input_formats = MONTH_NAMES

    def to_python(self, value: Any) -> date | None:
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        try:
            return read_day(value)
        except UnclearDay as unclear:
            if unclear.could_be:
                raise forms.ValidationError(_which_day(value, unclear.could_be)) from unclear
            return super().to_python(value)

    def shown(self, value: date) -> str:
        """The day in the preview of an import."""
        return date_format(value)


class MomentField(forms.DateTimeField):
    """A day and a time as browsers send them, in or near our time."""

    input_formats = ["%Y-%m-%dT%H:%M"]

    def to_python(self, value: Any) -> datetime | None:
        moment = super().to_python(value)
        if moment is not None:
            validate_day(moment.date())
        return moment


class TimeCell(forms.TimeField):
    """A time of day in a cell, as people type it or as a spreadsheet gives it."""

    input_formats = ["%H:%M", "%H:%M:%S", "%H：%M"]
    default_error_messages = {"invalid": _("时间请写成9:30这样。")}

    def shown(self, value: time) -> str:
        """The time in the preview of an import."""
        return f"{value:%H:%M}"


def _which_day(written: str, days: Sequence[date]) -> str:
    words = _now("“%(written)s”可能是%(days)s，请写成%(example)s这样。")
    named = _now("，也可能是").join(map(date_format, days))
    return words % {"written": written, "days": named, "example": days[0].isoformat()}


class CodeField(forms.CharField):
    """A code of letters and digits; the form gets it as ``read_code`` gives it."""

    def to_python(self, value: Any) -> str:
        return read_code(super().to_python(value) or "")


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
            self.help_text = _now("现在是%(phone)s；空着就不改。") % {"phone": mask_phone(number)}

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
