"""The story of a need: its steps, who holds it, what comes next, and the timeline.

Names and private reasons are included as far as the reader's rights allow.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from hongmajia.core.acts import sentence
from hongmajia.core.clocks import workdays_between
from hongmajia.core.enums import Audience
from hongmajia.core.models import Event

from .asking import asker_of
from .enums import SEEKING, WITH_UNION
from .enums import NeedState as S
from .enums import NeedVerb as V
from .models import Need
from .queries import cadres_of
from .rules import is_asker, is_staff, was_shown

STEPS = [
    pgettext_lazy("step", "提出"),
    pgettext_lazy("step", "核实"),
    pgettext_lazy("step", "列入清单"),
    pgettext_lazy("step", "对接"),
    pgettext_lazy("step", "服务"),
    pgettext_lazy("step", "解决"),
    pgettext_lazy("step", "企业确认"),
]
PRESENT_STEP = {
    S.DRAFT: 0,
    S.RETURNED: 0,
    S.SUBMITTED: 1,
    S.LISTED: 3,
    S.REOPENED: 3,
    S.MATCHED: 4,
    S.IN_SERVICE: 4,
    S.TACKLING: 4,
    S.UNSOLVED: 5,
    S.SOLVED: 6,
    S.CONFIRMED: 7,
}
"""State → index in ``STEPS`` of the step under way; all before it are done."""

STEP_ENDS = [S.SUBMITTED, S.LISTED, S.LISTED, S.MATCHED, S.SOLVED, S.SOLVED, S.CONFIRMED]
"""For each step the state that ends it when it begins."""

NEXT = {
    S.DRAFT: gettext_lazy("填好，提交"),
    S.SUBMITTED: gettext_lazy("核实内容，列入清单"),
    S.RETURNED: gettext_lazy("补充以后重新提交"),
    S.LISTED: gettext_lazy("选一位师傅，发出邀请"),
    S.ESCALATED: gettext_lazy("接手协调，继续找师傅"),
    S.REOPENED: gettext_lazy("重新选一位师傅"),
    S.MATCHED: gettext_lazy("和企业联系，约定时间"),
    S.IN_SERVICE: gettext_lazy("服务，写服务记录"),
    S.TACKLING: gettext_lazy("按攻关节点推进"),
    S.SOLVED: gettext_lazy("企业确认结果"),
    S.CONFIRMED: gettext_lazy("已办结，谢谢各位"),
    S.UNSOLVED: gettext_lazy("已结束，没能解决"),
    S.MERGED: gettext_lazy("请看并入的那一件"),
    S.WITHDRAWN: gettext_lazy("已撤回，不再办"),
}
WITH_ASKER = (S.DRAFT, S.RETURNED, S.SOLVED)
WITH_HELPER = (S.MATCHED, S.IN_SERVICE, S.TACKLING)
READINGS = (V.REVEALED, V.READ, V.LOOKED_UP, V.CODE_TOLD)
ASKERS_ACTS = (
    V.SUBMITTED,
    V.RESUBMITTED,
    V.SUPPLEMENTED,
    V.NUDGED,
    V.WITHDRAWN,
    V.CONFIRMED,
    V.PARTLY_CONFIRMED,
    V.STILL_OPEN,
    V.REOPENED,
)

AwaitedHelper = Callable[[Sequence[Event]], str]
"""Takes the events of a need's story, newest first; returns the awaited helper's name or ""."""

_awaited_helpers: list[AwaitedHelper] = []


def register_awaited_helper(find: AwaitedHelper) -> None:
    """Let a room to the right say whose answer is awaited; call it in ``registrations.py``."""
    _awaited_helpers.append(find)


@dataclass
class Step:
    """One circle of the stepper; ``days`` are working days."""

    label: str
    state: str
    ended_at: datetime | None = None
    days: int | None = None


@dataclass
class Entry:
    """One line of the timeline; ``reader`` says who else can read a private note."""

    at: datetime
    text: str
    note: str
    reader: str
    is_now: bool


class Story:
    """The story of ``need`` as ``reader`` may know it; at most two queries."""

    def __init__(self, need: Need, reader: Any) -> None:
        self.need = need
        self.is_staff = bool(is_staff(reader, need))
        self.is_asker = bool(is_asker(reader, need))
        self.is_party = self.is_staff or self.is_asker or bool(was_shown(reader, need))

    @cached_property
    def events(self) -> list[Event]:
        """All events of the story, newest first."""
        events = Event.objects.filter(story=self.need.story).select_related("actor")
        return list(events)

    # ---- where it stands ----

    @cached_property
    def steps(self) -> list[Step]:
        """The seven steps: done, under way or to come; detours stand in the timeline only."""
        present = self._present_step
        steps = [Step(str(label), "done" if n < present else "") for n, label in enumerate(STEPS)]
        for step, end in zip(steps[:present], STEP_ENDS, strict=False):
            step.ended_at = self._reached.get(end)
        if self.need.state not in (S.MERGED, S.WITHDRAWN) and present < len(steps):
            steps[present].state = "now"
            steps[present].days = self._workdays(self.need.held_since, timezone.now())
        if steps[1].ended_at:
            steps[1].days = self._workdays(self.need.submitted_at, steps[1].ended_at)
        return steps

    @property
    def _present_step(self) -> int:
        before_listing = 1 if self.need.listed_at is None else 3
        return PRESENT_STEP.get(S(self.need.state), before_listing)

    @cached_property
    def _reached(self) -> dict[str, datetime]:
        """State → when the need reached it last, but submission and listing the first time."""
        acts = [event for event in reversed(self.events) if event.verb in V.values]
        known: dict[str, datetime] = {S.SUBMITTED: self.need.submitted_at}
        if self.need.listed_at:
            known[S.LISTED] = self.need.listed_at
        return {**{e.to_state: e.at for e in acts if e.to_state != e.from_state}, **known}

    @staticmethod
    def _workdays(start: datetime, end: datetime) -> int:
        return workdays_between(timezone.localdate(start), timezone.localdate(end))

    # ---- who holds it ----

    @cached_property
    def holder(self) -> str:
        """The union, asker or helper who has to act; empty when the need is over.

        While somebody is invited it is the answer of that helper that is awaited.
        """
        if self.awaits_answer:
            return self.awaits_answer
        if self.need.state in WITH_UNION:
            return f"{self.need.union.name} {self._cadre}".strip()
        if self.need.state in WITH_ASKER:
            return self._asker
        if self.need.state in WITH_HELPER:
            return self._helper
        return ""

    @property
    def _cadre(self) -> str:
        """The name of the union's first cadre, for the parties only."""
        first = cadres_of(self.need.union).first() if self.is_party else None
        return first.display_name if first else ""

    @property
    def _asker(self) -> str:
        return self.need.contact_name if self.is_party else _("提出人")

    @property
    def _helper(self) -> str:
        names = [event.data.get("helper") for event in self.events if event.verb == V.MATCHED]
        return names[0] if names and names[0] else _("来帮忙的师傅")

    @property
    def next_step(self) -> str:
        """What happens next, in words."""
        if self.awaits_answer:
            return _("等%(helper)s答复") % {"helper": self.awaits_answer}
        return str(NEXT[S(self.need.state)])

    @cached_property
    def awaits_answer(self) -> str:
        """The invited helper who has not answered; empty for those who are no party."""
        if not self.is_party or self.need.state not in SEEKING:
            return ""
        return next(filter(None, (find(self.events) for find in _awaited_helpers)), "")

    # ---- what happened ----

    @property
    def timeline(self) -> list[Entry]:
        """The events the reader may see, newest first."""
        told = [event for event in self.events if self._is_visible(event)]
        return [self._entry(event, is_now=event is told[0]) for event in told]

    @property
    def milestones(self) -> list[Entry]:
        """The timeline with only those events that changed the state."""
        moved = [event for event in self.events if _moves_need(event) and self._is_visible(event)]
        return [self._entry(event, is_now=event is moved[0]) for event in moved]

    def _is_visible(self, event: Event) -> bool:
        """Parties see everything but, as helper, accesses to telephone number and original.

        Others see only the changes of state, not who was invited or declined.
        """
        if self.is_party:
            return event.verb not in READINGS or self.is_staff or self.is_asker
        return _moves_need(event)

    def _entry(self, event: Event, *, is_now: bool) -> Entry:
        event.data = {**event.data, "actor": self._actor(event)}
        if not self.is_staff:  # they are told which office acted, not who works there
            event.data.pop("stands_in", None)
        note = self._public(event.note) if self._may_read(event.audience) else ""
        reader = event.get_audience_display() if event.audience != Audience.EVERYONE else ""
        return Entry(event.at, sentence(event), note, reader, is_now)

    def _public(self, note: str) -> str:
        """The note; without persons for those who are no party."""
        return note if self.is_party else asker_of(self.need).public(note)

    def _actor(self, event: Event) -> str:
        """The asker, the union with its cadre, or the helper; names as far as allowed."""
        if office := event.data.get("office"):
            return f"{office}{self._name(event) if self.is_staff else ''}"
        if self._is_askers(event):
            return self._asking(event) if self.is_party else _("提出人")
        return self._name(event) if self.is_party else _("工会")

    def _is_askers(self, event: Event) -> bool:
        """Whether the asker's side acted; without an account their name is in the event."""
        by_code = not event.actor_id and "actor" in event.data
        by_account = event.actor_id is not None and event.actor_id == self.need.asker_id
        return event.verb in ASKERS_ACTS or by_code or by_account

    def _asking(self, event: Event) -> str:
        """The name of whoever acted on the asker's side."""
        return event.data.get("actor") or self._name(event) or self.need.contact_name

    @staticmethod
    def _name(event: Event) -> str:
        return event.actor.display_name if event.actor else ""

    def _may_read(self, audience: str) -> bool:
        readers = {
            Audience.EVERYONE: True,
            Audience.PARTIES: self.is_party,
            Audience.UNIONS: self.is_staff,
        }
        return readers[Audience(audience)]


def _moves_need(event: Event) -> bool:
    return event.verb in V.values and event.from_state != event.to_state
