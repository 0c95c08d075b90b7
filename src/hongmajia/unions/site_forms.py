"""The form with which a province says what it shows of itself."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hongmajia.core.images import clean_photo
from hongmajia.core.scanning import UploadField

from .models import Province


class SignInput(forms.FileInput):
    """Chooses a picture; ``shown`` is the address of the present one, which stands above."""

    template_name = "unions/sign_input.html"
    shown = ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return {**super().get_context(name, value, attrs), "shown": self.shown}


class SignField(UploadField):
    """An uploaded picture; its value is a JPEG made by ``core.images.clean_photo``."""

    widget = SignInput(attrs={"accept": "image/*"})

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, None)
        return clean_photo(upload) if upload else None


class SiteForm(forms.ModelForm):
    """What cadres of a province say about it; without a new sign the old one stays."""

    sign = SignField(
        label=_("标志"),
        required=False,
        help_text=_("方形的图片，JPG或PNG，显示在每页左上角。不选就不换。"),
    )
    without_sign = forms.BooleanField(label=_("不用现在的标志"), required=False)

    class Meta:
        model = Province
        fields = Province.SITE

    field_order = [*Province.SITE[:3], "without_sign", *Province.SITE[3:]]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.pop("sign", None)
        if self.instance.sign:
            sign: Any = self.fields["sign"].widget
            sign.shown = reverse("province_sign", args=[self.instance.pk]) + "?w=180"
        else:
            del self.fields["without_sign"]

    def clean_host_name(self) -> str:
        """The host name, whose letters may be typed large."""
        return str(self.cleaned_data["host_name"]).strip().lower()

    def _post_clean(self) -> None:
        """Leave the province as it is, which the action changes; it checks the fields."""
