"""Forms of circulars: writing one, and answering it."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.clocks import closing_of
from hongmajia.core.enclosing_field import EnclosuresField
from hongmajia.core.fields import DayField, RowsField
from hongmajia.core.forms import date_input
from hongmajia.unions.enums import UnionKind
from hongmajia.unions.models import Union

from .models import Answer, Circular
from .queries import choosable, unions_below


class CircularForm(forms.ModelForm):
    """A circular; the day by which to answer means 17:30 of that day."""

    day = DayField(label=gettext_lazy("哪天以前"), widget=date_input())
    enclosed = EnclosuresField(label=gettext_lazy("附件"), required=False)
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("发给下面的全部"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    chosen = RowsField(
        Union.objects.none(),
        label=gettext_lazy("或者只发给这几个"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Circular
        fields = ["title", "text", "wants_answer", "questions", "figure"]
        widgets = {
            "text": forms.Textarea({"rows": 8}),
            "questions": forms.Textarea({"rows": 3}),
        }
        labels = {"wants_answer": gettext_lazy("要下级回报（不勾就是签收就行）")}
        help_texts = {
            "questions": gettext_lazy("一行写一条。"),
            "figure": gettext_lazy("要各家报一个数就写它的名字，如“4月底已对接件数”，会自动合计。"),
        }

    def __init__(self, *args: Any, union: Union, **options: Any) -> None:
        super().__init__(*args, **options)
        counts = _kinds_below(union)
        self.fields["kinds"].choices = [  # type: ignore[attr-defined]
            (kind.value, _("%(kind)s（%(n)s个）") % {"kind": kind.label, "n": counts[kind]})
            for kind in UnionKind
            if counts.get(kind)
        ]
        self.fields["chosen"].queryset = choosable(union)  # type: ignore[attr-defined]
        if self.instance.pk:
            self.initial["day"] = timezone.localdate(self.instance.answer_by)
            self.initial["kinds"] = self.instance.kinds
            self.initial["chosen"] = list(self.instance.chosen.values_list("pk", flat=True))
        else:
            self.initial["day"] = timezone.localdate() + timedelta(days=3)

    def clean_day(self) -> datetime:
        """17:30 of the day. Raises ``ValidationError`` if that has passed."""
        closing = closing_of(self.cleaned_data["day"])
        if closing <= timezone.now():
            raise forms.ValidationError(_("这个时间已经过了，请选以后的日子。"))
        return closing

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("kinds") and not cleaned.get("chosen") and not self.errors:
            raise forms.ValidationError(_("请选发给谁：哪几级的全部，或者点名的几个。"))
        return cleaned

    def facts(self) -> dict[str, Any]:
        """The cleaned data as keyword arguments of ``write_circular``."""
        names = ("title", "text", "wants_answer", "questions", "figure", "kinds", "chosen")
        facts = {name: self.cleaned_data[name] for name in names}
        cleaned = self.cleaned_data
        return {**facts, "answer_by": cleaned["day"], "files": cleaned["enclosed"]}


def _kinds_below(union: Union) -> dict[str, int]:
    """How many unions of each kind there are below ``union``."""
    counted = unions_below(union).order_by().values_list("kind").annotate(n=Count("pk"))
    return dict(counted)


class AnswerForm(forms.ModelForm):
    """What a union answers."""

    enclosed = EnclosuresField(label=gettext_lazy("附件"), required=False)

    class Meta:
        model = Answer
        fields = ["figure", "text"]
        widgets = {"text": forms.Textarea({"rows": 5})}

    def __init__(self, *args: Any, circular: Circular, **options: Any) -> None:
        super().__init__(*args, **options)
        if circular.figure:
            self.fields["figure"].label, self.fields["figure"].required = circular.figure, True
        else:
            del self.fields["figure"]

    def facts(self) -> dict[str, Any]:
        """The cleaned data as keyword arguments of ``answer_circular``."""
        cleaned = self.cleaned_data
        return {
            "text": cleaned["text"],
            "figure": cleaned.get("figure"),
            "files": cleaned["enclosed"],
        }
