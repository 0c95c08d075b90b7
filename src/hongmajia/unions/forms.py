"""Forms of unions, roles, enterprises, seasons and holidays."""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from hongmajia.core.fields import CodeField, DayField, PhoneField, RowsField
from hongmajia.core.forms import FactsForm, date_input
from hongmajia.core.models import Holiday

from .actions.closing_years import MOST_DAYS
from .actions.seasons import check_stages
from .actions.tree import BELOW
from .divisions import regions_below
from .enums import KEEPERS, Stage, UnionKind
from .facts import ENTERPRISE_FACTS, SEASON_FACTS, UNION_FACTS, StageDates
from .fields import RegionField, UnionField
from .industries import industry_choices, split
from .industry_lists import industries_of, provinces_around
from .models import Enterprise, Province, Region, Season, Union
from .proposing import LIMITS
from .queries import OFFICES, manageable, roles_to_grant
from .validators import validate_credit_code


def set_choices(form: forms.BaseForm, name: str, members: Iterable[Any]) -> None:
    """Let the field ``name`` offer these members of an enumeration."""
    form.fields[name].choices = [(member.value, member.label) for member in members]  # type: ignore[attr-defined]


def set_queryset(form: forms.BaseForm, name: str, rows: QuerySet[Any]) -> None:
    """Let the field ``name`` offer these rows."""
    form.fields[name].queryset = rows  # type: ignore[attr-defined]


# --- unions and people ----------------------------------------------------------------------


class UnionForm(FactsForm, forms.ModelForm):
    """Name, kind, region and telephone of a union; without ``may_move`` not its kind."""

    fact_set = UNION_FACTS

    region = RegionField(required=False)
    reason = forms.CharField(
        label=_("为什么改"),
        required=False,
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("改名称、层级要写，本级和上级的干部会看到。"),
    )

    class Meta:
        model = Union
        fields = ["name", "kind", "region", "duty_phone", "in_charge"]

    def __init__(self, *args: Any, may_move: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        above = self.instance.parent
        if not may_move or above is None:
            del self.fields["kind"]
            return
        set_choices(self, "kind", [k for k in UnionKind if k in BELOW[UnionKind(above.kind)]])

    def _post_clean(self) -> None:
        """Leave the union as it is, which the action changes; the form checks its fields."""


class ChildUnionForm(forms.ModelForm):
    """A new union directly below ``parent``; only kinds allowed there are offered."""

    region = RegionField(required=False)

    class Meta:
        model = Union
        fields = ["name", "kind", "region"]

    def __init__(self, *args: Any, parent: Union, **options: Any) -> None:
        super().__init__(*args, **options)
        kinds = [kind for kind in UnionKind if kind in BELOW[UnionKind(parent.kind)]]
        set_choices(self, "kind", kinds)
        self.fields["region"].initial = parent.region_id


class MoveForm(forms.Form):
    """The union below which ``union`` is to be moved."""

    target = UnionField(label=_("划到哪个工会下面"))

    def __init__(self, *args: Any, union: Union, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        above = [kind for kind, kinds in BELOW.items() if union.kind in kinds]
        targets = manageable(user).filter(kind__in=above)
        set_queryset(self, "target", targets.exclude(path__startswith=union.path).by_path())


class PersonForm(forms.Form):
    """A person by name and phone number; they get an account if the number has none."""

    name = forms.CharField(label=_("姓名"), max_length=30)
    phone = PhoneField(help_text=_("也是登录账号。没有账号的当场开通，并发出邀请。"))


class RoleForm(PersonForm):
    """A person and the role they are to have; only roles that ``user`` may grant are offered."""

    role = forms.ChoiceField(label=_("角色"), widget=forms.RadioSelect)
    starts_on = DayField(
        label=_("第一天"), required=False, widget=date_input(), help_text=_("不填就是马上。")
    )
    ends_on = DayField(
        label=_("最后一天"), required=False, widget=date_input(),
        help_text=_("不填就没有期限。填了的，当天24点自动结束。"),
    )  # fmt: skip
    field_order = ["role", "name", "phone"]

    def __init__(self, *args: Any, union: Union, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        set_choices(self, "role", roles_to_grant(user, union))


class RegionsForm(forms.Form):
    """The cities and counties that are to get a union below ``host``."""

    regions = RowsField(
        queryset=Region.objects.none(),
        error_messages={"required": _("请至少选一个地方。")},
    )

    def __init__(self, *args: Any, host: Union, **options: Any) -> None:
        super().__init__(*args, **options)
        set_queryset(self, "regions", regions_below(host))


# --- enterprises ----------------------------------------------------------------------------


class EnterpriseForm(FactsForm, forms.ModelForm):
    """The facts of an enterprise; the industry is one field, a division or a section."""

    fact_set = ENTERPRISE_FACTS

    industry = forms.ChoiceField(
        label=_("行业"), choices=industry_choices, help_text=_("分不清大类，就选门类。")
    )
    credit_code = CodeField(
        label=_("统一社会信用代码"), help_text=_("营业执照上的18位，字母用大写。"),
        validators=[validate_credit_code],
        error_messages={"unique": _("这家企业已经登记过了，请到企业名单里找。")},
    )  # fmt: skip
    region = RegionField()
    union = UnionField(label=_("所属工会"))
    field_order = [
        "name", "credit_code", "industry", "scale", "employees", "is_specialised", "key_industry",
    ]  # fmt: skip

    class Meta:
        model = Enterprise
        fields = [
            "name", "credit_code", "scale", "employees", "is_specialised", "key_industry", "region",
            "union", "address",
        ]  # fmt: skip
        help_texts = {
            "is_specialised": _("专精特新中小企业、小巨人企业都算。"),
            "key_industry": _("行业已经带上的不用选；行业看不出来的，在这里选。"),
        }

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        present = options.get("initial", {}).get("union") or self.instance.union_id
        unions = manageable(user, *KEEPERS)
        set_queryset(self, "union", unions.filter(Q(kind__in=OFFICES) | Q(pk=present)).by_path())
        self._offer_industries(provinces_around(user))
        self.fields["industry"].initial = self.instance.division or self.instance.section

    def _offer_industries(self, provinces: list[Province]) -> None:
        """Those of the provinces; of several each with the name of its province."""
        set_queryset(self, "key_industry", industries_of(provinces))
        field: Any = self.fields["key_industry"]
        field.empty_label = _now("没有单独选")
        if len(provinces) > 1:
            field.label_from_instance = lambda one: one.full_name

    def facts(self) -> dict[str, Any]:
        """The facts, with section and division in place of the industry."""
        section, division = split(self.cleaned_data["industry"])
        return {**super().facts(), "section": section, "division": division}


# --- seasons --------------------------------------------------------------------------------


class SeasonForm(FactsForm, forms.ModelForm):
    """Name, number prefix, limits and the dates of all stages of a season."""

    fact_set = SEASON_FACTS

    class Meta:
        model = Season
        fields = [
            "name", "number_prefix", "verify_days", "match_days", "accept_days", "contact_days",
            "confirm_days", "urgent_days",
        ]  # fmt: skip
        help_texts = {"number_prefix": _("清单编号前面的字，一般是省、市、县的简称加年份。")}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        known = {s.stage: s for s in self.instance.stages.all()} if self.instance.pk else {}
        for name in self.limits:
            self.fields[name].validators.append(MinValueValidator(1))
        for stage in Stage:
            for end, label in (("starts", _("从")), ("ends", _("到"))):
                self.fields[f"{stage}_{end}"] = DayField(
                    label=label, widget=date_input(), initial=getattr(known.get(stage), end, None)
                )

    limits = LIMITS

    remarks: Mapping[str, str] = MappingProxyType({})
    """Stage → what is said beside its dates."""

    @property
    def facts_fields(self) -> list[Any]:
        """The fields of year, name and number prefix."""
        return [self[name] for name in ("year", "name", "number_prefix") if name in self.fields]

    @property
    def limit_fields(self) -> list[Any]:
        """The fields of the time limits."""
        return [self[name] for name in self.limits]

    @property
    def stage_rows(self) -> list[tuple[Any, Any, Any, str]]:
        """Label, field of the first day, field of the last day, and a remark on each stage."""
        return [
            (s.label, self[f"{s}_starts"], self[f"{s}_ends"], self.remarks.get(s, ""))
            for s in Stage
        ]

    @property
    def stages(self) -> StageDates:
        """The dates entered for each stage."""
        data = self.cleaned_data
        return {stage: (data[f"{stage}_starts"], data[f"{stage}_ends"]) for stage in Stage}

    def typed(self, stage: Stage) -> tuple[date, date] | None:
        """The days that were sent for a stage; ``None`` unless both can be read, and in order."""
        known = self.errors is not None and self.cleaned_data
        starts, ends = (known.get(f"{stage}_{end}") for end in ("starts", "ends"))
        return (starts, ends) if starts and ends and starts <= ends else None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        days = [f"{stage}_{end}" for stage in Stage for end in ("starts", "ends")]
        if all(data.get(day) for day in days):
            check_stages(self.stages)
        return data


class RemarkForm(forms.Form):
    """What a colleague says of the draft of a season."""

    text = forms.CharField(label=_("意见"), max_length=500, widget=forms.Textarea({"rows": 4}))


class CorrectionsForm(forms.Form):
    """Why a closed year is opened for corrections, and for how many days."""

    reason = forms.CharField(
        label=_("更正什么，为什么"), max_length=300, widget=forms.Textarea({"rows": 2}),
        help_text=_("记入日志，开放期间主办工会的干部在年度活动页上看得到。"),
    )  # fmt: skip
    days = forms.IntegerField(
        label=_("开放几天"), min_value=1, max_value=MOST_DAYS, initial=3,
        help_text=_("今天算第一天。"),
    )  # fmt: skip


class NewSeasonForm(SeasonForm):
    """A season of ``union`` for a year that has none yet."""

    year = forms.IntegerField(label=_("年度"), min_value=2020, max_value=2100)

    def __init__(self, *args: Any, union: Union, **options: Any) -> None:
        super().__init__(*args, **options)
        self.union = union

    def clean_year(self) -> int:
        year: int = self.cleaned_data["year"]
        if Season.objects.filter(union=self.union, year=year).exists():
            raise ValidationError(_now("%(year)s年度活动已经有了，请直接修改。") % {"year": year})
        return year


# --- the calendar ---------------------------------------------------------------------------


class HolidayForm(forms.ModelForm):
    """A day, and whether it is a working day."""

    is_workday = forms.TypedChoiceField(
        label=_("这一天"),
        choices=[("False", _("放假")), ("True", _("上班"))],
        coerce=lambda value: value == "True",
        initial="False",
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Holiday
        fields = ["date", "is_workday", "name"]
        labels = {"date": _("日期"), "name": _("名称")}
        field_classes = {"date": DayField}
        widgets = {"date": date_input()}

    def validate_unique(self) -> None:
        """Allow a day that has an entry: the action replaces it."""


class YearForm(forms.Form):
    """The year in the URL of the calendar."""

    year = forms.IntegerField(min_value=2020, max_value=2100)


def year_of(query: Any, otherwise: int) -> int:
    """The year in the query string; ``otherwise`` if it has none or an invalid one."""
    form = YearForm(query)
    return form.cleaned_data["year"] if form.is_valid() else otherwise
