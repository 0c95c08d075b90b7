"""Form fields that the forms of helpers share."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hongmajia.core.images import clean_photo
from hongmajia.core.scanning import UploadField
from hongmajia.spelling import words_in
from hongmajia.unions.enums import Weekday
from hongmajia.unions.models import User
from hongmajia.unions.places import places_shown

from .enums import LicenceKind
from .facts import HonourFacts, LicenceFacts
from .honours import read_honours
from .licences import read_licences
from .validators import validate_specialities


class WordsField(forms.CharField):
    """A text such as ``不锈钢焊接、焊接培训``, as a list of words."""

    default_validators = [validate_specialities]

    def to_python(self, value: Any) -> Any:
        return words_in(super().to_python(value) or "")

    def prepare_value(self, value: Any) -> Any:
        return "、".join(value) if isinstance(value, list) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.to_python(data) != (initial or [])


class WeekdaysField(forms.TypedMultipleChoiceField):
    """Days of the week as check boxes."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **options: Any) -> None:
        super().__init__(choices=Weekday.choices, coerce=int, **options)


class RegionFilter(forms.ChoiceField):
    """The code of a city or county to filter by, of the province that is shown."""

    def __init__(self) -> None:
        super().__init__(label=_("地区"), required=False)

    def __deepcopy__(self, memo: Any) -> "RegionFilter":
        field = super().__deepcopy__(memo)
        field.choices = [("", _("各地")), *places_shown()]
        return field


class PhotoField(UploadField):
    """An uploaded photograph; its value is a JPEG made by ``core.images.clean_photo``."""

    widget = forms.FileInput(attrs={"accept": "image/*"})

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        return clean_photo(upload) if upload and upload != initial else upload


class AccountField(forms.CharField):
    """A user name or phone number with which somebody signs in; its value is the ``User``.

    Empty input gives ``None``; an unknown or disabled account is a ``ValidationError``.
    """

    def clean(self, value: Any) -> Any:
        """The account; it is looked for when the field's validators have seen the text."""
        name = super().clean(value)
        if not name:
            return None
        found = User.objects.by_sign_in_name(name)
        if found is None or not found.is_active:
            raise forms.ValidationError(_("没有这个账号，请核对登录账号；也可以先空着。"))
        return found

    def prepare_value(self, value: Any) -> Any:
        return User.objects.get(pk=value).sign_in_name if isinstance(value, int) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (self.prepare_value(initial) or "") != (data or "")


class VolunteerNumberField(forms.CharField):
    """The number of a registered volunteer (志愿者编号), as the certificate states it."""

    def __init__(self, **options: Any) -> None:
        words = {"label": _("志愿者编号"), "help_text": _("注册志愿者的编号，写在志愿服务证书上。")}
        super().__init__(**{**words, "required": False, "max_length": 30, **options})


class LicencesField(forms.CharField):
    """Several licences in one text (``read_licences``)."""

    def clean(self, value: Any) -> list[LicenceFacts]:
        return read_licences(super().clean(value))

    def shown(self, licences: list[LicenceFacts]) -> str:
        """The licences in the preview of an import, by name and end."""
        return "；".join(map(self._one, licences))

    def _one(self, facts: LicenceFacts) -> str:
        name, until = facts["name"] or LicenceKind(facts["kind"]).label, facts.get("valid_until")
        return f"{name}（{until.isoformat()}）" if until else str(name)


class HonoursField(forms.CharField):
    """Several honours in one text (``read_honours``)."""

    def clean(self, value: Any) -> list[HonourFacts]:
        return read_honours(super().clean(value))

    def shown(self, honours: list[HonourFacts]) -> str:
        """The honours in the preview of an import, each with its year."""
        return "；".join(
            f"{h['title']}（{h['year']}）" if h["year"] else h["title"] for h in honours
        )
