"""Imports of the rosters and the sessions of classes; each row names its class."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from hongmajia.core.actors import SignedIn
from hongmajia.core.cells import ChosenWord, Doubt, FactsRow, KnownName, RowForm, YesNo
from hongmajia.core.clocks import is_workday
from hongmajia.core.closed_years import of_open_years
from hongmajia.core.fields import DayField, PhoneField, TimeCell
from hongmajia.core.importers import Importer
from hongmajia.core.known_names import KnownNames
from hongmajia.core.name_fields import NameInput
from hongmajia.people.enums import SkillGrade
from hongmajia.services.bookings import SecondWord
from hongmajia.unions.enums import KEEPERS
from hongmajia.unions.querysets import under

from .actions import enroll, plan_session, strike_off
from .facts import LEARNER_FACTS
from .models import HALF, LONGEST, Learner, Session, TrainingClass

MOST_CLASSES = 1000
"""Classes among which the names of a file are looked for, the latest first."""


def classes_kept_by(actor: SignedIn) -> KnownNames:
    """The classes of the actor's unions in years that are not closed, by name."""
    known = KnownNames()
    mine = TrainingClass.objects.filter(under(actor.scope(*KEEPERS)))
    for made in of_open_years(mine).select_related("union", "season")[:MOST_CLASSES]:
        known.add(made, made.title, apart=f"{made.union}{made.season.year}")
    return known


class ClassRow(RowForm):
    """A row about one class."""

    of_class = KnownName(label=_("培训班"), help_text=_("系统里的班名"))

    def __init__(self, data: Any, **options: Any) -> None:
        super().__init__(data, **options)
        field: Any = self.fields["of_class"]
        field.known = self.shared["classes"]


class LearnerRow(FactsRow, ClassRow):
    """Somebody on the roster; of a minor the guardian and when they agreed."""

    fact_set = LEARNER_FACTS
    field_order = ["of_class", "name", "workplace", "phone", "grade_before", "is_minor"]

    name = NameInput(label=_("姓名"), max_length=30)
    workplace = forms.CharField(label=_("单位、学校"), max_length=80, required=False)
    phone = PhoneField(required=False, help_text=_("未成年的不填，填监护人的"))
    grade_before = ChosenWord(
        label=_("原来的技能等级"), choices=SkillGrade.choices, required=False, otherwise=None
    )
    is_minor = YesNo(label=_("未满18周岁"))
    guardian_name = NameInput(label=_("监护人姓名"), max_length=30, required=False)
    guardian_phone = PhoneField(label=_("监护人手机号"), required=False)
    guardian_agreed_on = DayField(label=_("监护人哪天同意的"), required=False)

    def clean(self) -> dict[str, Any]:
        """Whose number is needed, the guardian's consent, and nobody twice on a roster."""
        said = super().clean() or self.cleaned_data
        if self.errors:
            return said
        wanted = ["phone"]
        if said["is_minor"]:
            wanted = ["guardian_name", "guardian_phone", "guardian_agreed_on"]
        for name in wanted:
            if not said[name]:
                self.add_error(name, _now("这一格不能空，请填写。"))
        if not self.errors and self._key() in self.shared["there"]:
            words = _now("%(person)s已经在名册上了。") % {"person": said["name"]}
            self.add_error("name", words)
        agreed = said.get("guardian_agreed_on")
        if agreed and agreed > timezone.localdate() and "guardian_agreed_on" not in self.errors:
            self.add_error("guardian_agreed_on", _now("这一天还没到。"))
        return said

    def _key(self) -> tuple[int, str, str]:
        said = self.cleaned_data
        number = said["guardian_phone"] if said["is_minor"] else said["phone"]
        return said["of_class"].pk, said["name"], number


class SessionRow(ClassRow):
    """One session of a class."""

    day = DayField(label=_("哪一天"))
    begins = TimeCell(label=_("几点开始"), help_text=_("如18:30"))
    ends = TimeCell(label=_("几点结束"), help_text=_("如20:30"))
    hours = forms.DecimalField(
        label=_("学时"), min_value=HALF, max_value=LONGEST, decimal_places=1,
        help_text=_("一学时45分钟"),
    )  # fmt: skip
    place = forms.CharField(
        label=_("地点"), max_length=120, required=False, help_text=_("空着就在班上写的地方")
    )

    def clean(self) -> dict[str, Any]:
        """The end is later than the start, and the time is long enough for the hours."""
        said = super().clean() or self.cleaned_data
        if self.errors:
            return said
        begins, ends = self.times()
        if ends <= begins:
            self.add_error("ends", _now("结束要晚于开始。"))
        elif said["hours"] * 2700 > (ends - begins).total_seconds():  # 学时 of 45 minutes
            self.add_error("hours", _now("学时比上课的时间还长，请核对：一学时45分钟。"))
        elif (said["of_class"].pk, begins) in self.shared["there"]:
            self.add_error("begins", _now("这个时间已经有一次课，请删掉这一行。"))
        return said

    def doubts(self) -> Iterable[Doubt]:
        """A day off to come is asked about, as in the form."""
        day = self.cleaned_data["day"]
        if day >= timezone.localdate() and not is_workday(day):
            yield Doubt(_now("%(day)s休息，就定这一天吗？") % {"day": date_format(day)})

    def times(self) -> tuple[datetime, datetime]:
        """When it begins and ends."""
        said = self.cleaned_data
        begins, ends = (
            timezone.make_aware(datetime.combine(said["day"], said[name]))
            for name in ("begins", "ends")
        )
        return begins, ends


class ClassImport(Importer):
    """What the imports about classes have in common."""

    right = "classes.open"
    section = "activities"
    list_url = "class_list"
    page = "training_class"

    def link_to(self, made: Any) -> tuple[str, str]:
        """With the page of the class."""
        return f"{made.of_class} {made}", super().link_to(made.of_class)[1]


class LearnerImport(ClassImport):
    """The import of rosters."""

    kind = "learners"
    title = _("培训班学员")
    measure = _("人")
    form = LearnerRow
    unique = (("of_class", "name", "phone", "guardian_phone"),)
    most_rows = 2000
    kept_model = Learner
    examples = {
        "of_class": "专业技术人才知识更新班", "name": "吴小明", "workplace": "某某精工机械有限公司",
        "phone": "13800000000", "grade_before": "中级工", "is_minor": "否",
    }  # fmt: skip

    def shared(self, actor: SignedIn, rows: Sequence[Mapping[str, str]]) -> dict[str, Any]:
        mine = Learner.objects.filter(under(actor.scope(*KEEPERS), "of_class__union__path"))
        names = {row.get("name", "").strip() for row in rows}
        there = mine.filter(name__in=names)
        return {
            "classes": classes_kept_by(actor),
            "there": {(one.of_class_id, one.name, one.number) for one in there},
        }

    def apply(self, row: LearnerRow, actor: SignedIn) -> Learner:
        return self.apply_all([row], actor)[0]

    def apply_all(self, rows: Sequence[LearnerRow], actor: SignedIn) -> list[Learner]:
        """All rows of a class together, so that its log tells of them once."""
        by_class: dict[TrainingClass, list[int]] = {}
        for n, row in enumerate(rows):
            by_class.setdefault(row.cleaned_data["of_class"], []).append(n)
        made: dict[int, Learner] = {}
        for each, numbers in by_class.items():
            facts: Any = [rows[n].facts() for n in numbers]
            enrolled = enroll(made=each, actor=actor, learners=facts)
            made.update(zip(numbers, enrolled, strict=True))
        return [made[n] for n in range(len(rows))]

    def take_back(self, things: Any, actor: SignedIn) -> None:
        """Strike them off; nobody of them was at a session."""
        for learner in things.select_related("of_class"):
            strike_off(learner=learner, actor=actor)


class SessionImport(ClassImport):
    """The import of sessions."""

    kind = "class_sessions"
    title = _("培训班的课")
    measure = _("次")
    form = SessionRow
    unique = (("of_class", "day", "begins"),)
    most_rows = 300
    no_way_back = _("哪次课不上了，在那次课的页面上取消。")
    examples = {
        "of_class": "专业技术人才知识更新班", "day": "2026-05-20", "begins": "18:30",
        "ends": "20:30", "hours": "2", "place": "职工之家",
    }  # fmt: skip

    def shared(self, actor: SignedIn, rows: Sequence[Mapping[str, str]]) -> dict[str, Any]:
        mine = Session.objects.filter(under(actor.scope(*KEEPERS), "of_class__union__path"))
        return {
            "classes": classes_kept_by(actor),
            "there": set(mine.values_list("of_class", "activity__starts_at")),
        }

    def apply(self, row: SessionRow, actor: SignedIn) -> Session:
        said, (begins, ends) = row.cleaned_data, row.times()
        return plan_session(
            made=said["of_class"], actor=actor, starts_at=begins, ends_at=ends,
            hours=said["hours"], place=said["place"], word=SecondWord(free_day=True),
        )  # fmt: skip
