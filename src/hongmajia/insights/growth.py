"""How a worker grew: trained → apprentice → assessed → skill grade → on the roll → honours.

Each step is a fact that was recorded for its own sake; nothing is typed in for this page. A person
is known by their account, which an apprenticeship and a row of the roll may both name.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.core.models import Event
from hongmajia.people.enums import ApprenticeshipState, HelperVerb, SkillGrade
from hongmajia.people.models import Apprenticeship, Assessment, Helper
from hongmajia.people.naming import name_for
from hongmajia.services.models import SignUp
from hongmajia.unions.enums import STAFF
from hongmajia.unions.querysets import under


class Rung(StrEnum):
    """The kinds of steps; the value is the icon that stands for it."""

    TRAINED = "users"
    APPRENTICE = "school"
    ASSESSED = "checklist"
    GRADE = "star"
    ROLL = "user"
    HONOUR = "medal"


@dataclass(frozen=True)
class Step:
    """One step: its kind, the day or, of an honour, only the year, what happened, and its page."""

    rung: Rung
    year: int
    day: date | None
    words: str
    detail: str = ""
    url: str = ""

    @property
    def order(self) -> tuple[int, date]:
        """By day; an honour of which only the year is known comes last in it."""
        return self.year, self.day or date(self.year, 12, 31)


def growth_of(account: Any, helper: Helper | None, reader: Any) -> list[Step]:
    """The steps of a person that ``reader`` may see, the earliest first.

    ``account`` is their user and ``helper`` their row of the roll; either may be ``None``. Takes at
    most eight queries, however many steps there are.
    """
    steps = [*_of_account(account, reader)] if account else []
    if helper:
        steps += [*_grades(helper), *_roll(helper), *_honours(helper)]
    return sorted(steps, key=lambda step: step.order)


def _of_account(account: Any, reader: Any) -> Iterator[Step]:
    yield from _trained(account, reader)
    pairs = Apprenticeship.objects.visible_to(reader).filter(apprentice_user=account)
    yield from _apprentice(pairs.select_related("master__artisan", "master__union"), reader)


def _trained(account: Any, reader: Any) -> Iterator[Step]:
    """Open activities to which the person came; beside themselves their unions know of it."""
    known = Q() if reader == account else under(reader.scope(*STAFF), "activity__union__path")
    came = SignUp.objects.filter(known, user=account, came_at__isnull=False)
    for one in came.select_related("activity"):
        day = timezone.localdate(one.activity.starts_at)
        page = reverse("activity", args=[one.activity_id])
        words = _("参加%(form)s") % {"form": one.activity.get_form_display()}
        yield Step(Rung.TRAINED, day.year, day, words, one.activity.title, page)


def _apprentice(pairs: Any, reader: Any) -> Iterator[Step]:
    """The beginning and the end of each apprenticeship, and its assessments."""
    found = {pair.pk: pair for pair in pairs}
    for pair in found.values():
        page = reverse("apprenticeship", args=[pair.pk])
        words = _("拜%(master)s为师") % {"master": name_for(reader, pair.master, pair.union)}
        yield Step(Rung.APPRENTICE, pair.starts_on.year, pair.starts_on, words, pair.skill, page)
        if pair.state == ApprenticeshipState.FINISHED and pair.ended_on:
            yield Step(Rung.APPRENTICE, pair.ended_on.year, pair.ended_on, _("出师"), "", page)
    for one in Assessment.objects.filter(apprenticeship__in=found):
        page = reverse("apprenticeship", args=[one.apprenticeship_id])
        label = _("出师考核") if one.is_final else _("考核")
        words = _("%(what)s：%(grade)s") % {"what": label, "grade": one.get_grade_display()}
        yield Step(Rung.ASSESSED, one.on.year, one.on, words, one.words, page)


def _grades(helper: Helper) -> Iterator[Step]:
    """Each skill grade, on the day on which it was first stored."""
    stored = helper.artisan.history.order_by("history_date", "history_id")
    before = None
    for grade, at in stored.values_list("skill_grade", "history_date"):
        if grade and grade != before:
            day = timezone.localdate(at)
            words = _("技能等级登记为%(grade)s") % {"grade": SkillGrade(grade).label}
            yield Step(Rung.GRADE, day.year, day, words)
        before = grade


def _roll(helper: Helper) -> Iterator[Step]:
    """The day on which they came on the roll."""
    registered = Event.objects.filter(story=helper.story, verb=HelperVerb.REGISTERED)
    for event in registered.order_by("at")[:1]:
        day = timezone.localdate(event.at)
        words = _("列入劳模工匠名册")
        page = reverse("helper", args=[helper.pk])
        yield Step(Rung.ROLL, day.year, day, words, helper.union.name, page)


def _honours(helper: Helper) -> Iterator[Step]:
    """Honours with a year, the only ones that have a place among the steps."""
    known = helper.honours.exclude(year=None)
    for year, title, awarded_by in known.values_list("year", "title", "awarded_by"):
        yield Step(Rung.HONOUR, int(year or 0), None, title, awarded_by)
