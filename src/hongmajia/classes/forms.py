"""Forms of classes: the class, its sessions, learners, attendance, grades."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import SignedIn
from hongmajia.core.fields import DayField, PhoneField
from hongmajia.core.forms import FactsForm, SeenBy, date_input, show_readers
from hongmajia.people.enums import SkillGrade
from hongmajia.people.meant import artisans_meant, the_artisan
from hongmajia.services.forms.second_word import SecondWordMixin

from .facts import CLASS_FACTS, LEARNER_FACTS
from .models import HALF, LONGEST, Learner, Session, TrainingClass

DECIMAL = {"inputmode": "decimal", "step": "0.5"}


class ClassForm(FactsForm, forms.ModelForm):
    """A class: what is taught, by whom, where."""

    fact_set = CLASS_FACTS

    taught_by = forms.CharField(
        label=gettext_lazy("谁来教"),
        max_length=30,
        help_text=gettext_lazy(
            "您管的名册上的师傅，写姓名或者手机号，上课算他的服务；不在名册上的写姓名。"
        ),
    )
    field_order = [
        "title", "union", "trade", "taught_by", "region", "place", "hours_needed", "text",
    ]  # fmt: skip

    class Meta:
        model = TrainingClass
        fields = ["title", "union", "trade", "region", "place", "hours_needed", "text"]
        widgets = {"text": forms.Textarea({"rows": 3}), "hours_needed": forms.NumberInput(DECIMAL)}
        help_texts = {
            "title": gettext_lazy("如“专业技术人才知识更新班”。核验证明的页上会写，不要写人名。"),
            "hours_needed": gettext_lazy("到课满这么多学时，可以发结业证明。"),
        }

    def __init__(self, *args: Any, actor: SignedIn, unions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        if self.instance.pk:
            del self.fields["union"]
            made = self.instance
            self.initial["taught_by"] = made.teacher.name if made.teacher else made.teacher_name
            return
        choice: Any = self.fields["union"]
        choice.queryset, choice.empty_label = unions, None

    def _post_clean(self) -> None:
        """Skip the validation of the model, which the action does; the form checks its fields."""

    def clean(self) -> dict[str, Any]:
        """Find the teacher on the rolls; whoever is on none is kept as a name."""
        cleaned = super().clean() or self.cleaned_data
        written = cleaned.pop("taught_by", "")
        if not written:
            return cleaned
        people = artisans_meant([written], self.actor)
        cleaned["teacher"] = the_artisan(people, written) if people.find(written) else None
        cleaned["teacher_name"] = "" if cleaned["teacher"] else written
        return cleaned

    def facts(self) -> dict[str, Any]:
        """All facts; the action finds out which differ."""
        cleaned = self.cleaned_data
        return {name: cleaned[name] for name in self.fact_set.names if name in cleaned}


class SessionForm(SecondWordMixin, forms.Form):
    """Day, time and hours of one session."""

    day = DayField(label=gettext_lazy("哪一天"), widget=date_input())
    time = forms.TimeField(
        label=gettext_lazy("几点开始"), widget=forms.TimeInput({"type": "time"}), initial="18:30"
    )
    until = forms.TimeField(
        label=gettext_lazy("几点结束"), widget=forms.TimeInput({"type": "time"}), initial="20:30"
    )
    hours = forms.DecimalField(
        label=gettext_lazy("学时"), min_value=HALF, max_value=LONGEST, decimal_places=1,
        initial=2, widget=forms.NumberInput(DECIMAL), help_text=gettext_lazy("一学时45分钟。"),
    )  # fmt: skip
    place = forms.CharField(label=gettext_lazy("地点"), max_length=120, required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the start."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("time") and cleaned.get("until") and cleaned["until"] <= cleaned["time"]:
            self.add_error("until", _("结束要晚于开始。"))
        return cleaned

    def facts(self) -> dict[str, Any]:
        """The arguments of ``plan_session``."""
        cleaned = self.cleaned_data
        begins, ends = (
            timezone.make_aware(datetime.combine(cleaned["day"], cleaned[name]))
            for name in ("time", "until")
        )
        return {
            "starts_at": begins, "ends_at": ends, "hours": cleaned["hours"],
            "place": cleaned["place"],
        }  # fmt: skip


def after(session: Session | None) -> dict[str, Any]:
    """What the form of the next session begins with: a week after the last, at the same time."""
    if session is None:
        return {}
    begins = timezone.localtime(session.activity.starts_at)
    ends = timezone.localtime(session.activity.ends_at)
    return {
        "day": begins.date() + timedelta(days=7), "time": begins.time(), "until": ends.time(),
        "hours": session.hours, "place": session.activity.place,
    }  # fmt: skip


class LearnerForm(FactsForm, forms.ModelForm):
    """Somebody on the roster; of a minor the guardian, and when they agreed."""

    fact_set = LEARNER_FACTS

    phone = PhoneField(required=False)
    guardian_phone = PhoneField(label=gettext_lazy("监护人手机号"), required=False)
    guardian_agreed_on = DayField(
        label=gettext_lazy("监护人哪天同意的"), required=False, widget=date_input()
    )
    field_order = [
        "name", "workplace", "phone", "grade_before", "is_minor", "guardian_name",
        "guardian_phone", "guardian_agreed_on",
    ]  # fmt: skip

    class Meta:
        model = Learner
        fields = ["name", "workplace", "grade_before", "is_minor", "guardian_name"]
        help_texts = {
            "is_minor": gettext_lazy("要监护人同意才能登记；只留监护人的手机号，不留孩子的。"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["guardian_agreed_on"] = self.instance.guardian_agreed_on
            for name in ("phone", "guardian_phone"):
                field = self.fields[name]
                assert isinstance(field, PhoneField)
                field.keep(getattr(self.instance, name))
        show_readers(self, **dict.fromkeys(self.fields, SeenBy.UNIONS))

    def _post_clean(self) -> None:
        """Skip the validation of the model, which the action does; the form checks its fields."""

    def facts(self) -> dict[str, Any]:
        """All facts; the action finds out which differ."""
        return dict(self.cleaned_data)


class GradeForm(forms.Form):
    """The grade that a learner reached."""

    grade = forms.TypedChoiceField(
        label=gettext_lazy("达到的技能等级"), choices=SkillGrade.choices, coerce=int
    )
    on = DayField(label=gettext_lazy("哪天评上的"), widget=date_input())


class AttendanceForm(forms.Form):
    """The roster with a box for each learner, and the hours of those who left early."""

    def __init__(self, *args: Any, session: Session, learners: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.session, self.learners = session, list(learners)
        there = {row.learner_id: row.hours for row in session.presences.all()}
        for learner in self.learners:
            hours = there.get(learner.pk)
            self.fields[f"came-{learner.pk}"] = forms.BooleanField(
                label=learner.name, required=False, initial=hours is not None
            )
            self.fields[f"hours-{learner.pk}"] = forms.DecimalField(
                label=_("%(person)s到了几个学时") % {"person": learner.name}, required=False,
                min_value=HALF, max_value=session.hours, decimal_places=1,
                initial=(hours or session.hours).normalize(), widget=forms.NumberInput(DECIMAL),
            )  # fmt: skip
        self.fields["taught"] = forms.CharField(
            label=_("讲了什么"), required=False, max_length=2000,
            widget=forms.Textarea({"rows": 3}),
            help_text=_("写了就一起存成这次课的服务记录；以后再写也行。"),
        )  # fmt: skip
        if hasattr(session.activity, "record"):
            del self.fields["taught"]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Each learner with the two fields."""
        return [
            {
                "learner": learner,
                "came": self[f"came-{learner.pk}"],
                "hours": self[f"hours-{learner.pk}"],
            }
            for learner in self.learners
        ]

    def present(self) -> dict[Learner, Decimal]:
        """Who came, and for how many hours; where nothing is said, for all."""
        cleaned = self.cleaned_data
        return {
            learner: cleaned.get(f"hours-{learner.pk}") or self.session.hours
            for learner in self.learners
            if cleaned.get(f"came-{learner.pk}")
        }
