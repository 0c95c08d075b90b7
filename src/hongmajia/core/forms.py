"""What all forms share."""

from collections.abc import Iterator
from contextlib import contextmanager

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .errors import Refused


def date_input() -> forms.DateInput:
    """A field of a day as browsers read it, whatever the language: 2026-05-18."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


@contextmanager
def refusal_shown_on(form: forms.BaseForm) -> Iterator[None]:
    """What an act refuses stands as an error on ``form``, which is to be shown again.

    Put the act and the redirect after it inside: ``with refusal_shown_on(form): list_offer(…)``.
    """
    try:
        yield
    except Refused as refusal:
        form.add_error(None, str(refusal))
    except ValidationError as error:
        form.add_error(None, error.messages)


class SpreadsheetForm(forms.Form):
    """The file one brings to an import."""

    file = forms.FileField(
        label=_("选择文件"),
        help_text=_("Excel（.xlsx）或.csv，不超过10MB。第一行是表头。"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={
            "required": _("请选择填好的表格。"),
            "empty": _("这个文件是空的，请换一个。"),
        },
    )
