"""Forms of how somebody wants to be told, and of their mail address."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hongmajia.notices.channels.registry import LABELS
from hongmajia.notices.enums import Kind
from hongmajia.notices.models import Preference
from hongmajia.notices.ways import Ways, chosen

HELP = {
    Kind.ACT: _("需求被退回、请您确认、请您答复、等您核实"),
    Kind.NEWS: _("到谁手里、约好了什么时候、有了进展"),
    Kind.CHANGED: _("怕您白等；随时发，不等到早上"),
    Kind.SECURITY: _("新设备登录、改密码、换手机号；随时发"),
}


class MessagesForm(forms.ModelForm[Preference]):
    """Which kinds of notices come by which of the open ways, and when."""

    class Meta:
        model = Preference
        fields = ["quiet_from", "quiet_until", "quiet_holidays", "rhythm"]
        widgets = {
            "quiet_from": forms.TimeInput({"type": "time"}, format="%H:%M"),
            "quiet_until": forms.TimeInput({"type": "time"}, format="%H:%M"),
            "rhythm": forms.RadioSelect,
        }

    def __init__(self, *args: Any, ways: Ways, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ways = ways
        for kind in Kind:
            self.fields[kind.value] = forms.MultipleChoiceField(
                label=kind.label,
                help_text=HELP[kind],
                choices=[(name, LABELS[name]) for name in ways.carrying(kind)],
                widget=forms.CheckboxSelectMultiple,
                required=False,
                initial=chosen(self.instance, kind, ways.carrying(kind)),
            )

    def kind_fields(self) -> list[forms.BoundField]:
        """The fields of the kinds, in their order."""
        return [self[kind.value] for kind in Kind]

    def choice(self) -> dict[str, Any]:
        """What ``choose_channels`` takes."""
        said = self.cleaned_data
        ticked = {kind.value: said[kind.value] for kind in Kind}
        return {"ticked": ticked, **{name: said[name] for name in self.Meta.fields}}


class MailForm(forms.Form):
    """A mail address of one's own."""

    email = forms.EmailField(
        label=_("邮箱"),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email", "inputmode": "email"}),
    )


class ConfirmedForm(forms.Form):
    """A button, nothing else."""
