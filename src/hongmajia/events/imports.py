"""Imports of the units and the agenda of events; each row names its event and the day."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from hongmajia.core.actors import SignedIn
from hongmajia.core.cells import ChosenWord, FactsRow, KnownName, RowForm
from hongmajia.core.closed_years import of_open_years
from hongmajia.core.fields import DayField, TimeCell
from hongmajia.core.import_rows import written_in
from hongmajia.core.importers import Importer
from hongmajia.core.known_names import KnownNames
from hongmajia.services.enums import ActivityState
from hongmajia.services.models import Activity
from hongmajia.spelling import name_key
from hongmajia.unions.enums import KEEPERS
from hongmajia.unions.models import Enterprise, Union
from hongmajia.unions.queries import enterprises_by_name, unions_by_name
from hongmajia.unions.querysets import under

from .actions import add_agenda, add_units
from .enums import AgendaKind, UnitRole
from .facts import AGENDA_FACTS
from .forms.fields import unit_meant
from .models import AgendaItem, Part

MOST_DAYS = 100
"""Days on which the events of one file may take place."""


def events_on(days: Sequence[date], actor: SignedIn) -> dict[date, KnownNames]:
    """The events on each of these days that the actor plans and that were not called off."""
    known = {day: KnownNames() for day in days}
    mine = Activity.objects.filter(under(actor.scope(*KEEPERS)), starts_at__date__in=days)
    found = of_open_years(mine.exclude(state=ActivityState.CALLED_OFF))
    for activity in found.select_related("union", "season"):
        known[timezone.localdate(activity.starts_at)].add(activity, activity.title)
    return known


def days_in(rows: Sequence[Mapping[str, str]]) -> list[date]:
    """The days that are written in the rows; what is no day is told of at its cell."""
    read = DayField(required=False)
    found = set()
    for words in written_in(rows, "day"):
        try:
            found.add(read.clean(words))
        except ValidationError:
            continue
    return sorted(found - {None})[:MOST_DAYS]


class EventRow(RowForm):
    """A row about one event, which the day and the name mean."""

    by_row = frozenset(("activity",))

    activity = KnownName(label=_("活动"), help_text=_("系统里的活动名称"))
    day = DayField(label=_("哪一天"), help_text=_("活动开始的那一天，如2026-05-12"))

    def prepare(self) -> None:
        """Look only among the events of the day in this row."""
        try:
            day = DayField().clean(self.data.get("day", ""))
        except ValidationError:
            day = None
        field: Any = self.fields["activity"]
        field.known = self.shared["events"].get(day, KnownNames())


class UnitRow(EventRow):
    """One unit in its role."""

    role = ChosenWord(label=_("角色"), choices=UnitRole.choices)
    unit = forms.CharField(
        label=_("单位"), max_length=80, help_text=_("工会、协会、企业的全称；没有登记的也可以写")
    )

    def clean(self) -> dict[str, Any]:
        """Find the unit; the union that holds the event, and one that is there, are refused."""
        said = super().clean() or self.cleaned_data
        if self.errors:
            return said
        activity, role = said["activity"], said["role"]
        said["unit"] = unit_meant(self.shared["unions"], self.shared["firms"], said["unit"])
        if said["unit"] == activity.union:
            self.add_error("unit", _now("这是主办这场活动的工会，不用写。"))
        elif (activity.pk, role, name_key(str(said["unit"]))) in self.shared["there"]:
            self.add_error("unit", _now("已经写在里面了，请删掉这一行。"))
        return said


class AgendaRow(FactsRow, EventRow):
    """One point of an agenda."""

    fact_set = AGENDA_FACTS
    field_order = ["activity", "day", "at", "kind", "title", "speaker", "note"]

    at = TimeCell(label=_("几点"), help_text=_("如9:30"))
    kind = ChosenWord(label=_("做什么"), choices=AgendaKind.choices)
    title = forms.CharField(label=_("题目"), max_length=60, required=False)
    speaker = forms.CharField(
        label=_("谁来讲"), max_length=30, required=False,
        help_text=_("写姓名；公开不公开在活动页的“嘉宾和讲话的人”里定"),
    )  # fmt: skip
    note = forms.CharField(label=_("说明"), max_length=120, required=False)

    def clean(self) -> dict[str, Any]:
        """A point that is there already is refused."""
        said = super().clean() or self.cleaned_data
        if self.errors:
            return said
        point = (said["activity"].pk, said["at"], said["kind"], said["title"])
        if point in self.shared["there"]:
            self.add_error("at", _now("议程里已经有这一项，请删掉这一行。"))
        return said


class EventImport(Importer):
    """What the imports about events have in common."""

    right = "services.plan_any"
    most_rows = 1000
    section = "activities"
    list_url = "activity_list"
    page = "activity"

    def apply(self, row: Any, actor: SignedIn) -> Any:
        return self.apply_all([row], actor)[0]

    def apply_all(self, rows: Sequence[Any], actor: SignedIn) -> list[Any]:
        """All rows of an event together, so that its log tells of them once."""
        by_event: dict[Activity, list[int]] = {}
        for n, row in enumerate(rows):
            by_event.setdefault(row.cleaned_data["activity"], []).append(n)
        made: dict[int, Any] = {}
        for activity, numbers in by_event.items():
            added = self.add(activity, [rows[n] for n in numbers], actor)
            made.update(zip(numbers, added, strict=True))
        return [made[n] for n in range(len(rows))]

    add: Callable[..., list[Any]]
    """Write the rows of one event: ``(activity, rows, actor)``; what was made, in their order."""

    def link_to(self, made: Any) -> tuple[str, str]:
        """With the page of the event."""
        return f"{made.activity} {made}", super().link_to(made.activity)[1]


class UnitImport(EventImport):
    """The import of units in their roles."""

    kind = "event_units"
    title = _("办会单位")
    measure = _("个")
    form = UnitRow
    unique = (("activity", "day", "role", "unit"),)
    kept_model = Part
    examples = {
        "activity": "让劳模精神传递下去", "day": "2026-05-12", "role": "协办",
        "unit": "某某市劳模协会",
    }  # fmt: skip

    def shared(self, actor: SignedIn, rows: Sequence[Mapping[str, str]]) -> dict[str, Any]:
        names = [words for words in written_in(rows, "unit") if words]
        events = events_on(days_in(rows), actor)
        there = Part.objects.filter(activity__starts_at__date__in=[*events])
        keys = there.values_list("activity", "role", "name")
        return {
            "events": events,
            "unions": unions_by_name(Union.objects.open(), names),
            "firms": enterprises_by_name(Enterprise.objects.all(), names),
            "there": {(pk, role, name_key(name)) for pk, role, name in keys},
        }

    def add(self, activity: Activity, rows: Sequence[UnitRow], actor: SignedIn) -> list[Part]:
        """The units of one event."""
        units = [(row.cleaned_data["role"], row.cleaned_data["unit"]) for row in rows]
        return add_units(activity=activity, actor=actor, units=units)


class AgendaImport(EventImport):
    """The import of agendas."""

    kind = "event_agenda"
    title = _("活动议程")
    measure = _("项")
    form = AgendaRow
    unique = (("activity", "day", "at", "kind", "title"),)
    kept_model = AgendaItem
    stays = _("新写上的讲话人留在嘉宾名单里。")
    examples = {
        "activity": "让劳模精神传递下去", "day": "2026-05-12", "at": "10:10", "kind": "讲座",
        "title": "一把锉刀三十年", "speaker": "傅建军", "note": "钳工，全国劳模",
    }  # fmt: skip

    def shared(self, actor: SignedIn, rows: Sequence[Mapping[str, str]]) -> dict[str, Any]:
        events = events_on(days_in(rows), actor)
        there = AgendaItem.objects.filter(activity__starts_at__date__in=[*events])
        points = there.values_list("activity", "at", "kind", "title")
        return {"events": events, "there": set(points)}

    def add(self, activity: Activity, rows: Sequence[AgendaRow], actor: SignedIn) -> Any:
        """The points of one agenda."""
        items: Any = [row.facts() for row in rows]
        return add_agenda(activity=activity, actor=actor, items=items)
