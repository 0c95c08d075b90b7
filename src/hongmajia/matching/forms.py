"""Forms for starting a round and for ruling on a pair."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hongmajia.needs.models import Need
from hongmajia.people.models import Helper
from hongmajia.unions.enums import Role, UnionKind
from hongmajia.unions.models import Union
from hongmajia.unions.querysets import under

from .enums import Reach, RulingKind
from .models import Round
from .queries import needs_of


class RoundForm(forms.Form):
    """The union whose needs are planned (with those below), and which helpers may be invited."""

    union = forms.ModelChoiceField(
        label=_("范围"),
        queryset=Union.objects.none(),
        empty_label=None,
        help_text=_("这个工会和下级工会手里等对接的需求，都放进这一轮。"),
    )
    reach = forms.ChoiceField(
        label=_("请哪里的师傅"),
        choices=Reach.choices,
        initial=Reach.EVERYONE,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = under(user.scope(Role.CADRE), "path")
        unions = Union.objects.filter(mine).exclude(kind=UnionKind.ENTERPRISE).order_by("path")
        self.fields["union"].queryset = unions  # type: ignore[attr-defined]


class InvitationForm(forms.Form):
    """Whom to invite for one need among many; the page offers those in ``need.offered``."""

    helper = forms.ModelChoiceField(
        label=_("请哪一位"),
        queryset=Helper.objects.none(),
        widget=forms.Select({"form": "ticked"}),
        error_messages={"required": _("请选一位师傅。")},
    )

    def __init__(self, data: Any, need: Need, *, prefix: str) -> None:
        super().__init__(data, prefix=prefix)
        field: Any = self.fields["helper"]
        field.queryset = Helper.objects.filter(is_active=True).with_details()
        field.widget.choices = getattr(need, "offered", [])


class RulingForm(forms.Form):
    """Pin or ban one pair of need and helper in a round."""

    need = forms.ModelChoiceField(
        queryset=Need.objects.none(),
        error_messages={"invalid_choice": _("这件需求不在这一轮里。")},
    )
    helper = forms.ModelChoiceField(
        queryset=Helper.objects.filter(is_active=True).select_related("artisan")
    )
    kind = forms.ChoiceField(choices=RulingKind.choices)
    reason = forms.CharField(label=_("原因"), max_length=200, required=False)

    def __init__(self, *args: Any, round: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["need"].queryset = needs_of(round)  # type: ignore[attr-defined]
