"""Form fields of this room."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from hongmajia.core.images import clean_photo
from hongmajia.core.validators import validate_phone

from .actions import MAX_PHOTOS


class PhotosInput(forms.FileInput):
    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Up to nine photographs, cleaned: what the form gives are new JPEGs."""

    widget = PhotosInput(attrs={"accept": "image/*", "multiple": True})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        uploads = data if isinstance(data, list | tuple) else [data]
        uploads = [super(PhotosField, self).clean(upload) for upload in uploads if upload]
        if len(uploads) > MAX_PHOTOS:
            message = _("照片最多%(n)s张，您选了%(chosen)s张。")
            raise forms.ValidationError(message % {"n": MAX_PHOTOS, "chosen": len(uploads)})
        return [clean_photo(upload) for upload in uploads]


class PhoneField(forms.CharField):
    """A mobile number; ``138 1234-1234`` is one too."""

    default_validators = [validate_phone]
    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "tel"})

    def to_python(self, value: Any) -> str:
        return re.sub(r"[\s-]", "", super().to_python(value) or "")
