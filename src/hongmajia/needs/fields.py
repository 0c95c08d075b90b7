"""Form fields of this room."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from hongmajia.core.images import clean_photo

from .actions import MAX_PHOTOS


class PhotosInput(forms.FileInput):
    """A file input that takes several files."""

    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Up to ``MAX_PHOTOS`` photographs; ``clean`` returns them re-encoded as JPEG."""

    widget = PhotosInput(attrs={"accept": "image/*", "multiple": True})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        uploads = data if isinstance(data, list | tuple) else [data]
        uploads = [super(PhotosField, self).clean(upload) for upload in uploads if upload]
        if len(uploads) > MAX_PHOTOS:
            message = _("照片最多%(n)s张，您选了%(chosen)s张。")
            raise forms.ValidationError(message % {"n": MAX_PHOTOS, "chosen": len(uploads)})
        return [self._clean_one(number, upload) for number, upload in enumerate(uploads, 1)]

    def _clean_one(self, number: int, upload: Any) -> Any:
        """The photograph; an error says which of them it is about."""
        try:
            return clean_photo(upload)
        except forms.ValidationError as error:
            words = _("第%(n)s张：%(fault)s") % {"n": number, "fault": "".join(error.messages)}
            raise forms.ValidationError(words) from error
