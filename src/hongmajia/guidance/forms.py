"""The form for a message."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.engagements.models import Engagement
from hongmajia.needs.fields import PhotosInput

from .actions import MAX_ENCLOSURES
from .enclosing import Cleaned, clean_enclosure
from .enums import EnclosureKind
from .models import Enclosure

ACCEPTED = "image/*,video/mp4,video/quicktime,video/webm,.pdf,.docx,.xlsx,.pptx,.dwg"


class EnclosuresField(forms.FileField):
    """Several pictures, videos or files, each checked by its content."""

    widget = PhotosInput(attrs={"accept": ACCEPTED, "multiple": True})

    def clean(self, data: Any, initial: Any = None) -> list[Cleaned]:
        """The accepted files. Raises ``ValidationError`` for too many or unacceptable ones."""
        uploads = data if isinstance(data, list | tuple) else [data]
        uploads = [super(EnclosuresField, self).clean(upload) for upload in uploads if upload]
        if len(uploads) > MAX_ENCLOSURES:
            raise forms.ValidationError(_("一次最多发%(n)s个图片或文件。") % {"n": MAX_ENCLOSURES})
        return [clean_enclosure(upload) for upload in uploads]


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
