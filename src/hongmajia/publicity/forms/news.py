"""Forms of news and of their photographs."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.fields import DayField, RowsField
from hongmajia.core.forms import FactsForm, date_input
from hongmajia.core.themes import ThemeField, keep_theme
from hongmajia.papers import missing_glyphs
from hongmajia.people.fields import PhotoField
from hongmajia.unions.models import Union

from ..facts import NEWS_FACTS
from ..models import NewsItem, NewsPhoto
from ..queries import CHOICES, linkable

LINKS = ("cases", "activities", "projects")


class MentionsField(forms.CharField):
    """Lines like ``李大工：同意书在工会档案2026-5``, read as (name, where the consent is filed)."""

    widget = forms.Textarea({"rows": 3})

    def to_python(self, value: Any) -> Any:
        lines = filter(str.strip, (super().to_python(value) or "").splitlines())
        return [self._read(line) for line in lines]

    def _read(self, line: str) -> tuple[str, str]:
        name, _colon, kept = (part.strip() for part in re.sub("[:：]", "：", line).partition("："))
        if not kept:
            raise forms.ValidationError(_("请写明%(name)s的同意存在哪里。") % {"name": name})
        return name[:30], kept[:200]

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(f"{n}：{k}" for n, k in value) if isinstance(value, list) else value


class NewsForm(FactsForm, forms.ModelForm):
    """Text and links of a piece of news, and who agreed to be named in it."""

    fact_set = NEWS_FACTS

    mentions = MentionsField(
        label=gettext_lazy("写到了谁"),
        required=False,
        help_text=gettext_lazy("写了全名的，每人一行：姓名：同意书存在哪里。只写“董师傅”的不用。"),
    )

    class Meta:
        model = NewsItem
        fields = ["title", "summary", "text", "dated", *LINKS]
        field_classes = {"dated": DayField, **dict.fromkeys(LINKS, RowsField)}
        widgets = {
            "text": forms.Textarea({"rows": 12}),
            "dated": date_input(),
            **dict.fromkeys(LINKS, forms.CheckboxSelectMultiple),
        }
        help_texts = {
            "summary": gettext_lazy("列表和分享图上显示，40字左右最好。"),
            "text": gettext_lazy("空一行就是新的一段。"),
        }

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, choices in linkable(user).items():
            self._offer(name, choices)
        if self.instance.pk:
            mentions = self.instance.mentions.values_list("name", "consent_note")
            self.initial["mentions"] = list(mentions)

    def _offer(self, name: str, choices: Any) -> None:
        """Offer the newest choices and those chosen before; drop the field if there are none."""
        keys = list(choices.values_list("pk", flat=True)[:CHOICES])
        if self.instance.pk:
            keys += getattr(self.instance, name).values_list("pk", flat=True)
        field: Any = self.fields[name]
        field.queryset = choices.model.objects.filter(pk__in=keys)
        field.required = False
        if not keys:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in ("title", "summary"):
            if missing := missing_glyphs(cleaned.get(name) or ""):
                self.add_error(name, _("这些字符印不出来，请去掉：%(signs)s") % {"signs": missing})
        return cleaned

    def _post_clean(self) -> None:
        """Skip the validation of the model, which the action does; the form checks its fields."""


class NewNewsForm(NewsForm):
    """A new piece of news, for which the union can be chosen."""

    union = forms.ModelChoiceField(Union.objects.none(), label=gettext_lazy("哪个工会的"))
    campaign = ThemeField()
    field_order = ["union"]

    def __init__(self, *args: Any, unions: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, user=user, **options)
        field: Any = self.fields["union"]
        field.queryset = unions
        field.initial = unions.first()
        keep_theme(self, "news", user)


class NewsPhotoForm(forms.ModelForm):
    """A photograph with caption and consent."""

    image = PhotoField(label=gettext_lazy("照片"))

    class Meta:
        model = NewsPhoto
        fields = ["image", "caption", "shows_faces", "consent_note"]
        help_texts = {
            "consent_note": gettext_lazy("有人脸的，本人同意以后才公开。如“工会档案2026-5”。"),
        }

    def _post_clean(self) -> None:
        """Skip the validation of the model, which the action creates."""


class ConsentNoteForm(forms.Form):
    """Where the consent of the people on a photograph is filed."""

    consent_note = forms.CharField(label=gettext_lazy("本人同意存在哪里"), max_length=200)
