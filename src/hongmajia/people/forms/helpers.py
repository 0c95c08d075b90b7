"""Forms of artisans and teams."""

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from hongmajia.core.fields import DayField, PhoneField, keep_number
from hongmajia.core.forms import FactsForm, date_input
from hongmajia.core.themes import ThemeField, keep_theme
from hongmajia.spelling import name_key, says_nothing
from hongmajia.unions.fields import RegionField
from hongmajia.unions.models import Union, User

from ..enums import SkillGrade, TeamRole
from ..facts import ARTISAN_FACTS, HONOUR_FACTS, TEAM_FACTS, HonourFacts
from ..fields import (
    AccountField,
    PhotoField,
    VolunteerNumberField,
    WeekdaysField,
    WordsField,
)
from ..honours import title_and_year
from ..models import (
    EARLIEST,
    Artisan,
    Helper,
    Honour,
    this_year,
)
from ..queries import senders_known, unions_that_may_award, unions_to_choose
from ..validators import validate_past

# --- the roll -------------------------------------------------------------------------------


class CapacityForm(FactsForm, forms.ModelForm):
    """How many jobs a helper takes, how far away and on which days; base of all helper forms."""

    fact_set = TEAM_FACTS

    weekdays = WeekdaysField(
        label=_("哪几天有空"), required=False, help_text=_("一天也不选，就是工作日都可以。")
    )

    class Meta:
        model = Helper
        fields = ["weekly_capacity", "radius_km", "weekdays", "online_ok"]


class HelperForm(CapacityForm):
    """The facts of a helper that a union's staff enter; base of the next two forms."""

    specialities = WordsField(
        label=_("专长"), required=False, help_text=_("最拿手的几样，用顿号隔开。")
    )
    region = RegionField(by_city=False, required=False, empty_label=_("不在本省"))
    campaign = ThemeField()

    class Meta(CapacityForm.Meta):
        fields = [
            "name", "union", "trade", "specialities", "workplace", "region", "place_text", "bio",
            *CapacityForm.Meta.fields,
        ]  # fmt: skip
        widgets = {"bio": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        union: Any = self.fields["union"]
        union.queryset = unions_to_choose(user, self.instance.union_id)
        union.initial = user.home_union
        union.empty_label = None
        if self.instance.pk:
            del self.fields["campaign"]  # its page has the themes
        else:
            keep_theme(self, "helpers", user)


class TeamForm(HelperForm):
    """The facts of a service team."""

    founded_on = DayField(
        label=_("成立日期"), required=False, widget=date_input(), validators=[validate_past]
    )
    field_order = ["name", "union", "founded_on", "trade"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["name"].label = _("队名")
        self.fields["workplace"].label = _("依托单位")
        if self.instance.pk:
            self.initial["founded_on"] = self.instance.team.founded_on


class ArtisanForm(HelperForm):
    """The facts of an artisan. The stored phone number is not shown; left empty, it is kept."""

    fact_set = ARTISAN_FACTS

    phone = PhoneField(required=False)
    skill_grade = forms.TypedChoiceField(
        label=_("技能等级"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("不清楚")), *SkillGrade.choices],
    )
    trade_since = forms.IntegerField(
        label=_("入行年份"),
        required=False,
        validators=[MinValueValidator(EARLIEST), MaxValueValidator(this_year)],
    )
    volunteer_number = VolunteerNumberField()
    photo = PhotoField(label=_("照片"), required=False)
    user = AccountField(
        label=_("登录账号"),
        required=False,
        help_text=_("有账号才能自己接单、改资料；没有可以先空着。"),
    )

    field_order = ["name", "phone", "union", "trade", "skill_grade", "trade_since"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["name"].label = _("姓名")
        if self.instance.pk:
            self._start_from(self.instance.artisan)

    def _start_from(self, artisan: Artisan) -> None:
        self.initial["skill_grade"] = artisan.skill_grade
        self.initial["trade_since"] = artisan.trade_since
        self.initial["volunteer_number"] = artisan.volunteer_number
        self.initial["user"] = artisan.user_id
        keep_number(self, "phone", artisan.phone)

    def clean_user(self) -> User | None:
        user = self.cleaned_data["user"]
        if user and Artisan.objects.filter(user=user).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("这个账号已经是另一位师傅的了。"))
        return user


class HonourForm(FactsForm, forms.ModelForm):
    """One honour."""

    fact_set = HONOUR_FACTS

    class Meta:
        model = Honour
        fields = ["title", "level", "awarded_by", "year"]

    def clean(self) -> dict[str, Any]:
        """A year that stands in the title becomes the year."""
        facts = super().clean() or self.cleaned_data
        title, year = title_and_year(facts.get("title", ""))
        if title and year and facts.get("year") in (None, year):
            facts["title"], facts["year"] = title, year
        if facts.get("title") and says_nothing(facts["title"]):
            self.add_error("title", _("没有荣誉就空着。"))
        return facts


class BaseHonourFormSet(forms.BaseFormSet):
    """The honours of a helper."""

    def facts(self) -> list[HonourFacts]:
        """The honours without empty forms and those marked for deletion."""
        kept = [form for form in self.forms if form not in self.deleted_forms]
        return [HonourFacts(**form.facts()) for form in kept if form.cleaned_data]


HonourFormSet: Any = forms.formset_factory(
    HonourForm, formset=BaseHonourFormSet, extra=2, can_delete=True, max_num=20, validate_max=True
)


# --- what helpers enter themselves --------------------------------------------------------------


class AvailabilityForm(CapacityForm):
    """How many jobs a team takes, entered by its leader."""


class MyForm(CapacityForm):
    """How many jobs an artisan takes, their phone and photograph, and what may be public."""

    fact_set = ARTISAN_FACTS

    phone = PhoneField(required=False)
    photo = PhotoField(label=_("照片"), required=False, help_text=_("只留画面，拍摄地点会去掉。"))
    volunteer_number = VolunteerNumberField()
    show_name = forms.BooleanField(
        label=_("同意公开我的姓名"),
        required=False,
        help_text=_("不同意，大家只看到您姓什么。随时可以改。"),
    )
    show_photo = forms.BooleanField(label=_("同意公开我的照片"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        artisan = self.instance.artisan
        keep_number(self, "phone", artisan.phone)
        self.initial["volunteer_number"] = artisan.volunteer_number
        self.initial["show_name"] = artisan.name_consent_at is not None
        self.initial["show_photo"] = artisan.photo_consent_at is not None

    def consents(self) -> tuple[bool, bool]:
        """Whether the name may be shown, and whether the photograph may be."""
        return self.cleaned_data["show_name"], self.cleaned_data["show_photo"]


class PauseForm(forms.Form):
    """Until when a helper is paused, and why."""

    until = DayField(label=_("暂停到哪一天"), widget=date_input())
    reason = forms.CharField(
        label=_("为什么"), max_length=200, required=False, help_text=_("只有工会看得见。")
    )

    def clean_until(self) -> Any:
        until = self.cleaned_data["until"]
        if until < timezone.localdate():
            raise forms.ValidationError(_("请选今天或以后的日子。"))
        return until


class ConsentForm(forms.Form):
    """The written consent of an artisan without an account, entered by their union."""

    name = forms.BooleanField(label=_("同意公开姓名"), required=False)
    photo = forms.BooleanField(label=_("同意公开照片"), required=False)
    note = forms.CharField(
        label=_("书面同意存在哪里"), max_length=200, required=False, help_text=_("只有工会看得见。")
    )


# --- teams ----------------------------------------------------------------------------------


class TeamMemberForm(forms.Form):
    """A member of a team, with group and role."""

    artisan = forms.ModelChoiceField(
        Helper.objects.filter(is_active=True).artisans(), widget=forms.HiddenInput
    )
    group = forms.CharField(label=_("小组"), max_length=40, required=False)
    role = forms.ChoiceField(label=_("任"), choices=TeamRole.choices, initial=TeamRole.MEMBER)


class FlagForm(forms.Form):
    """When the flag was awarded, and by which union."""

    on = DayField(label=_("授旗日期"), widget=date_input(), initial=timezone.localdate)
    by = forms.ModelChoiceField(Union.objects.none(), label=_("授旗单位"))

    def __init__(self, *args: Any, team: Helper, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["by"].queryset = unions_that_may_award(team, user)  # type: ignore[attr-defined]
        self.fields["by"].initial = team.union_id


class SenderForm(forms.Form):
    """The association that sends a team."""

    sender = forms.ChoiceField(
        label=_("派出单位"), required=False, help_text=_("哪个协会派的队；不是协会派的不用选。")
    )
    other = forms.CharField(
        label=_("上面没有，写全称"), max_length=60, required=False,
        help_text=_("如“浙江省劳模协会”。写过一次，以后就可以选。"),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, team: Helper) -> None:
        super().__init__(data, initial={"sender": team.team.sent_by})
        choice: Any = self.fields["sender"]
        choice.choices = [("", _("不是协会派的")), *((one, one) for one in senders_known(team))]

    def clean_other(self) -> str:
        """A known one in another spelling is that one."""
        written = str(self.cleaned_data["other"]).strip()
        choice: Any = self.fields["sender"]
        known = {name_key(one): one for one, _label in choice.choices if one}
        return known.get(name_key(written), written)

    def clean(self) -> dict[str, Any]:
        """Only one of the two is given; the one that stands there already may stay chosen."""
        said = super().clean() or self.cleaned_data
        chosen, other = said.get("sender", ""), said.get("other", "")
        if other and chosen not in ("", other, self.initial["sender"]):
            self.add_error("other", _now("上面已经选了一个，请只留一个。"))
        return said

    def facts(self) -> dict[str, str]:
        """The argument of ``name_sender``."""
        return {"sender": self.cleaned_data["other"] or self.cleaned_data["sender"]}
