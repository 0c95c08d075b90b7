"""Forms of trials, and of taking back that others may read how it was solved."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hongmajia.unions.fields import RegionField

from ..models import Trial


class TrialForm(forms.ModelForm):
    """How much better it is; everything may stay empty."""

    region = RegionField(required=False, label=_("在哪里"))
    shown = forms.ChoiceField(
        label=_("谁能看到"), widget=forms.RadioSelect,
        choices=[
            ("yes", _("写上是哪里的一家企业，放到公开的页上")),
            ("no", _("只给工会看")),
        ],
        initial="no",
    )  # fmt: skip

    class Meta:
        model = Trial
        fields = ("before", "after", "words", "region")
        widgets = {"words": forms.Textarea({"rows": 3})}
        help_texts = {"words": _("如：没法垫整块铜板，改用两条铜排，效果也行。不写企业和人名。")}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        trial: Trial = self.instance
        if trial.enterprise_id:
            del self.fields["region"]
        if not trial.worked:
            del self.fields["before"], self.fields["after"]

    def _post_clean(self) -> None:
        """The action validates the model; ``words`` may hold what it blanks."""

    def said(self) -> dict[str, Any]:
        """The arguments of ``tell_of_trial``."""
        values = {name: self.cleaned_data[name] for name in self.fields if name != "shown"}
        return {**values, "is_shown": self.cleaned_data["shown"] == "yes"}


class CloseForm(forms.Form):
    """Taking back the consent to a way: the tracking code, unless it is the asker's account."""

    code = forms.CharField(
        label=_("追踪码"), max_length=20, help_text=_("提需求时给您的，如HM-7K3Q-2D9F。")
    )

    def __init__(self, *args: Any, is_asker: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if is_asker:
            del self.fields["code"]
