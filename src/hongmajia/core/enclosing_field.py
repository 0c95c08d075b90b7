"""The form field for files enclosed with what people write."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from .enclosing import MAX_ENCLOSURES, Cleaned, clean_enclosure
from .scanning import UploadField

ACCEPTED = "image/*,video/mp4,video/quicktime,video/webm,.pdf,.docx,.xlsx,.pptx,.dwg"


class FilesInput(forms.FileInput):
    """A file input that takes several files."""

    allow_multiple_selected = True


class EnclosuresField(UploadField):
    """Several pictures, videos or files, each checked by its content."""

    widget = FilesInput(attrs={"accept": ACCEPTED, "multiple": True})

    def clean(self, data: Any, initial: Any = None) -> list[Cleaned]:
        """The accepted files. Raises ``ValidationError`` for too many or unacceptable ones."""
        uploads = data if isinstance(data, list | tuple) else [data]
        uploads = [super(EnclosuresField, self).clean(upload) for upload in uploads if upload]
        if len(uploads) > MAX_ENCLOSURES:
            raise forms.ValidationError(_("一次最多发%(n)s个图片或文件。") % {"n": MAX_ENCLOSURES})
        return [clean_enclosure(upload) for upload in uploads]
