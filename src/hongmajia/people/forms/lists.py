"""The filter of the lists of helpers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hongmajia.core.forms import ListFilter, SearchField
from hongmajia.core.themes import theme_choice

from ..enums import HonourLevel, SkillGrade
from ..fields import RegionFilter


class HelperFilter(ListFilter):
    """Search words and filters of the lists of helpers; all are optional."""

    q = SearchField()
    region = RegionFilter()
    grade = forms.TypedChoiceField(
        label=_("技能等级"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("各等级")), *reversed(SkillGrade.choices)],
    )
    honour = forms.TypedChoiceField(
        label=_("荣誉"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("各级荣誉")), *HonourLevel.choices],
    )
    theme = forms.TypedChoiceField(
        label=_("专项、主题"), required=False, coerce=int, empty_value=None
    )
    sent_by = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    """The association that sends a team, from the link on the page of a team."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choice: Any = self.fields["theme"]
        choice.choices = [("", _("各专项、主题")), *theme_choice("helpers", {}).options]
