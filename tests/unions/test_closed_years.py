"""A closed year: nothing of it is changed any more, but for the days of a correction."""

from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.db import transaction
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hongmajia.cases.actions import answer_case, set_quota
from hongmajia.cases.actions.hearing import text_mark
from hongmajia.cases.enums import Reply, Standing
from hongmajia.cases.models import Booklet, Case, Chapter
from hongmajia.cases.tasks import record_silences
from hongmajia.core.acts import all_verbs, record, sentence
from hongmajia.core.closed_years import YearClosed, is_refused, years_of
from hongmajia.core.errors import Refused
from hongmajia.core.lives import lives
from hongmajia.core.models import Counted, Event
from hongmajia.core.states import Step, move
from hongmajia.engagements.enums import EngagementState, Origin
from hongmajia.engagements.models import Engagement
from hongmajia.engagements.tasks import expire_silent
from hongmajia.engagements.tasks import remind_overdue as remind_helpers
from hongmajia.guidance.enums import Side
from hongmajia.guidance.models import Message
from hongmajia.matching.enums import RoundState
from hongmajia.matching.models import Round
from hongmajia.meetings.models import Meeting
from hongmajia.needs.actions import list_need, submit_need
from hongmajia.needs.enums import NeedState, NeedVerb, Visibility
from hongmajia.needs.models import Need
from hongmajia.needs.tasks import remind_overdue as remind_unions
from hongmajia.notices.models import Notice
from hongmajia.notices.tasks import remind_overdue as remind_of_all
from hongmajia.portal.waiting import Kind, rows_for, tally_of
from hongmajia.services.actions import record_arrival, sign_up
from hongmajia.services.enums import ActivityForm, ActivityKind
from hongmajia.services.models import Activity, Objection
from hongmajia.services.tasks import remind_overdue as remind_of_services
from hongmajia.supervision.models import Supervision
from hongmajia.supervision.tasks import remind_due
from hongmajia.unions import actions
from hongmajia.unions.enums import Indicator, UnionVerb
from hongmajia.unions.models import Season, SeasonStage
from tests.actors import Province, make_need

SAID = "2026年度已经归档，不能再改。确实要改，请按“开放更正”。"
BACKEND = "django.contrib.auth.backends.ModelBackend"

CLOCKS: list[Any] = [
    remind_unions, remind_helpers, expire_silent, remind_of_services, record_silences, remind_due,
    remind_of_all,
]  # fmt: skip
"""The periodic tasks that remind of what is overdue, or end it."""


@pytest.fixture
def over(province: Province) -> Season:
    """The season of 2026, whose last stage ended yesterday."""
    yesterday = timezone.localdate() - timedelta(days=1)
    days = {"starts": yesterday - timedelta(days=20), "ends": yesterday}
    SeasonStage.objects.filter(season=province.season).update(**days)
    return province.season


@pytest.fixture
def things(province: Province, over: Season) -> dict[type[Model], Any]:
    """Something of each kind that belongs to 2026; all of it is overdue."""
    ago = timezone.now() - timedelta(days=9)
    need = make_need(province, NeedState.SUBMITTED, due_at=ago)
    asked = Engagement.objects.create(
        need=need, helper=province.dong_helper, state=EngagementState.PROPOSED,
        origin=Origin.DISPATCH, due_at=ago,
    )  # fmt: skip
    served = make_need(province, NeedState.CONFIRMED)
    done = Engagement.objects.create(
        need=served, helper=province.dong_helper, state=EngagementState.CONFIRMED,
        origin=Origin.DISPATCH,
    )  # fmt: skip
    of_deqing = {"season": over, "union": province.deqing}
    lecture = Activity.objects.create(
        **of_deqing, title="焊接讲座", starts_at=ago, ends_at=ago + timedelta(hours=2),
        region=province.mogan.region, form=next(iter(ActivityForm)),
        kind=next(iter(ActivityKind)), is_open=True, due_at=ago,
    )  # fmt: skip
    return {
        Need: need,
        Engagement: asked,
        Activity: lecture,
        Meeting: Meeting.objects.create(activity=lecture, speaker=province.dong_helper),
        Round: Round.objects.create(**of_deqing, number=1, state=RoundState.READY, due_at=ago),
        Case: Case.objects.create(
            **of_deqing, engagement=done, home_union=province.deqing, title="焊得平", category=1,
            due_at=ago,
        ),
        Booklet: Booklet.objects.create(
            season=over, union=province.province, title="案例汇编", owner=province.fang, due_at=ago
        ),
        Supervision: Supervision.objects.create(
            need=need, union=province.huzhou, to_union=province.deqing, demand="请说明",
            due_at=ago, need_state=need.state, need_due_at=ago,
        ),
        Objection: Objection.objects.create(
            activity=lecture, helper=province.dong_helper, reason="少记了两个小时", due_at=ago
        ),
        Message: Message.objects.create(engagement=done, side=Side.HELPER, text="好"),
        Season: over,
    }  # fmt: skip


def close(province: Province) -> None:
    """The host closes 2026."""
    actions.close_season(actor=province.fang, season=province.season)


def fresh(thing: Any) -> Any:
    """The thing as it is stored."""
    return type(thing)._base_manager.get(pk=thing.pk)


def tables(room: str) -> dict[str, Step]:
    """All steps of the tables of a room, by verb."""
    try:
        states = import_module(f"hongmajia.{room}.states")
    except ModuleNotFoundError:
        return {}
    found = [t for t in vars(states).values() if isinstance(t, dict)]
    return {v: row for t in found for v, row in t.items() if isinstance(row, Step)}


# --- what is refused ------------------------------------------------------------------------


def test_everything_with_a_season_is_declared() -> None:
    """A model whose deadlines wait for a season's stages belongs to that season."""
    declared = {model: of.path for model, of in years_of()}
    with_season = {
        model: model.SEASON for model in apps.get_models()
        if issubclass(model, Counted) and model.SEASON
    }  # fmt: skip
    assert with_season.items() <= declared.items()


def test_every_step_of_every_table_is_refused(
    province: Province, things: dict[type[Model], Any]
) -> None:
    """Walks the declared lives: each verb from each of its states, with an actor and without."""
    close(province)
    tried = 0
    for model, of in lives():
        if model not in things:
            assert model not in dict(years_of()), f"{model}: the fixture has none"
            continue
        known = {*of.standings, *of.over}
        steps = tables(model.__module__.split(".")[1])
        own = {verb: row for verb, row in steps.items() if row.target in known}
        for verb, row in own.items():
            for state in row.sources & known:
                for actor in (province.fang, None):
                    refuses_step(things[model], {verb: row}, state, actor)
                    tried += 1
    assert tried > 150


def refuses_step(thing: Any, table: dict[str, Step], state: str, actor: Any) -> None:
    """The step is refused with the sentence, and leaves neither a new state nor an event."""
    (verb,) = table
    type(thing)._base_manager.filter(pk=thing.pk).update(state=state)
    before = Event.objects.count()
    with (
        pytest.raises(YearClosed, match="2026年度已经归档，不能再改。确实要改，请"),
        transaction.atomic(),
    ):
        move(fresh(thing), table, verb, actor=actor, due_at=timezone.now())
    assert fresh(thing).state == state, f"{verb} from {state}"
    assert Event.objects.count() == before


def test_every_other_verb_is_refused_too(
    province: Province, things: dict[type[Model], Any]
) -> None:
    close(province)
    for thing in things.values():
        for verb in filter(is_refused, all_verbs()):
            with pytest.raises(YearClosed), transaction.atomic():
                record(province.fang, verb, fresh(thing))


def test_looking_is_not_refused(province: Province, things: dict[type[Model], Any]) -> None:
    close(province)
    assert record(province.xu, NeedVerb.REVEALED, fresh(things[Need])).pk


def test_the_enterprise_may_object_to_its_case_at_any_time(
    province: Province, things: dict[type[Model], Any]
) -> None:
    """The book with the case is recalled with it."""
    Case.objects.filter(pk=things[Case].pk).update(state="published", standing=Standing.AGREED)
    Booklet.objects.filter(pk=things[Booklet].pk).update(released_at=timezone.now())
    Chapter.objects.create(booklet=things[Booklet], case=things[Case], position=1)
    close(province)
    case = fresh(things[Case])
    answer_case(
        case=case, actor=province.contact, name="沈女士", reply=Reply.OBJECTED,
        seen=text_mark(case), words="数字不对",
    )  # fmt: skip
    assert fresh(case).standing == Standing.OBJECTED
    assert fresh(things[Booklet]).released_at is None


def test_acts_that_write_no_event_of_the_year_are_refused(
    province: Province, things: dict[type[Model], Any]
) -> None:
    close(province)
    season = fresh(province.season)
    with pytest.raises(YearClosed, match=SAID):  # who may open the year is told where, each time
        set_quota(season=season, union=province.huzhou, amount=3, actor=province.fang)
    talk = fresh(things[Activity])
    with pytest.raises(YearClosed, match=SAID):
        record_arrival(activity=talk, actor=province.fang, phone="13700000001", name="钱女士")
    person: dict[str, Any] = {"name": "钱女士", "phone": "13700000001"}
    with pytest.raises(YearClosed, match="请浙江省总工会开放更正"):
        sign_up(activity=fresh(things[Activity]), actor=province.contact, **person)
    aims: dict[str, Any] = {"union": province.huzhou, "amounts": {Indicator.CASES: 5}}
    with pytest.raises(YearClosed):
        actions.set_targets(actor=province.fang, season=season, **aims)
    assert not season.targets.exists()
    assert not season.quotas.exists()


def test_a_page_of_an_act_says_the_sentence(
    client: Client, province: Province, things: dict[type[Model], Any]
) -> None:
    close(province)
    client.force_login(province.fang, backend=BACKEND)
    page = reverse("season_targets", args=[province.season.pk, province.province.pk])
    field = f"{province.huzhou.pk}-{Indicator.CASES.value}"
    answer = client.post(page, {field: "7"})
    assert answer.status_code == 422
    assert SAID in answer.content.decode()


# --- closing --------------------------------------------------------------------------------


def test_a_year_under_way_is_not_closed(province: Province) -> None:
    with pytest.raises(Refused, match="2026年度还没有过完"):
        close(province)


def test_it_is_over_once_the_next_season_has_begun(province: Province) -> None:
    later = Season.objects.create(
        name="2027年劳模工匠志愿服务月", year=2027, union=province.province, number_prefix="浙2027"
    )
    today = timezone.localdate()
    SeasonStage.objects.create(season=later, stage="collect", starts=today, ends=today)
    close(province)
    assert fresh(province.season).is_closed


def test_what_the_worker_is_busy_with_is_finished_first(
    province: Province, things: dict[type[Model], Any]
) -> None:
    Round.objects.update(state=RoundState.SENDING)
    with pytest.raises(Refused, match="系统正在处理对接轮次"):
        close(province)


def test_it_is_closed_once(province: Province, over: Season) -> None:
    close(province)
    with pytest.raises(Refused, match="2026年度已经归档了"):
        close(province)


def test_the_page_says_what_is_unfinished(
    client: Client, province: Province, things: dict[type[Model], Any]
) -> None:
    client.force_login(province.fang, backend=BACKEND)
    page = reverse("season_close", args=[province.season.pk])
    assert dict(client.get(page).context["unfinished"]) == {
        "需求": 1, "对接": 1, "活动": 1, "对记录的异议": 1, "对接轮次": 1, "督办": 1, "案例": 1,
        "案例汇编": 1,
    }  # fmt: skip
    assert client.post(page).status_code == 302
    assert fresh(province.season).is_closed
    (event,) = Event.objects.filter(verb=UnionVerb.SEASON_CLOSED)
    assert sentence(event) == "方建民把2026年度归档"
    assert SAID in client.get(f"/season/?season={province.season.pk}").content.decode()


@pytest.mark.parametrize("name", ["shen", "xu", "lin", "dong", "ren", "stranger"])
def test_only_the_host_closes_and_opens(
    client: Client, province: Province, over: Season, name: str
) -> None:
    client.force_login(getattr(province, name), backend=BACKEND)
    assert client.post(reverse("season_close", args=[over.pk])).status_code == 403
    close(province)
    sent = {"reason": "漏了一条", "days": "3"}
    assert client.post(reverse("season_correct", args=[over.pk]), sent).status_code == 403
    assert fresh(over).is_closed


# --- corrections ----------------------------------------------------------------------------


def test_a_correction_is_open_for_its_days_and_no_longer(
    client: Client, province: Province, over: Season
) -> None:
    need = make_need(province, NeedState.SUBMITTED)
    close(province)
    client.force_login(province.fang, backend=BACKEND)
    page = reverse("season_correct", args=[over.pk])
    assert client.post(page, {"reason": "有一件需求漏了核实", "days": "3"}).status_code == 302
    assert fresh(over).open_until == timezone.localdate() + timedelta(days=2)
    event = Event.objects.get(verb=UnionVerb.SEASON_OPENED_AGAIN)
    assert (event.actor, event.note) == (province.fang, "有一件需求漏了核实")
    shown = client.get(f"/season/?season={over.pk}").content.decode()
    assert "有一件需求漏了核实" in shown
    facts: dict[str, Any] = {"category": 1, "visibility": Visibility.MASKED}
    with time_machine.travel(timezone.now() + timedelta(days=3)), pytest.raises(YearClosed):
        list_need(need=fresh(need), actor=province.xu, **facts)
    list_need(need=fresh(need), actor=province.xu, **facts)
    assert fresh(need).state == NeedState.LISTED


def test_a_correction_can_be_ended_early(province: Province, over: Season) -> None:
    close(province)
    opening: dict[str, Any] = {"actor": province.fang, "season": over, "reason": "改一个数"}
    actions.open_for_corrections(**opening, days=30)
    assert not fresh(over).is_closed
    close(province)
    assert fresh(over).is_closed


@pytest.mark.parametrize(
    ("reason", "days", "said"),
    [(" ", 3, "请写明要更正什么"), ("改一个数", 31, "最多30天"), ("改一个数", 0, "最少1天")],
)
def test_corrections_have_a_reason_and_at_most_30_days(
    province: Province, over: Season, reason: str, days: int, said: str
) -> None:
    close(province)
    with pytest.raises(Refused, match=said):
        actions.open_for_corrections(actor=province.fang, season=over, reason=reason, days=days)
    assert fresh(over).is_closed


def test_a_year_that_is_not_closed_needs_no_opening(province: Province) -> None:
    with pytest.raises(Refused, match="现在没有归档"):
        actions.open_for_corrections(
            actor=province.fang, season=province.season, reason="改", days=2
        )


# --- clocks and desks -----------------------------------------------------------------------


@pytest.mark.parametrize("clock", CLOCKS, ids=lambda task: task.name)
def test_clocks_leave_a_closed_year_alone(
    province: Province, things: dict[type[Model], Any], clock: Any
) -> None:
    close(province)
    notices, events = Notice.objects.count(), Event.objects.count()
    with time_machine.travel(workday()):
        clock.func()
    assert Notice.objects.count() == notices
    assert Event.objects.count() == events


def test_the_same_clocks_remind_of_a_year_that_is_open(
    province: Province, things: dict[type[Model], Any]
) -> None:
    """The test above would pass with nothing to remind of."""
    with time_machine.travel(workday()):
        for clock in CLOCKS:
            clock.func()
    assert Notice.objects.count() > 4
    assert Event.objects.filter(actor=None).exists()


def workday() -> Any:
    """A Wednesday noon after today that is no holiday."""
    day = timezone.localtime().replace(hour=12) + timedelta(days=2)
    while day.weekday() != 2 or day.month in (1, 2, 5, 10):
        day += timedelta(days=1)
    return day


@pytest.mark.parametrize("name", ["fang", "shen", "xu", "dong", "contact"])
def test_nothing_of_a_closed_year_waits_on_a_desk(
    province: Province, things: dict[type[Model], Any], name: str
) -> None:
    user = getattr(province, name)
    before = tally_of(user).waiting
    close(province)
    after = tally_of(user)
    assert set(after.kinds) <= {Kind.TALK}, "only a message that can still be read"
    assert {row.kind for row in rows_for(user, after)} <= {Kind.TALK}
    if name in ("xu", "dong"):
        assert before > 0


def test_nobody_asks_in_a_closed_year_before_the_next(province: Province, over: Season) -> None:
    close(province)
    asked: Callable[..., Any] = submit_need
    with pytest.raises(Refused, match="2026年度已经归档。征集开始的日子还没有定"):
        asked(
            actor=province.contact, enterprise=province.mogan, region=province.mogan.region,
            title="罐体变形", text="焊接以后罐体变形很厉害，校平很费时间。",
            industry="专用设备制造业", contact_name="沈女士", contact_phone="13812341234",
        )  # fmt: skip
    assert not Need.objects.exists()
