"""Forms of applying for the roll, of accepting an applicant, and of recruiting calls."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from hongmajia.core.fields import DayField, PhoneField, RowsField
from hongmajia.core.forms import SeenBy, date_input, show_readers
from hongmajia.people.enums import SkillGrade
from hongmajia.people.fields import WordsField
from hongmajia.people.honours import read_honours
from hongmajia.people.models import Helper, Honour, Team
from hongmajia.spelling import tidy_name
from hongmajia.unions.fields import RegionField
from hongmajia.unions.models import Union

from .evidence import EvidenceField
from .models import Application, RecruitingCall

MOST_HONOURS = 20
MOST_GROUPS = 30

GROUP = re.compile(r"(?P<name>.*?\S)[\s:：]+(?P<places>\d{1,4})\s*[人名位个]?")
"""A line that names a group, and how many people it wants."""


class ReapplyForm(forms.Form):
    """Who applies and what they can do; the evidence may stay the one that was sent."""

    contact_name = forms.CharField(
        label=_("姓名"), max_length=30, widget=forms.TextInput({"autocomplete": "name"})
    )
    trade = forms.CharField(label=_("工种、专业"), max_length=40, help_text=_("如：焊工、钳工。"))
    specialities = WordsField(
        label=_("专长"), required=False, help_text=_("最拿手的几样，用顿号隔开。")
    )
    skill_grade = forms.TypedChoiceField(
        label=_("技能等级"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("没有或不清楚")), *SkillGrade.choices],
    )
    workplace = forms.CharField(label=_("单位"), max_length=80, required=False)
    honours = forms.CharField(
        label=_("荣誉"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("一行一项，如：全国五一劳动奖章（中华全国总工会，2021年）。没有就空着。"),
    )
    evidence = EvidenceField(
        label=_("证明材料"),
        required=False,
        help_text=_(
            "荣誉证书或技能证书，一张照片，或者一个4页以内的PDF。只给核对的工会看，办完7天删掉。"
        ),
    )

    def clean_contact_name(self) -> str:
        """The name without needless blanks."""
        return tidy_name(self.cleaned_data["contact_name"])

    def clean_honours(self) -> str:
        """The honours as written; each must be understood as one of the roll."""
        written: str = self.cleaned_data["honours"]
        honours = read_honours(written)
        if len(honours) > MOST_HONOURS:
            raise forms.ValidationError(_now("荣誉最多写%(n)s项。") % {"n": MOST_HONOURS})
        for facts in honours:
            _refuse_unlikely(Honour(**facts))
        return written

    def facts(self) -> dict[str, Any]:
        """The facts as ``submit_application`` takes them."""
        return dict(self.cleaned_data)


def _refuse_unlikely(honour: Honour) -> None:
    """Say of which honour it is that something cannot be, such as its year."""
    try:
        honour.full_clean(exclude=["helper"])
    except forms.ValidationError as error:
        words = _now("“%(honour)s”：%(faults)s")
        faults = "".join(error.messages)
        raise forms.ValidationError(words % {"honour": honour, "faults": faults}) from error


class ApplicationForm(ReapplyForm):
    """Also where they live, their number where it is not proved, and what may be public where it
    is: a consent needs somebody who has given it.
    """

    phone = PhoneField(autocomplete="tel", help_text=_("工会打这个电话核对，以后用它登录。"))
    region = RegionField(label=_("在哪"))
    show_name = forms.BooleanField(
        label=_("同意公开我的姓名"),
        required=False,
        help_text=_("不同意，大家只看到您姓什么。随时可以改。"),
    )
    show_photo = forms.BooleanField(label=_("同意公开我的照片"), required=False)
    field_order = ["contact_name", "phone", "region"]

    def __init__(self, *args: Any, is_proved: bool, groups: Any = (), **options: Any) -> None:
        super().__init__(*args, **options)
        if groups:
            self.fields["wanted"] = forms.ModelChoiceField(
                groups, label=_now("申请哪一组"), empty_label=None, widget=forms.RadioSelect
            )
            self.order_fields(["contact_name", "phone", "region", "wanted"])
        self.fields["evidence"].required = True
        for name in ("phone",) if is_proved else ("show_name", "show_photo"):
            del self.fields[name]


class AcceptForm(forms.Form):
    """Into which team of the union, and which of its groups, an applicant is taken."""

    team = forms.ModelChoiceField(
        Helper.objects.none(), label=_("编入服务队"), required=False, empty_label=_("先不编队")
    )
    group = forms.CharField(
        label=_("小组"), max_length=40, required=False, help_text=_("没有这个组就新建一个。")
    )

    def __init__(self, data: Any = None, *, application: Application) -> None:
        call = application.call
        group = application.wanted.name if application.wanted and call and call.team_id else ""
        super().__init__(data, initial={"team": call and call.team_id, "group": group})
        teams = Helper.objects.teams().filter(union=application.union, is_active=True)
        if call and call.team_id:
            teams |= Helper.objects.teams().filter(pk=call.team_id, is_active=True)
        self.fields["team"].queryset = teams.order_by("name")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A group belongs to a team."""
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        if facts.get("group") and not facts.get("team"):
            self.add_error("team", _now("写了小组，请选服务队。"))
        return facts


class GroupsField(forms.CharField):
    """Groups with how many people each wants, one a line: ``电气 12``; the form gets pairs."""

    def clean(self, value: Any) -> Any:
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if len(lines) > MOST_GROUPS:
            raise forms.ValidationError(_now("最多写%(n)s组。") % {"n": MOST_GROUPS})
        return [self._read(line) for line in lines]

    def _read(self, line: str) -> tuple[str, int]:
        found = GROUP.fullmatch(line)
        if not found or not 1 <= int(found["places"]) <= 500 or len(found["name"]) > 40:
            words = _now("“%(line)s”没看懂，请写成“电气 12”：哪一组，空一格，要几个人。")
            raise forms.ValidationError(words % {"line": line[:20]})
        return found["name"], int(found["places"])

    def prepare_value(self, value: Any) -> Any:
        """Pairs as lines; what was typed stays."""
        if isinstance(value, str) or value is None:
            return value
        return "\n".join(f"{name} {places}" for name, places in value)


class RecruitingForm(forms.ModelForm):
    """The texts of a recruiting call, its last day, the team it is for, and the groups wanted."""

    groups = GroupsField(
        label=_("招几组、几个人"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("一行一组，如“电气 12”。不分组就空着。"),
    )
    field_order = ["title", "wanted", "groups"]

    class Meta:
        model = RecruitingCall
        fields = ["title", "wanted", "team", "until", "text"]
        field_classes = {"until": DayField}
        widgets = {"text": forms.Textarea({"rows": 8}), "until": date_input()}
        help_texts = {
            "wanted": _("什么工种、什么水平，一句话。"),
            "until": _("过了这一天，公开的清单里就没有了。"),
        }

    def __init__(self, *args: Any, unions: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        teams = Team.objects.filter(helper__union__in=unions, helper__is_active=True)
        field: Any = self.fields["team"]
        field.queryset = teams.select_related("helper").order_by("helper__name")
        field.empty_label = _("招进名册，不分队")
        if self.instance.pk:
            groups = self.instance.groups.all()
            self.initial["groups"] = [(one.name, one.places) for one in groups]
        show_readers(self, title=SeenBy.ALL, wanted=SeenBy.ALL, text=SeenBy.ALL)

    def _post_clean(self) -> None:
        """Skip the validation of the model, which the action does; the form checks its fields."""

    def facts(self) -> dict[str, Any]:
        """The facts as the actions take them."""
        return dict(self.cleaned_data)


class NewRecruitingForm(RecruitingForm):
    """A new call, for which the union can be chosen."""

    union = forms.ModelChoiceField(Union.objects.none(), label=_("哪个工会的"), empty_label=None)
    field_order = ["union", "title", "wanted", "groups"]

    def __init__(self, *args: Any, unions: Any, **options: Any) -> None:
        super().__init__(*args, unions=unions, **options)
        field: Any = self.fields["union"]
        field.queryset = unions
        field.initial = unions.first()


class ChoosingForm(forms.Form):
    """Those who are chosen among the applications of a call."""

    chosen = RowsField(
        label=_("选定"), queryset=Application.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args: Any, waiting: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["chosen"]
        field.queryset = waiting


class NoticeForm(forms.Form):
    """For which days those chosen are made known, and who hears objections."""

    opens_on = DayField(label=_("公示从哪天起"), widget=date_input())
    closes_on = DayField(label=_("公示到哪天为止"), widget=date_input())
    contact = forms.CharField(
        label=_("有意见找谁"), max_length=80, help_text=_("部门和电话，如“组织部 0571-12351”。")
    )
