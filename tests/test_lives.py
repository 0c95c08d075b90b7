"""Every state of every thing has a holder, a clock and somebody who is reminded, or is the end."""

from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.db.models import Model
from django.utils import timezone

from hongmajia.core import schedule
from hongmajia.core.enums import ImportState
from hongmajia.core.lives import Holder, Standing, lives
from hongmajia.core.models import Clocked, Event, ImportJob
from hongmajia.core.states import Step, move
from hongmajia.needs.enums import NeedState, NeedVerb
from hongmajia.needs.states import TRANSITIONS
from hongmajia.notices.models import Notice
from hongmajia.notices.overdue import REMINDER, reminded
from hongmajia.notices.tasks import remind_overdue
from hongmajia.portal.waiting import rows_for, tally_of
from hongmajia.portal.waiting.held import HELD
from hongmajia.publicity.actions import write_news
from hongmajia.publicity.models import NewsItem
from tests.actors import Province, make_need

DECLARED = dict(lives())
UNDER_WAY = [
    (model, state, row) for model, of in DECLARED.items() for state, row in of.standings.items()
]


def name_of(model: type[Model]) -> str:
    return model.__name__


WAITS_FOR_NOBODY = {
    "core.Export": "the worker writes it; its page shows when it fails",
    "insights.Ledger": "the worker writes it; its page shows when it fails",
    "archives.Archive": "the worker writes it; its page shows when it fails",
    "tables.Filling": "the worker fills it in; its page shows when it fails",
    "notices.Delivery": "the worker sends it; what is given up becomes a call to make",
    "webhooks.EventOffer": "the worker sends it; the page of the subscription counts what is lost",
    "webhooks.Subscription": "it is on or off",
    "interface.StoredAnswer": "the status of an answer of the interface",
    "publicity.Project": "how far it is, as typed; its progress is told with dates",
}
"""Model with a column of states of its own → why nobody has to be reminded of its things."""


def test_every_thing_with_states_has_a_declared_life() -> None:
    ours = [m for m in apps.get_models() if m.__module__.startswith("hongmajia.")]
    present = [m for m in ours if not m.__name__.startswith("Historical")]
    with_states = {m for m in present if {"state", "status"} & {f.name for f in m._meta.fields}}
    without_life = {m._meta.label for m in with_states - set(DECLARED)}
    assert without_life == set(WAITS_FOR_NOBODY)
    assert {m for m in present if issubclass(m, Clocked)} <= set(DECLARED)


def test_every_table_of_transitions_ends_in_declared_states() -> None:
    """Each room's ``states.py``: sources and targets are states of a life of that room."""
    for model in DECLARED:
        room = model.__module__.split(".")[1]
        try:
            states = import_module(f"hongmajia.{room}.states")
        except ModuleNotFoundError:
            continue
        known = {s for m, o in DECLARED.items() if m.__module__.split(".")[1] == room
                 for s in (*o.standings, *o.over)}  # fmt: skip
        for table in vars(states).values():
            if isinstance(table, dict) and all(isinstance(row, Step) for row in table.values()):
                reached = {state for row in table.values() for state in (*row.sources, row.target)}
                assert reached <= known, f"{room}: {reached - known}"


@pytest.mark.parametrize("model", DECLARED, ids=name_of)
def test_each_state_is_under_way_or_the_end(model: type[Model]) -> None:
    of, states = (
        DECLARED[model],
        {value for value, _label in model._meta.get_field("state").choices},
    )
    assert set(of.standings) | of.over == states
    assert not set(of.standings) & of.over


@pytest.mark.parametrize(
    ("model", "state", "row"), UNDER_WAY, ids=[f"{m.__name__}-{s}" for m, s, _r in UNDER_WAY]
)
def test_each_state_under_way_has_one_clock_and_a_reminder_that_runs(
    model: type[Model], state: str, row: Standing
) -> None:
    assert row.holder in Holder
    assert [bool(row.days), row.is_timed, bool(row.carried_by)].count(True) == 1
    if row.carried_by:
        carriers = {m._meta.label for m in DECLARED} | {"task", "form"}
        assert row.carried_by in carriers
    else:
        assert f"hongmajia.{row.reminder}" in schedule._entries
    if row.reminder == REMINDER and model is not ImportJob:
        assert reminded(model).sentence


def test_every_deadline_knows_the_season_whose_stages_it_waits_for() -> None:
    for model in DECLARED:
        if "season" in {field.name for field in model._meta.get_fields()}:
            assert getattr(model, "SEASON", "") == "season"
    assert all(getattr(model, "SEASON", "") for model, _s, row in UNDER_WAY if row.stage)


def test_what_a_union_holds_has_a_row_on_its_desk() -> None:
    """Claims, applications, rounds, cases and what is asked of unions have rows of their own."""
    of_the_task = {m for m, _s, row in UNDER_WAY if row.reminder == REMINDER} - {ImportJob}
    names = ("accounts.Application", "accounts.Claim", "matching.Round", "cases.Case",
             "knowledge.Answer", "services.Objection", "publicity.Passing",
             "campaigns.PartnerAsk", "campaigns.Lecturer")  # fmt: skip
    own = {apps.get_model(each) for each in names}
    assert of_the_task == {source.model for source in HELD} | own


def test_only_the_worker_holds_what_is_carried_by_a_task() -> None:
    by_task = {(m.__name__, s) for m, s, row in UNDER_WAY if row.carried_by == "task"}
    working = {(m.__name__, str(s)) for m in DECLARED for s in getattr(m, "WORKING", ())}
    assert by_task == working


def test_a_step_into_a_timed_state_without_a_time_is_refused(province: Province) -> None:
    need = make_need(province, NeedState.SUBMITTED)
    with pytest.raises(TypeError, match="needs a deadline in the state returned"):
        move(need, TRANSITIONS, NeedVerb.RETURNED, actor=province.xu)
    assert not Event.objects.filter(verb=NeedVerb.RETURNED).exists()


# ---- the general reminder ----


def draft(province: Province) -> NewsItem:
    return write_news(
        union=province.deqing,
        actor=province.xu,
        title="董师傅到莫干精工",
        summary="来了。",
        text="来了。",
    )


def told(person: Any) -> list[str]:
    return [notice.text for notice in Notice.objects.filter(recipient=person)]


def test_a_forgotten_draft_lies_on_the_desk_and_is_reminded_of_once(province: Province) -> None:
    news = draft(province)
    assert news.due_at is not None
    (row,) = rows_for(province.xu, tally_of(province.xu))
    assert (row.what, row.title) == ("发动态", "董师傅到莫干精工")
    assert not rows_for(province.shen, tally_of(province.shen))
    with time_machine.travel(news.due_at + timedelta(minutes=1), tick=False):
        remind_overdue.call()
        remind_overdue.call()
    assert told(province.xu) == ["动态“董师傅到莫干精工”的草稿放了很久，请发布"]


def test_what_came_before_there_were_clocks_gets_one(province: Province) -> None:
    news = draft(province)
    NewsItem.objects.update(due_at=None, counted_from=None, counted_days=None)
    with time_machine.travel("2026-05-14T08:10:00+08:00", tick=False):
        remind_overdue.call()
    news.refresh_from_db()
    assert timezone.localtime(news.due_at).date().isoformat() == "2026-05-28"
    assert told(province.xu) == []


def test_a_checked_table_waits_on_the_desk_of_its_owner(province: Province) -> None:
    job = ImportJob.objects.create(
        kind="needs", owner=province.xu, file="imports/x.table", file_name="需求.xlsx",
        language="zh-hans", state=ImportState.READY,
    )  # fmt: skip
    (row,) = rows_for(province.xu, tally_of(province.xu))
    assert (row.what, row.title) == ("导入表格", "需求.xlsx")
    monday = datetime.fromisoformat("2026-05-18T08:10:00+08:00")
    ImportJob.objects.update(started_at=monday - timedelta(days=2))
    with time_machine.travel(monday, tick=False):
        remind_overdue.call()
        remind_overdue.call()
    assert told(province.xu) == ["表格“需求.xlsx”还没有导入"]
    ImportJob.objects.create(
        kind="needs", owner=province.xu, file_name="需求2.xlsx", language="zh-hans",
        state=ImportState.DONE,
    )  # fmt: skip
    assert job.pk
    assert not rows_for(province.xu, tally_of(province.xu))
