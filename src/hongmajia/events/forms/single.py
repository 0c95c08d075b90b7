"""Forms of one thing: units, ceremony, heads, question, photograph, feedback, evaluation."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from hongmajia.core.actors import SignedIn
from hongmajia.core.fields import DayField, PhoneField, RowsField
from hongmajia.core.forms import FactsForm, SeenBy, date_input, show_readers
from hongmajia.people.fields import PhotoField, RegionFilter
from hongmajia.people.models import Apprenticeship
from hongmajia.services.enums import Attendee, VenueKind
from hongmajia.services.fields import FirmField
from hongmajia.services.models import Activity
from hongmajia.unions.enums import Section

from ..enums import UnitRole, Usefulness
from ..facts import QUESTION_FACTS
from ..models import MOST_HEADS, AgendaItem, Criterion, EventPhoto, Flag, Question, Seal
from .fields import ArtisanField, TeamsField, UnitsField


class UnitsForm(forms.Form):
    """Theme, kind of place and host; the units in their roles."""

    theme = forms.CharField(label=_("主题"), max_length=80, required=False)
    venue_kind = forms.ChoiceField(
        label=_("什么样的地方"), required=False,
        choices=[("", _("请选择")), *VenueKind.choices],
    )  # fmt: skip
    host = FirmField(label=_("东道企业"), help_text=_("在哪家企业办，写登记过的全称或代码。"))

    def __init__(self, *args: Any, activity: Activity, **options: Any) -> None:
        super().__init__(*args, **options)
        help_text = _("一行一个：工会、协会、企业，写全称；没有登记的也可以写。")
        for role, label in UnitRole.choices:
            self.fields[role] = UnitsField(label=label, help_text=help_text)
        names: dict[str, list[str]] = {role: [] for role in UnitRole.values}
        for part in activity.parts.all():
            names[part.role].append(part.name)
        setting = {"theme": activity.theme, "venue_kind": activity.venue_kind}
        lines = {role: "\n".join(named) for role, named in names.items()}
        self.initial.update(setting, host=activity.host, **lines)

    def setting(self) -> dict[str, Any]:
        """The facts of the activity itself."""
        return {name: self.cleaned_data[name] for name in ("theme", "venue_kind", "host")}

    def units(self) -> dict[str, list[Any]]:
        """Role → units."""
        return {role: self.cleaned_data[role] for role in UnitRole.values}


class FlagChoice(RowsField):
    """Choice of planned flags."""


class SealChoice(RowsField):
    """Choice of planned pairs."""

    def label_from_instance(self, seal: Seal) -> str:
        pair = seal.apprenticeship
        return f"{pair.master.name} — {pair.apprentice_name}（{pair.skill}）"


class PairChoice(RowsField):
    """Choice of open pairs."""

    def label_from_instance(self, pair: Apprenticeship) -> str:
        return f"{pair.master.name} — {pair.apprentice_name}（{pair.skill}，{pair.workplace}）"


class CeremonyPlanForm(forms.Form):
    """Which flags will be handed over and which pairs sealed."""

    flags = TeamsField(
        label=_("给哪些队授旗"),
        help_text=_("一行一支队，写队名；给队里的组授旗，写“队名/组名”。"),
    )
    made = FlagChoice(
        label=_("哪些旗已经做好"), queryset=Flag.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    pairs = PairChoice(
        label=_("哪些师徒结对"), queryset=Apprenticeship.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("已经登记、还没有在仪式上结过对的。没有登记的，先在“一次登记20对”里登记。"),
    )  # fmt: skip

    def __init__(self, *args: Any, activity: Activity, pairs: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        planned = list(activity.flags.select_related("team"))
        teams, made, choice = (self.fields[name] for name in ("flags", "made", "pairs"))
        assert isinstance(teams, TeamsField)
        assert isinstance(made, RowsField)
        assert isinstance(choice, RowsField)
        teams.root, made.queryset, choice.queryset = activity.union, activity.flags.all(), pairs
        self.initial.update(
            flags="\n".join(map(_line_of, planned)),
            made=[flag.pk for flag in planned if flag.is_made],
            pairs=list(activity.seals.values_list("apprenticeship", flat=True)),
        )
        if not planned:
            del self.fields["made"]
        if not pairs:
            del self.fields["pairs"]


def _line_of(flag: Flag) -> str:
    """The flag as ``TeamsField`` reads it."""
    return "/".join(filter(None, (flag.team.name, flag.group_name)))


class CeremonyForm(forms.Form):
    """What took place at the ceremony, short enough to be recorded on a phone."""

    on = DayField(label=_("哪一天"), widget=date_input())
    flags = FlagChoice(
        label=_("授了旗的队"), queryset=Flag.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    seals = SealChoice(
        label=_("结了对的师徒"), queryset=Seal.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    signed = SealChoice(
        label=_("当场签好协议的"), queryset=Seal.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("没有签的，以后在师徒结对里登记。"),
    )  # fmt: skip
    photo = PhotoField(label=_("照片"), required=False)
    shows_faces = forms.BooleanField(label=_("照片上有人脸"), required=False, initial=True)
    consent_note = forms.CharField(
        label=_("本人同意公开，存在哪里"), max_length=200, required=False,
        help_text=_("有人脸的，本人同意以后才公开。如“工会档案2026-5”。"),
    )  # fmt: skip

    def __init__(self, *args: Any, activity: Activity, **options: Any) -> None:
        super().__init__(*args, **options)
        flags = activity.flags.select_related("team")
        seals = activity.seals.select_related("apprenticeship__master__artisan")
        unsigned = seals.filter(apprenticeship__signed_on=None)
        for name, rows in (("flags", flags), ("seals", seals), ("signed", unsigned)):
            field = self.fields[name]
            assert isinstance(field, RowsField)
            field.queryset = rows
            self.initial[name] = [row.pk for row in rows]
            if not self.initial[name]:
                del self.fields[name]


class HeadsForm(forms.Form):
    """Heads counted by hand, by group."""

    def __init__(self, *args: Any, activity: Activity, **options: Any) -> None:
        super().__init__(*args, **options)
        there = dict(activity.headcounts.values_list("group", "heads"))
        for group, label in Attendee.choices:
            self.fields[group] = forms.IntegerField(
                label=label, min_value=0, max_value=MOST_HEADS, required=False,
                initial=there.get(group),
            )  # fmt: skip


class QuestionForm(FactsForm, forms.ModelForm):
    """A question that was raised, with its answer."""

    fact_set = QUESTION_FACTS

    answered_by = ArtisanField(
        label=_("哪位师傅答的"), required=False, help_text=_("名册上的，写姓名或手机号。")
    )

    class Meta:
        model = Question
        fields = ["text", "asked_by", "answer", "answered_by", "answerer"]
        widgets = {"text": forms.Textarea({"rows": 2}), "answer": forms.Textarea({"rows": 4})}
        help_texts = {
            "asked_by": _("不写名字，如“一位队员”“企业的技术员”。"),
            "answerer": _("不在名册上的，如“企业的工程师”。"),
        }

    def __init__(self, *args: Any, actor: SignedIn, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["answered_by"]
        field.actor = actor

    def _post_clean(self) -> None:
        """Skip the validation of the model, which the action does; the form checks its fields."""


class EventPhotoForm(forms.ModelForm):
    """A photograph with caption and consent."""

    image = PhotoField(label=_("照片"))

    class Meta:
        model = EventPhoto
        fields = ["image", "caption", "shows_faces", "consent_note"]
        help_texts = {"consent_note": _("有人脸的，本人同意以后才公开。如“工会档案2026-5”。")}

    def _post_clean(self) -> None:
        """Skip the validation of the model, which the action creates."""


class ItemChoice(RowsField):
    """Choice of points of the agenda."""

    def label_from_instance(self, item: AgendaItem) -> str:
        return item.heading


NO, YES = "no", "yes"


class SayForm(forms.Form):
    """What people say by the QR code; 30 seconds on a phone."""

    useful = forms.TypedChoiceField(
        label=_("对您的工作"), choices=Usefulness.choices, coerce=int, widget=forms.RadioSelect
    )
    helped = ItemChoice(
        label=_("哪一段最有用"), queryset=AgendaItem.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    words = forms.CharField(
        label=_("想说一句"), max_length=200, required=False, widget=forms.Textarea({"rows": 3})
    )
    has_problem = forms.ChoiceField(
        label=_("厂里有难题要人看吗"), choices=[(YES, _("有，留个电话")), (NO, _("暂时没有"))],
        initial=NO, widget=forms.RadioSelect,
    )  # fmt: skip
    problem = forms.CharField(
        label=_("什么难题"), max_length=600, required=False, widget=forms.Textarea({"rows": 3})
    )
    name = forms.CharField(label=_("怎么称呼"), max_length=30, required=False)
    phone = PhoneField(autocomplete="tel", required=False)

    def __init__(self, *args: Any, items: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choice = self.fields["helped"]
        assert isinstance(choice, RowsField)
        choice.queryset = items
        if not items:
            del self.fields["helped"]
        readers = ("words", "problem", "name", "phone")
        show_readers(self, **dict.fromkeys(readers, SeenBy.UNIONS))

    def clean(self) -> dict[str, Any]:
        """Who has a problem says what it is and how they are reached; else that is dropped."""
        said = super().clean() or self.cleaned_data
        asks = said.pop("has_problem", NO) == YES
        for name in ("problem", "name", "phone"):
            if not asks:
                self.errors.pop(name, None)
                said[name] = ""
            elif not said.get(name) and name not in self.errors:
                self.add_error(name, _now("请填写，工会好找您。"))
        return said


class EvaluationForm(forms.Form):
    """Marks for each criterion, and words."""

    def __init__(self, *args: Any, criteria: Iterable[Criterion], **options: Any) -> None:
        super().__init__(*args, **options)
        self.criteria = {f"marks_{one.pk}": one for one in criteria}
        for name, one in self.criteria.items():
            label = _("%(name)s（满分%(most)s）") % {"name": one.name, "most": one.most}
            self.fields[name] = forms.IntegerField(label=label, min_value=0, max_value=one.most)
        self.fields["words"] = forms.CharField(
            label=_("评语"), max_length=600, widget=forms.Textarea({"rows": 4})
        )

    def marks(self) -> dict[Criterion, int]:
        """Criterion → marks."""
        return {one: self.cleaned_data[name] for name, one in self.criteria.items()}


class InviteForm(forms.Form):
    """Whom to invite: an industry and a place, which may both be left open."""

    section = forms.ChoiceField(
        label=_("行业"), required=False, choices=[("", _("所有行业")), *Section.choices]
    )
    region = RegionFilter()
