"""Walks through the two lives, of a need and of its engagements, by the real actions.

``Walk`` begins with a need and tries every act in every situation it comes to, on the database,
each in a savepoint that is rolled back afterwards. A situation is what the states of both lives
say together. ``tests/portal/test_lives.py`` has one helper, ``proofs/walk_lives.py`` two.
"""

import random
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from hongmajia.core.errors import Refused, WrongState
from hongmajia.engagements import actions as helping
from hongmajia.engagements.enums import ASKED, FINISHED, LIVE, WORKING
from hongmajia.engagements.enums import EngagementState as E
from hongmajia.engagements.models import Engagement
from hongmajia.needs import actions as asking
from hongmajia.needs.enums import OVER, SEEKING
from hongmajia.needs.enums import NeedState as N
from hongmajia.needs.enums import NeedVerb as V
from hongmajia.needs.models import Need
from hongmajia.needs.states import TRANSITIONS
from hongmajia.people.models import Helper
from hongmajia.portal.tracking import acts_open_on
from hongmajia.portal.waiting import Kind, tally_of
from hongmajia.services import actions as serving
from hongmajia.services.bookings import SecondWord
from hongmajia.services.models import Activity
from hongmajia.unions.models import User
from tests.actors import Province, make_need, make_offer

Situation = tuple[Any, ...]
"""State of the need, whether it was listed; helper, state and what is known of each engagement."""

Acts = dict[str, Callable[[], Any]]
"""What somebody might do → the action that does it."""

MEANT = SecondWord(free_day=True, doubled="连着去两次")
"""Visits on any day, also of a helper who is on another: the walk has all of them at one time."""

WAITS_FOR_UNION = {Kind.VERIFY, Kind.COMPLETE, Kind.MATCH}
"""Tasks on a need that is not listed (yet, or any more); its helper waits for them."""

DESK = {
    N.SUBMITTED: {Kind.VERIFY},
    N.RETURNED: {Kind.COMPLETE},
    N.LISTED: {Kind.MATCH, Kind.ANSWER},
    N.ESCALATED: {Kind.MATCH, Kind.ANSWER},
    N.REOPENED: {Kind.MATCH, Kind.ANSWER},
    N.MATCHED: {Kind.CONTACT, Kind.SCHEDULE},
    N.IN_SERVICE: {Kind.CONTACT, Kind.SCHEDULE, Kind.RECORD},
    N.TACKLING: {Kind.CONTACT, Kind.SCHEDULE, Kind.RECORD},
    N.SOLVED: {Kind.CONFIRM},
    E.OFFERED: WAITS_FOR_UNION,
    E.PROPOSED: {Kind.ANSWER},
    E.ACCEPTED: {Kind.CONTACT, Kind.SCHEDULE} | WAITS_FOR_UNION,
    E.SCHEDULED: {Kind.RECORD, Kind.SCHEDULE} | WAITS_FOR_UNION,
    E.SERVED: {Kind.CONFIRM},
}
"""State that is no end → kinds of tasks on the desk, one of which has to wait for somebody."""

TRACKED = {"may_complete": Kind.COMPLETE, "may_confirm": Kind.CONFIRM}
"""Act on the tracking page → the task that it is for the holder of the code, who has no desk."""


def order_of(province: Province, helper: Helper, asker: User | None, **facts: Any) -> Engagement:
    """An order from which a walk may begin: the helper is asked, the union has yet to verify."""
    return helping.order_offer(
        offer=make_offer(helper),
        actor=asker,
        enterprise=province.mogan if asker else None,
        region=province.mogan.region,
        text="焊罐体变形厉害，想请师傅来看看工装。",
        contact_name="沈女士",
        contact_phone="13812341234",
        **facts,
    )


@dataclass
class Walk:
    """All situations that can be reached from ``need``, and from which of them an end can be."""

    province: Province
    need: Need
    helpers: list[Helper]
    has_account: bool = True
    """Whether the asker has one; otherwise they hold the code of the tracking page."""
    remembers: bool = False
    """Tell situations apart by all engagements of a helper, not by the latest alone."""
    pairs: bool = False
    """Also pair the two (一对一), after which all is as after a claim."""
    results: tuple[str, ...] = ("solved", "unsolved", "tackling")
    outcomes: tuple[str, ...] = ("solved", "unsolved")
    visits: tuple[int, ...] = (-5,)
    """In how many hours an arranged visit may begin; one below zero is entered afterwards."""
    most: int = 10_000
    """Go on from so many situations; the others are known to be reached, and no more."""
    shuffled: random.Random | None = None
    next: dict[Situation, set[Situation]] = field(default_factory=lambda: defaultdict(set))
    ways: dict[Situation, tuple[str, ...]] = field(default_factory=dict)
    """Situation → the acts by which it was reached first."""
    beyond: set[Situation] = field(default_factory=set)
    faults: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """What is wrong → the acts after which it was found."""

    def __post_init__(self) -> None:
        self.other = make_need(self.province, N.CONFIRMED, title="同一个问题")

    # ---- walking ----

    def explore(self, way: tuple[str, ...] = ()) -> Situation:
        """Try every act in the present situation, and go on from each one not seen before."""
        lives = self._lives()
        here = self._situation(lives)
        if here in self.ways:
            return here
        if len(self.ways) >= self.most:
            self.beyond.add(here)
            return here
        self.ways[here] = way
        self._look(here, lives)
        for name, act in self._acts(lives):
            mark = transaction.savepoint()
            if self._carried_out(act):
                self.next[here].add(self.explore((*way, name)))
            transaction.savepoint_rollback(mark)
            self.need = Need.objects.get(pk=self.need.pk)
        return here

    @staticmethod
    def _carried_out(act: Callable[[], Any]) -> bool:
        try:
            with transaction.atomic():
                act()
        except (Refused, WrongState):
            return False
        return True

    def _lives(self) -> list[Engagement]:
        """The engagements to which something can happen, without those that came to nothing."""
        self.need = Need.objects.get(pk=self.need.pk)
        found = Engagement.objects.filter(need=self.need, state__in=(*LIVE, E.CONFIRMED))
        lives = list(found.order_by("pk"))
        return lives if self.remembers else list({one.helper_id: one for one in lives}.values())

    def _situation(self, lives: list[Engagement]) -> Situation:
        known = {self._known(one) for one in lives}
        was_listed, called = self.need.listed_at is not None, self.need.bid_until is not None
        return (self.need.state, "called" if called and not known else was_listed, *sorted(known))

    @staticmethod
    def _known(one: Engagement) -> tuple[Any, ...]:
        called = one.contacted_at is not None and one.state == E.ACCEPTED
        visit = one.activities.planned().first() if one.state in WORKING else None
        when = "" if visit is None else "begun" if visit.is_over else "ahead"
        return (one.helper_id, one.state, one.has_place, called, when)

    # ---- what has to hold in each situation ----

    def _look(self, here: Situation, lives: list[Engagement]) -> None:
        kinds = self._kinds_waiting()
        now = [state for _, state, _, _, when in here[2:] if when != "ahead"]
        states = {E(state) for state in now if state in LIVE}
        for state in states | (set() if self._is_over(here) else {N(here[0])}):
            if not (kinds & DESK[state] or self._waits_for_a_day(state, here)):
                self.faults[f"{here}: {state!r} is on nobody's desk"] = self.ways[here]
        if self.need.state in OVER and states & {*ASKED}:
            self.faults[f"{here}: somebody is asked for a need that is over"] = self.ways[here]

    @staticmethod
    def _waits_for_a_day(state: str, here: Situation) -> bool:
        """Whether nobody has to do anything before the last day for bids or that of the visit."""
        visit = any(when == "ahead" for *_, when in here[2:])
        return here[1] == "called" or (visit and state in (N.IN_SERVICE, N.TACKLING))

    def _kinds_waiting(self) -> set[str]:
        """Kinds of tasks on anybody's desk, and on the tracking page of one without account."""
        one = self.province
        who = (one.xu, one.shen, one.fang, one.contact, one.dong, one.zhou, one.wu)
        kinds = {kind for user in who for kind in tally_of(user).kinds}
        page = {} if self.has_account else acts_open_on(self.need)
        return kinds | {kind for act, kind in TRACKED.items() if page.get(act)}

    @staticmethod
    def _is_over(here: Situation) -> bool:
        return here[0] in OVER and here[0] != N.SOLVED

    def is_end(self, here: Situation) -> bool:
        """Whether nothing waits any more: the need is over, and so are its engagements."""
        return self._is_over(here) and not any(state in LIVE for _, state, *_ in here[2:])

    def stuck(self) -> dict[Situation, tuple[str, ...]]:
        """Situations from which no sequence of acts leads to an end, with the way to each."""
        before = defaultdict(set)
        for here, there in ((a, b) for a, after in self.next.items() for b in after):
            before[there].add(here)
        saved: set[Situation] = set()
        to_do = [here for here in self.ways if self.is_end(here)] + list(self.beyond)
        while to_do:
            here = to_do.pop()
            if here not in saved:
                saved.add(here)
                to_do.extend(before[here])
        return {here: way for here, way in self.ways.items() if here not in saved}

    # ---- acts ----

    def _acts(self, lives: list[Engagement]) -> list[tuple[str, Callable[[], Any]]]:
        """The acts that the tables of states do not rule out, in an order that may be shuffled."""
        found = self._acts_on_need()
        for helper in self.helpers if self.need.state in SEEKING else ():
            found |= self._openings(helper)
        for one in lives:
            acts = self._acts_on(one)
            found |= {f"{name} {one.helper_id}": act for name, act in acts.items()}
        acts = list(found.items())
        if self.shuffled:
            self.shuffled.shuffle(acts)
        return acts

    def _acts_on_need(self) -> Acts:
        by: dict[str, Any] = {"need": self.need, "actor": self.province.xu}
        acts: dict[V, Callable[[], Any]] = {
            V.LISTED: lambda: asking.list_need(category=1, **by),
            V.RETURNED: lambda: asking.return_need(reason="缺设备型号", **by),
            V.RESUBMITTED: lambda: asking.resubmit_need(tried="换过焊丝", **by),
            V.ESCALATED: lambda: asking.escalate_need(reason="县里没有这样的师傅", **by),
            V.TAKEN_OVER: lambda: asking.take_over_need(**by),
            V.MERGED: lambda: asking.merge_need(into=self.other, **by),
            V.WITHDRAWN: lambda: asking.withdraw_need(**by),
            V.REOPENED: lambda: serving.report_relapse(name="沈女士", reason="又变形了", **by),
        }
        state, until = self.need.state, timezone.localdate() + timedelta(days=3)
        found: Acts = {str(verb): act for verb, act in acts.items()
                       if state in TRANSITIONS[verb].sources}  # fmt: skip
        if state in SEEKING and not self.need.bid_until:
            found["call for bids"] = lambda: helping.call_for_bids(until=until, **by)
        return found

    def _openings(self, helper: Helper) -> Acts:
        by: dict[str, Any] = {"need": self.need, "helper": helper, "actor": self.province.xu}
        acts: Acts = {
            f"claim {helper.pk}": lambda: helping.claim_need(**by),
            f"bid {helper.pk}": lambda: helping.bid(pitch="先看工装", **by),
            f"invite {helper.pk}": lambda: helping.propose(overrule="说好了", **by),
        }
        if self.pairs:
            acts[f"pair {helper.pk}"] = lambda: helping.pair(overrule="说好了", **by)
        return acts

    def _acts_on(self, one: Engagement) -> Acts:
        by: dict[str, Any] = {"engagement": one, "actor": self.province.xu}
        if one.state == E.PROPOSED:
            return {
                "accept": lambda: helping.accept(**by),
                "decline": lambda: helping.decline(reason="忙", **by),
                "cancel": lambda: helping.cancel(reason="另有安排", **by),
                "expire": lambda: self._expire(one),
            }
        if one.state == E.OFFERED:
            return {
                "choose": lambda: helping.choose_bid(**by),
                "reject": lambda: helping.cancel(reason="另有安排", **by),
                "withdraw bid": lambda: helping.withdraw_bid(**by),
            }
        return self._acts_of_service(one)

    def _acts_of_service(self, one: Engagement) -> Acts:
        by: dict[str, Any] = {"engagement": one, "actor": self.province.xu}
        acts: Acts = {}
        if one.state in WORKING:
            acts["release"] = lambda: helping.release(reason="病了", **by)
            acts |= {f"visit in {hours} h": self._visiting(one, hours) for hours in self.visits}
        if one.state == E.ACCEPTED and not one.contacted_at:
            acts["contact"] = lambda: helping.record_contact(**by)
        if one.state == E.SERVED:
            acts |= {f"confirm {said}": self._confirming(one, said) for said in self.outcomes}
        for activity in one.activities.exclude(state="called_off").select_related("record"):
            acts |= self._acts_at(activity, one)
        return acts

    def _acts_at(self, activity: Activity, one: Engagement) -> Acts:
        by: dict[str, Any] = {"actor": self.province.xu, "reason": "写错了"}
        if record := getattr(activity, "record", None):
            withdraw: Acts = {
                "withdraw record": lambda: serving.withdraw_record(written=record, **by)
            }
            return withdraw if one.state in FINISHED else {}
        acts: Acts = {"call off": lambda: serving.call_off(activity=activity, **by)}
        if activity.is_over:
            return acts | {f"record {how}": self._recording(activity, one, how)
                           for how in self.results}  # fmt: skip
        return acts | {"let the day come": lambda: self._let_begin(activity)}

    def _visiting(self, one: Engagement, hours: int) -> Callable[[], Any]:
        starts = timezone.now() + timedelta(hours=hours)
        when = {"starts_at": starts, "ends_at": starts + timedelta(hours=4)}
        by: dict[str, Any] = {"engagement": one, "actor": self.province.xu, "word": MEANT}
        return lambda: serving.schedule_visit(**by, **when)

    @staticmethod
    def _let_begin(activity: Activity) -> None:
        starts = timezone.now() - timedelta(hours=5)
        when = {"starts_at": starts, "ends_at": starts + timedelta(hours=4)}
        Activity.objects.filter(pk=activity.pk).update(**when)

    def _recording(self, activity: Activity, one: Engagement, result: str) -> Callable[[], Any]:
        party = {"helpers": [], "companions": [str(one.helper)]}
        by: dict[str, Any] = {"actor": self.province.xu, "party": party, "result": result}
        return lambda: serving.record_service(activity=activity, done="加了垫板", **by)

    def _confirming(self, one: Engagement, outcome: str) -> Callable[[], Any]:
        by: dict[str, Any] = {"engagement": one, "actor": self.province.contact, "name": "沈女士"}
        said: dict[str, Any] = {"outcome": outcome, "satisfaction": 4, "words": "还有一点"}
        return lambda: serving.confirm_service(**by, **said)

    @staticmethod
    def _expire(one: Engagement) -> None:
        past = timezone.now() - timedelta(days=1)
        Engagement.objects.filter(pk=one.pk).update(due_at=past)
        helping.expire(engagement=one)
