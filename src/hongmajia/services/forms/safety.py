"""The form of the safety measures in an agreement."""

from django import forms
from django.utils.translation import gettext_lazy as _


class MeasuresForm(forms.Form):
    """The safety measures that both sides sign."""

    text = forms.CharField(
        label=_("安全措施"),
        max_length=2000,
        widget=forms.Textarea({"rows": 10}),
        help_text=_("一行一条，印在志愿服务意向书上。"),
        error_messages={"required": _("请写明安全措施，双方要照着做。")},
    )
