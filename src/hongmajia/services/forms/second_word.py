"""The fields in which a person answers a warning about the time they chose."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..bookings import SecondWord
from ..fitness import Doubtful


class SecondWordMixin(forms.BaseForm):
    """Mixin of a form that fixes a time; each field is shown once an action asked for it."""

    ASKED = ("free_day", "doubled", "uninsured")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["free_day"] = forms.BooleanField(label=_("就定这一天"), required=False)
        self.fields["doubled"] = forms.CharField(
            label=_("为什么同时安排"),
            required=False,
            max_length=300,
            help_text=_("双方和工会会看到这句话。"),
            widget=forms.Textarea({"rows": 2}),
        )

        self.fields["uninsured"] = forms.CharField(
            label=_("没有保险，为什么还是要去"),
            required=False,
            max_length=300,
            help_text=_("双方和工会会看到这句话，意向书上也会印出来。"),
            widget=forms.Textarea({"rows": 2}),
        )

    def second_word(self) -> SecondWord:
        """What was said to the warnings; call it after ``is_valid``."""
        return SecondWord(**{name: self.cleaned_data[name] for name in self.ASKED})

    def visible_fields(self) -> list[forms.BoundField]:
        """The fields to show: those of the second word if asked for or answered already."""
        refusal = getattr(self, "refused_as", None)
        asked = refusal.asks if isinstance(refusal, Doubtful) else ""
        return [
            field
            for field in super().visible_fields()
            if field.name not in self.ASKED or field.name == asked or field.data
        ]
