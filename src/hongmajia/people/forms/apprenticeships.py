"""Forms of apprenticeships."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hongmajia.core.fields import DayField, PhoneField
from hongmajia.core.forms import FactsForm, date_input

from ..enums import AssessmentGrade
from ..facts import PAIR_FACTS
from ..fields import AccountField
from ..models import Apprenticeship, Assessment


class PairForm(FactsForm, forms.ModelForm):
    """The facts of an apprenticeship that the master may write."""

    fact_set = PAIR_FACTS

    class Meta:
        model = Apprenticeship
        fields = ["apprentice_name", "workplace", "skill", "goals", "starts_on", "ends_on"]
        field_classes = {"starts_on": DayField, "ends_on": DayField}
        widgets = {
            "goals": forms.Textarea({"rows": 4}),
            "starts_on": date_input(),
            "ends_on": date_input(),
        }
        help_texts = {
            "skill": _("如“不锈钢薄板焊接”。"),
            "goals": _("写得能考核，如“独立完成罐体环缝焊接，变形不超过2毫米；考取高级工”。"),
        }

    def clean(self) -> dict[str, Any]:
        written = super().clean() or self.cleaned_data
        begin, end = written.get("starts_on"), written.get("ends_on")
        if begin and end and end <= begin:
            self.add_error("ends_on", _("期限的结束要晚于开始。"))
        return written

    def _post_clean(self) -> None:
        """Do not validate the instance: the master is missing here, and the action does it."""


class UnionPairForm(PairForm):
    """The facts of an apprenticeship for the union, which gives the apprentice an account, too."""

    apprentice_phone = PhoneField(
        label=_("徒弟的手机号"),
        required=False,
        help_text=_("填了就给他开通账号、发邀请，他自己也能看；没有可以先空着。"),
    )
    apprentice_user = AccountField(
        label=_("徒弟的账号"),
        required=False,
        help_text=_("他已经有账号、又不知道手机号的，填登录账号。"),
    )

    class Meta(PairForm.Meta):
        fields = [*PairForm.Meta.fields, "apprentice_user"]

    field_order = ["apprentice_name", "workplace", "apprentice_phone", "apprentice_user"]

    def clean(self) -> dict[str, Any]:
        written = super().clean()
        phone, user = written.get("apprentice_phone"), written.get("apprentice_user")
        typed = "apprentice_user" in self.changed_data
        if phone and user and typed and user.phone != phone:
            self.add_error("apprentice_user", _("手机号和登录账号不是同一个人的，请只填一样。"))
        return written


class AssessmentForm(forms.ModelForm):
    """An assessment of an apprentice."""

    class Meta:
        model = Assessment
        fields = ["on", "grade", "words", "is_final"]
        field_classes = {"on": DayField}
        widgets = {"on": date_input(), "words": forms.Textarea({"rows": 3})}

    grade = forms.TypedChoiceField(
        label=_("结果"), choices=AssessmentGrade.choices, coerce=int, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["on"].initial = timezone.localdate


class DayForm(forms.Form):
    """The day on which something happened, by default today."""

    on = DayField(label=_("哪一天"), widget=date_input(), initial=timezone.localdate)


class EndForm(DayForm):
    """The end of an apprenticeship, with its reason."""

    reason = forms.CharField(
        label=_("为什么解除"), max_length=200, help_text=_("双方和工会会看到。")
    )
