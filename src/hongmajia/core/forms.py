"""Base classes and helpers of forms."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from .errors import Refused, TooOften
from .facts import FactSet
from .scanning import UploadField
from .search import tidy


def date_input() -> forms.DateInput:
    """Return the widget of a date; browsers need the ISO format in every language."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class SeenBy(TextChoices):
    """Who reads what is written in a field; the page says so beside its label."""

    ALL = "all", _("公开")
    PARTIES = "parties", _("工会和师傅可见")
    BOTH = "both", _("双方和工会可见")
    UNIONS = "unions", _("仅工会可见")


def show_readers(form: forms.BaseForm, **readers: SeenBy) -> None:
    """Let the page say beside each of these fields, as far as the form has them, who reads it."""
    for name in readers.keys() & form.fields.keys():
        form.fields[name].seen_by = readers[name].label  # type: ignore[attr-defined]


class FactsForm(forms.BaseForm):
    """Mixin of a form whose fields are the facts of ``fact_set``.

    Making the form raises ``UnknownFact`` if it has a field that the set does not know.
    """

    fact_set: ClassVar[FactSet]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fact_set.carried_by(self.fields, type(self))

    def facts(self) -> dict[str, Any]:
        """Return the facts for an action; call it after ``is_valid``.

        For a new record all that was filled in, so that model defaults apply to the rest; for an
        existing one what was changed, so that nothing else is overwritten.
        """
        facts = {n: value for n, value in self.cleaned_data.items() if n in self.fact_set.names}
        instance = getattr(self, "instance", None)
        if instance is not None and instance.pk:
            return {name: value for name, value in facts.items() if name in self.changed_data}
        return {name: value for name, value in facts.items() if value is not None}


class SearchField(forms.CharField):
    """A search box; a text that is too long is cut."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, **options)
        self.validators = []  # tidied text breaks none of them

    def to_python(self, value: Any) -> str:
        return tidy(str(value or ""))


class ListFilter(forms.Form):
    """The filter of a list; no field is required, and the choice stands in the address."""

    @property
    def wanted(self) -> dict[str, Any]:
        """The valid, non-empty values."""
        self.is_valid()
        return {n: value for n, value in self.cleaned_data.items() if value not in (None, "")}


class ReasonForm(forms.Form):
    """The form of a reason; ``label`` asks for it, ``help_text`` says who will read it."""

    reason = forms.CharField(max_length=300, widget=forms.Textarea({"rows": 2}))

    def __init__(
        self, data: Any = None, *, label: Any, help_text: Any = "", required: bool = True
    ) -> None:
        super().__init__(data)
        field = self.fields["reason"]
        field.label, field.help_text, field.required = label, help_text, required


@contextmanager
def refusal_shown_on(form: forms.BaseForm) -> Iterator[None]:
    """Context manager that adds a refusal of an action to ``form``, which is then shown again.

    Put the action and the redirect after it inside: ``with refusal_shown_on(form): list_offer(…)``.
    """
    try:
        yield
    except Refused as refusal:
        form.add_error(None, str(refusal))
        form.refused_as = refusal  # type: ignore[attr-defined]
    except ValidationError as error:
        form.add_error(None, error.messages)


def status_of(form: forms.BaseForm) -> int:
    """The status of a page that shows ``form``: 200, 422 with errors, 429 if sent too often."""
    if isinstance(getattr(form, "refused_as", None), TooOften):
        return TooOften.status
    return 422 if form.errors else 200


class SpreadsheetForm(forms.Form):
    """The file to import."""

    file = UploadField(
        label=_("选择文件"),
        help_text=_("Excel（.xlsx）或.csv，不超过20MB。表头上面有标题、说明，也读得出来。"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={
            "required": _("请选择填好的表格。"),
            "empty": _("这个文件是空的，请换一个。"),
        },
    )
