"""Form fields that several rooms share."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .phones import read_phone
from .validators import validate_phone


class PhoneField(forms.CharField):
    """A mobile number in any usual spelling (``read_phone``); the form gets its eleven digits.

    ``autocomplete`` is what the browser may fill in: ``tel`` where people give their own number,
    ``off`` where they write down somebody else's.
    """

    default_validators = [validate_phone]

    def __init__(self, *, autocomplete: str = "off", **options: Any) -> None:
        options.setdefault("label", _("手机号"))
        attrs = {"inputmode": "numeric", "autocomplete": autocomplete}
        options.setdefault("widget", forms.TextInput(attrs=attrs))
        super().__init__(**options)

    def to_python(self, value: Any) -> str:
        return read_phone(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """The same number written differently is no change."""
        return read_phone(initial) != read_phone(data)
