"""Forms of standard answers: asking masters, writing, reviewing, publishing."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from hongmajia.core.actors import SignedIn
from hongmajia.core.fields import DayField, RowsField
from hongmajia.core.forms import FactsForm, date_input
from hongmajia.engagements.models import Engagement
from hongmajia.papers import missing_glyphs
from hongmajia.people.models import Helper

from ..choosing import the_master
from ..facts import ANSWER_FACTS
from ..models import Answer

VALID_DAYS = 365
"""For how long an answer is valid unless the cadre says otherwise."""


class WaysField(RowsField):
    """A choice of services whose way everybody may read."""

    def __init__(self, **options: Any) -> None:
        widget = forms.CheckboxSelectMultiple
        super().__init__(**{"queryset": Engagement.objects.none(), "widget": widget, **options})

    def label_from_instance(self, engagement: Engagement) -> str:
        words = {"title": engagement.need.title, "place": engagement.need.region.place}
        words["helper"] = engagement.helper.public_name
        return _t("%(title)s（%(place)s，%(helper)s）") % words


class MasterField(forms.CharField):
    """A master by name or number, of those of whom the user knows."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=30, **options)


class AskMastersForm(forms.Form):
    """Who writes the standard answer, and who reviews it."""

    writer = forms.ChoiceField(label=_("请谁写"), widget=forms.RadioSelect, required=False)
    other_writer = MasterField(label=_("另请一位写"), required=False)
    reviewer = forms.ChoiceField(label=_("请谁审"), widget=forms.RadioSelect, required=False)
    other_reviewer = MasterField(
        label=_("另请一位审"), required=False,
        help_text=_("您管的名册上的姓名、手机号或者手机号后四位。填了就请这一位。"),
    )  # fmt: skip

    def __init__(self, *args: Any, actor: SignedIn, masters: list[Helper], **options: Any) -> None:
        super().__init__(*args, **options)
        self.actor = actor
        self.known = {str(helper.pk): helper for helper in masters}
        choices = [(key, _described(helper)) for key, helper in self.known.items()]
        for name in ("writer", "reviewer"):
            field: Any = self.fields[name]
            field.choices = choices
            if not choices:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Find both masters: the one that is named, else the one that is chosen."""
        cleaned = super().clean() or self.cleaned_data
        self.chosen: dict[str, Helper] = {}
        for name in self.parts():
            try:
                typed, key = cleaned.get(f"other_{name}", ""), cleaned.get(name, "")
                if typed or key:
                    self.chosen[name] = the_master(typed, self.actor) if typed else self.known[key]
                else:
                    self.add_error(f"other_{name}", _t("请写明请哪位师傅。"))
            except forms.ValidationError as error:
                self.add_error(f"other_{name}", error)
        return cleaned

    def parts(self) -> list[str]:
        """The parts that this form gives to masters."""
        return [name for name in ("writer", "reviewer") if f"other_{name}" in self.fields]


class ReviewerForm(AskMastersForm):
    """Another master who reviews."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("writer", "other_writer"):
            self.fields.pop(name, None)


class AnswerForm(FactsForm, forms.ModelForm):
    """What the master writes; it will be printed."""

    fact_set = ANSWER_FACTS
    basis = WaysField(label=_("从哪几次服务整理"), required=False)

    class Meta:
        model = Answer
        fields = ("signs", "steps", "target", "limits", "sources", "changes")
        widgets = {
            **{name: forms.Textarea({"rows": 3}) for name in ("signs", "target", "limits")},
            "steps": forms.Textarea({"rows": 8}), "sources": forms.Textarea({"rows": 3}),
        }  # fmt: skip
        help_texts = {
            "signs": _("什么材料、什么工况、看得见什么，才是这一类。"),
            "steps": _("一步一行，写明数：如“点固间距由120mm改为60mm，从中间往两头点”。"),
            "target": _("量什么，到多少算成。"),
            "limits": _("什么情况下没有用，甚至会坏事。"),
            "sources": _("标准、书、说明书，一条一行，如“GB/T 985.1-2008”。"),
            "changes": _("第一版不用写。"),
        }

    def __init__(self, *args: Any, ways: list[Engagement], **options: Any) -> None:
        super().__init__(*args, **options)
        self._offer(ways)

    def _offer(self, ways: list[Engagement]) -> None:
        """Let it offer these services; without any the field is gone."""
        if not ways:
            del self.fields["basis"]
            return
        field: Any = self.fields["basis"]
        rows = Engagement.objects.filter(pk__in=[way.pk for way in ways])
        field.queryset = rows.select_related("need__region__parent", "helper__artisan")
        field.initial = list(self.instance.basis.values_list("pk", flat=True))

    def _post_clean(self) -> None:
        """The action validates the model."""

    def clean(self) -> dict[str, Any]:
        """Refuse characters that the leaflet cannot print."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in self.Meta.fields:
            if signs := missing_glyphs(cleaned.get(name, "")):
                said = _t("这些字印不出来，请换一种写法：%(signs)s")
                self.add_error(name, said % {"signs": signs})
        return self.cleaned_data


class ReviewForm(forms.Form):
    """What the second master says."""

    verdict = forms.ChoiceField(
        label=_("审得怎么样"), widget=forms.RadioSelect,
        choices=[("agree", _("写得对，可以发布")), ("back", _("要改"))],
    )  # fmt: skip
    reason = forms.CharField(
        label=_("要改什么"), required=False, max_length=500, widget=forms.Textarea({"rows": 4})
    )


class PublishForm(forms.Form):
    """Until when the answer is valid."""

    valid_until = DayField(
        label=_("到哪天要再审"), widget=date_input(),
        help_text=_("过了这天还没再审，公开页上就不再写它是标准答案。"),
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["valid_until"].initial = timezone.localdate() + timedelta(days=VALID_DAYS)


def _described(helper: Helper) -> str:
    return " · ".join(filter(None, [helper.public_name, helper.trade, helper.place]))
