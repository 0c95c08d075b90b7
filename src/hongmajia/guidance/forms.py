"""The form for a message."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from hongmajia.core.enclosing_field import EnclosuresField
from hongmajia.core.enums import EnclosureKind
from hongmajia.engagements.models import Engagement

from .models import Enclosure


class MessageForm(forms.Form):
    """A message: text, files, or both."""

    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    text = forms.CharField(
        label=gettext_lazy("说什么"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 2}),
    )
    enclosed = EnclosuresField(label=gettext_lazy("图片、视频、文件"), required=False)
    drawn_on = forms.ModelChoiceField(
        Enclosure.objects.none(), required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, engagement: Engagement, **options: Any) -> None:
        super().__init__(*args, **options)
        pictures = Enclosure.objects.filter(message__engagement=engagement)
        field = self.fields["drawn_on"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = pictures.filter(kind=EnclosureKind.PICTURE)

    def facts(self) -> dict[str, Any]:
        """The cleaned data as keyword arguments of ``send_message``."""
        cleaned = self.cleaned_data
        names = ("client_id", "text", "drawn_on")
        return {**{name: cleaned[name] for name in names}, "enclosures": cleaned["enclosed"]}
