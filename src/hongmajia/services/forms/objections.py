"""Forms of an objection to a record, and of its answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..enums import ObjectionState


class ObjectionForm(forms.Form):
    """What of a record is wrong."""

    reason = forms.CharField(
        label=_("哪里不对，应该是怎样"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("如“做了六个小时，记成了四个小时”。主办的工会会看到。"),
        error_messages={"required": _("请写明哪里不对，应该是怎样。")},
    )


class AnswerForm(forms.Form):
    """Whether the record was corrected or stands, and why."""

    state = forms.ChoiceField(
        label=_("怎么办"),
        choices=[
            (ObjectionState.CORRECTED, _("记录已经更正")),
            (ObjectionState.REFUSED, _("维持原记录")),
        ],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("更正了什么，或者为什么维持"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("本人会看到。"),
        error_messages={"required": _("请写明更正了什么，或者为什么维持，本人会看到。")},
    )
