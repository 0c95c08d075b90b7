"""Forms of supervisions."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hongmajia.core.fields import DayField
from hongmajia.core.forms import SeenBy, date_input, show_readers

from .models import Supervision


class OrderForm(forms.Form):
    """What the union that is late has to answer, and by when."""

    demand = forms.CharField(
        label=_("要求"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        initial=_("请答复：能办的写明哪位师傅、哪天上门；办不了的写明要上级帮什么。"),
    )
    answer_by = DayField(label=_("哪天以前答复"), widget=date_input())

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["answer_by"].initial = timezone.localdate() + timedelta(days=2)
        show_readers(self, demand=SeenBy.UNIONS)


class AnswerForm(forms.ModelForm):
    """What the union that is late says."""

    class Meta:
        model = Supervision
        fields = ["answer", "promised_on"]
        field_classes = {"promised_on": DayField}
        widgets = {"answer": forms.Textarea({"rows": 4}), "promised_on": date_input()}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["answer"].required = True
        show_readers(self, answer=SeenBy.BOTH)


class AgainForm(forms.Form):
    """Why another answer or more time, and until when."""

    reason = forms.CharField(max_length=300, widget=forms.Textarea({"rows": 2}))
    answer_by = DayField(label=_("哪天以前答复"), widget=date_input())

    def __init__(self, *args: Any, label: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reason"].label = label
        self.fields["answer_by"].initial = timezone.localdate() + timedelta(days=2)
        show_readers(self, reason=SeenBy.UNIONS)
