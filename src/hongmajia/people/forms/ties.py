"""The form of a lasting pairing with an enterprise."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from hongmajia.core.fields import DayField
from hongmajia.core.forms import FactsForm, date_input
from hongmajia.unions.models import Enterprise
from hongmajia.unions.queries import enterprises_by_name

from ..facts import TIE_FACTS


class TieForm(FactsForm, forms.Form):
    """Which enterprise of those that ``user`` sees, since when, and what for."""

    fact_set = TIE_FACTS

    enterprise = forms.CharField(
        label=_("哪家企业"), max_length=200, help_text=_("写登记过的全称或统一社会信用代码。")
    )
    aim = forms.CharField(
        label=_("长期帮什么"), max_length=120, help_text=_("如“焊接工艺，每月去一次”。")
    )
    since = DayField(label=_("从哪天起"), widget=date_input(), initial=timezone.localdate)

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user

    def clean_enterprise(self) -> Enterprise:
        """The enterprise of this name or code."""
        written = str(self.cleaned_data["enterprise"]).strip()
        known = enterprises_by_name(Enterprise.objects.visible_to(self.user), [written])
        found: list[Enterprise] = known.find(written)
        if len(found) != 1:
            raise forms.ValidationError(_now("没有登记过“%(name)s”，请核对全称或代码。")
                                        % {"name": written})  # fmt: skip
        return found[0]
