"""Forms of what is sent up, and of showing news of unions beside."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hongmajia.unions.fields import UnionField


class PassForm(forms.Form):
    """What the union above should know about the news."""

    note = forms.CharField(
        label=_("对上级工会说的话"), required=False, max_length=200,
        widget=forms.Textarea({"rows": 2}),
    )  # fmt: skip


class AnswerForm(forms.Form):
    """Whether the news is taken over; a reason where it is not."""

    answer = forms.ChoiceField(
        label=_("采用吗"), widget=forms.RadioSelect,
        choices=[("take", _("采用，存成您工会的草稿")), ("refuse", _("不采用"))],
    )  # fmt: skip
    reason = forms.CharField(
        label=_("不采用的，为什么"), required=False, max_length=300,
        widget=forms.Textarea({"rows": 3}),
    )  # fmt: skip


class ShowForm(forms.Form):
    """For which union the news is listed."""

    union = UnionField(label=_("在哪个工会的动态里转发"))

    def __init__(self, *args: Any, unions: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["union"]
        field.queryset = unions
        field.initial = unions.first()
