"""Form fields of this room."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.enclosing_field import FilesInput
from hongmajia.core.images import clean_photo
from hongmajia.core.pdf_pages import is_pdf, photographs_of
from hongmajia.core.scanning import UploadField

from .actions import MAX_PHOTOS
from .safety import Danger


class DangersField(forms.MultipleChoiceField):
    """Dangers of the place as check boxes."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **options: Any) -> None:
        words = {
            "label": gettext_lazy("现场有没有这些危险作业"),
            "help_text": gettext_lazy("没有就不选。有的，只请有证的师傅，事先买好保险。"),
        }
        super().__init__(choices=Danger.choices, required=False, **{**words, **options})

    def to_python(self, value: Any) -> list[str]:
        """The dangers that are ticked; an empty text is none."""
        return [one for one in super().to_python(value) if one]


class PhotosField(UploadField):
    """Up to ``MAX_PHOTOS`` photographs; ``clean`` returns them re-encoded as JPEG."""

    widget = FilesInput(attrs={"accept": "image/*", "multiple": True})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        uploads = data if isinstance(data, list | tuple) else [data]
        uploads = [super(PhotosField, self).clean(upload) for upload in uploads if upload]
        if len(uploads) > MAX_PHOTOS:
            message = _("照片最多%(n)s张，您选了%(chosen)s张。")
            raise forms.ValidationError(message % {"n": MAX_PHOTOS, "chosen": len(uploads)})
        return [
            photo
            for number, upload in enumerate(uploads, 1)
            for photo in self._photographs_of(number, upload)
        ]

    def _photographs_of(self, number: int, upload: Any) -> list[Any]:
        """What is kept of one file; an error says which of them it is about."""
        try:
            return self.photographs(upload)
        except forms.ValidationError as error:
            words = _("第%(n)s张：%(fault)s") % {"n": number, "fault": "".join(error.messages)}
            raise forms.ValidationError(words) from error

    def photographs(self, upload: Any) -> list[Any]:
        """What is kept of one file."""
        return [clean_photo(upload)]


class EvidenceField(PhotosField):
    """Photographs or PDF files, of which the pages are kept as photographs."""

    widget = FilesInput(attrs={"accept": "image/*,application/pdf", "multiple": True})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        photos = super().clean(data, initial)
        if len(photos) > MAX_PHOTOS:
            raise forms.ValidationError(
                _("照片和PDF的页加起来最多%(n)s张，您的有%(chosen)s张。")
                % {"n": MAX_PHOTOS, "chosen": len(photos)}
            )
        return photos

    def photographs(self, upload: Any) -> list[Any]:
        """The photograph, or a photograph of each page."""
        if is_pdf(upload):
            return list(photographs_of(upload, MAX_PHOTOS))
        return super().photographs(upload)
