"""Imports of the guests of events and of the firms to which they go; rows name event and day."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from hongmajia.core.actors import SignedIn
from hongmajia.core.cells import FactsRow, KnownName, YesNo
from hongmajia.core.fields import TimeCell
from hongmajia.core.import_rows import written_in
from hongmajia.services.models import Activity
from hongmajia.unions.models import Enterprise
from hongmajia.unions.queries import enterprises_by_name

from .actions import add_guests, add_stops
from .facts import GUEST_FACTS, STOP_FACTS
from .imports import EventImport, EventRow, days_in, events_on
from .models import Guest, Stop


class GuestRow(FactsRow, EventRow):
    """One guest or speaker."""

    fact_set = GUEST_FACTS
    field_order = ["activity", "day", "name", "post", "consent_note"]

    name = forms.CharField(label=_("姓名"), max_length=30)
    post = forms.CharField(label=_("职务"), max_length=60, required=False)
    consent_note = forms.CharField(
        label=_("本人同意公开姓名，存在哪里"), max_length=200, required=False,
        help_text=_("写了才在公开页上写姓名"),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Somebody of whom more than the name is known is refused: the page changes that."""
        said = super().clean() or self.cleaned_data
        if not self.errors and (said["activity"].pk, said["name"]) in self.shared["there"]:
            self.add_error("name", _now("嘉宾名单里已经有了，请删掉这一行，到活动页上改。"))
        return said


class StopRow(FactsRow, EventRow):
    """One firm to which the event goes afterwards."""

    fact_set = STOP_FACTS
    field_order = ["activity", "day", "enterprise", "at", "note", "is_named"]
    by_row = frozenset(("activity",))

    enterprise = KnownName(label=_("企业"), help_text=_("登记过的全称，或者统一社会信用代码"))
    at = TimeCell(label=_("几点"), required=False, help_text=_("如14:30；空着，活动结束就去"))
    note = forms.CharField(label=_("看什么"), max_length=120, required=False)
    is_named = YesNo(label=_("企业同意公开名字"))

    def prepare(self) -> None:
        """Look among the enterprises that are written in the file."""
        super().prepare()
        field: Any = self.fields["enterprise"]
        field.known = self.shared["firms"]

    def clean(self) -> dict[str, Any]:
        """A firm that is a stop already is refused."""
        said = super().clean() or self.cleaned_data
        if not self.errors and (said["activity"].pk, said["enterprise"].pk) in self.shared["there"]:
            self.add_error("enterprise", _now("会后已经要去这一家，请删掉这一行。"))
        return said


class GuestImport(EventImport):
    """The import of guests and speakers."""

    kind = "event_guests"
    title = _("活动嘉宾")
    measure = _("位")
    form = GuestRow
    unique = (("activity", "day", "name"),)
    kept_model = Guest
    examples = {
        "activity": "让劳模精神传递下去", "day": "2026-05-12", "name": "傅建军",
        "post": "全国劳模，钳工", "consent_note": "同意书在工会办公室档案柜",
    }  # fmt: skip

    def shared(self, actor: SignedIn, rows: Sequence[Mapping[str, str]]) -> dict[str, Any]:
        events = events_on(days_in(rows), actor)
        guests = Guest.objects.filter(activity__starts_at__date__in=[*events])
        there = {(one.activity_id, one.name) for one in guests if one.is_described}
        return {"events": events, "there": there}

    def add(self, activity: Activity, rows: Sequence[GuestRow], actor: SignedIn) -> list[Guest]:
        """The guests of one event."""
        guests: Any = [row.facts() for row in rows]
        return add_guests(activity=activity, actor=actor, guests=guests)


class StopImport(EventImport):
    """The import of the firms to which events go."""

    kind = "event_stops"
    title = _("会后去的企业")
    measure = _("家")
    form = StopRow
    unique = (("activity", "day", "enterprise"),)
    kept_model = Stop
    examples = {
        "activity": "让劳模精神传递下去", "day": "2026-05-12",
        "enterprise": "某某精工机械有限公司", "at": "14:30", "note": "不锈钢罐体焊接变形",
        "is_named": "否",
    }  # fmt: skip

    def shared(self, actor: SignedIn, rows: Sequence[Mapping[str, str]]) -> dict[str, Any]:
        names = [words for words in written_in(rows, "enterprise") if words]
        events = events_on(days_in(rows), actor)
        there = Stop.objects.filter(activity__starts_at__date__in=[*events])
        return {
            "events": events,
            "firms": enterprises_by_name(Enterprise.objects.visible_to(actor), names),
            "there": set(there.values_list("activity", "enterprise")),
        }

    def add(self, activity: Activity, rows: Sequence[StopRow], actor: SignedIn) -> list[Stop]:
        """The stops of one event, in the order of the file."""
        stops: Any = [row.facts() for row in rows]
        return add_stops(activity=activity, actor=actor, stops=stops)
