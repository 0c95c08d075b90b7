"""Forms of the security administrator."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from hongmajia.core.forms import ListFilter, SearchField
from hongmajia.unions.enums import Role, UnionKind
from hongmajia.unions.forms import PersonForm

from .duty_enums import DutyKind, PolicyName

TIERS = (UnionKind.NATIONAL, UnionKind.PROVINCE, UnionKind.CITY, UnionKind.COUNTY)


class AccountSearch(ListFilter):
    """A name, or a whole telephone number."""

    q = SearchField(label=_("姓名或手机号"), max_length=30)


class DutyForm(PersonForm):
    """A person and the duty they are to have."""

    kind = forms.ChoiceField(label=_("职责"), widget=forms.RadioSelect, choices=DutyKind.choices)
    field_order = ["kind", "name", "phone"]


def _posts() -> list[tuple[str, Any]]:
    """Posts that may be ticked: each role, cadres of each tier of offices, each duty."""
    cadre = Role.CADRE.label
    tiers = [(f"{Role.CADRE}:{kind}", f"{kind.label}{cadre}") for kind in TIERS]
    roles = [(role.value, _("所有%(role)s") % {"role": role.label}) for role in Role]
    return [*tiers, *roles, *DutyKind.choices]


class PolicyForm(forms.Form):
    """The policy on accounts; what is left empty is as the environment says."""

    idle_minutes = forms.IntegerField(
        label=PolicyName.IDLE_MINUTES.label, required=False, min_value=1, max_value=1440
    )
    password_days = forms.IntegerField(
        label=PolicyName.PASSWORD_DAYS.label, required=False, min_value=0, max_value=3650
    )
    own_posts = forms.BooleanField(label=_("在这里定谁必须有二次验证"), required=False)
    second_factor = forms.MultipleChoiceField(
        label=PolicyName.SECOND_FACTOR.label, required=False, choices=_posts,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("勾了上面一项才用这里选的，一个都不选就是谁都不用。"),
    )  # fmt: skip

    def __init__(self, *args: Any, stored: dict[str, str], **options: Any) -> None:
        options["initial"] = {
            **stored,
            "own_posts": PolicyName.SECOND_FACTOR in stored,
            "second_factor": stored.get(PolicyName.SECOND_FACTOR, "").split(","),
        }
        super().__init__(*args, **options)
        otherwise = {
            "idle_minutes": settings.IDLE_SECONDS // 60, "password_days": settings.PASSWORD_DAYS,
        }  # fmt: skip
        for name, n in otherwise.items():
            self.fields[name].help_text = _("留空就按部署时的设置（%(n)s）。") % {"n": n}

    def clean(self) -> dict[str, Any]:
        """Refuse posts that were chosen while the environment is to decide: nobody would notice."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("second_factor") and not data.get("own_posts"):
            self.add_error(
                "own_posts", _("选了职务，请把这一项也勾上；要按部署时的设置，请都不勾。")
            )
        return data

    @property
    def values(self) -> dict[str, str | None]:
        """What to store; ``None`` where the environment decides."""
        data = self.cleaned_data
        numbers = {name: data[name] for name in ("idle_minutes", "password_days")}
        told = {name: None if n is None else str(n) for name, n in numbers.items()}
        chosen = ",".join(data["second_factor"]) if data["own_posts"] else None
        return {**told, "second_factor": chosen}
