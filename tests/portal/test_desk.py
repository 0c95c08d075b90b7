"""The desk: which tasks it shows to whom, in what order, with which button, by how many queries."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from hongmajia import __version__
from hongmajia.core.models import Clocked
from hongmajia.core.states import move
from hongmajia.engagements.enums import EngagementState, Origin
from hongmajia.engagements.models import Engagement
from hongmajia.matching.enums import RoundState
from hongmajia.matching.models import PlanRow, Round, Unserved
from hongmajia.needs.enums import NeedState, NeedVerb
from hongmajia.needs.models import Need
from hongmajia.needs.reminders import remind_holder
from hongmajia.needs.states import TRANSITIONS
from hongmajia.notices.models import Notice
from hongmajia.portal.waiting import Row, rows_for, tally_of
from hongmajia.unions.enums import Role
from hongmajia.unions.models import Membership, User
from tests.actors import Province, grant, make_need

BACKEND = "django.contrib.auth.backends.ModelBackend"
HOUR = timedelta(hours=1)
S, E = NeedState, EngagementState


def in_time(**fields: Any) -> dict[str, Any]:
    return {"due_at": timezone.now() + timedelta(days=20), **fields}


def late(**fields: Any) -> dict[str, Any]:
    return {"due_at": timezone.now() - HOUR, **fields}


def engage(province: Province, need: Need, state: EngagementState, **fields: Any) -> Engagement:
    values = {"helper": province.dong_helper, "origin": Origin.DISPATCH, "opened_by": province.xu}
    return Engagement.objects.create(need=need, state=state, **in_time(**{**values, **fields}))


def waits(person: User) -> list[str]:
    return [str(row.what) for row in rows_of(User.objects.get(pk=person.pk))]


def rows_of(person: Any) -> list[Row]:
    """The rows of the user's desk."""
    return rows_for(person, tally_of(person))


# --- what waits for a union's cadre ---------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "what"),
    [
        (S.SUBMITTED, ["核实需求"]),
        (S.LISTED, ["选师傅"]),
        (S.REOPENED, ["选师傅"]),
        (S.ESCALATED, ["接手协调"]),
        (S.RETURNED, []),
        (S.MATCHED, []),
        (S.CONFIRMED, []),
        (S.WITHDRAWN, []),
    ],
)
def test_a_need_waits_for_the_union_that_holds_it(
    province: Province, state: NeedState, what: list[str]
) -> None:
    make_need(province, state, **in_time())
    assert waits(province.xu) == what


def test_neighbours_leaders_liaisons_and_the_tiers_above_are_not_bothered(
    province: Province,
) -> None:
    make_need(province, S.SUBMITTED, **in_time())
    for person in (province.fang, province.shen, province.wu, province.lu, province.lin,
                   province.ren, province.dong, province.contact, province.stranger):  # fmt: skip
        assert waits(person) == []


def test_overdue_shows_to_the_union_directly_above(province: Province) -> None:
    make_need(province, S.SUBMITTED, **late())
    assert waits(province.xu) == ["核实需求"]
    assert waits(province.shen) == ["下级超期"]
    assert waits(province.fang) == waits(province.wu) == []
    row = rows_of(province.shen)[0]
    assert "德清县总工会" in row.facts


def test_a_need_with_an_open_invitation_is_not_on_the_desk(province: Province) -> None:
    need = make_need(province, S.LISTED, **in_time())
    engage(province, need, E.PROPOSED)
    assert waits(province.xu) == []
    assert waits(province.dong) == ["答复邀请"]


def says_reminded(reader: Any) -> bool:
    return any("已提醒" in line for row in rows_of(reader) for line in row.since)


def test_reminded_is_said_only_where_somebody_got_the_reminder(province: Province) -> None:
    need = make_need(province, S.SUBMITTED, **late())
    remind_holder(need=need)
    assert says_reminded(province.shen)
    Notice.objects.filter(recipient=province.xu).delete()
    assert not says_reminded(province.shen), "the clock tried, but Xu has nothing to read"


def test_who_becomes_cadre_after_the_reminder_was_not_reminded(province: Province) -> None:
    Membership.objects.filter(user=province.xu).delete()
    need = make_need(province, S.SUBMITTED, **late())
    remind_holder(need=need)
    grant(province.xu, province.deqing, Role.CADRE)
    assert not says_reminded(User.objects.get(pk=province.xu.pk))
    Need.objects.filter(pk=need.pk).update(reminded_at=None)  # the next working day
    remind_holder(need=Need.objects.get(pk=need.pk))
    assert says_reminded(User.objects.get(pk=province.xu.pk))


@pytest.mark.parametrize("has_account", [True, False])
def test_an_asker_was_reminded_if_they_have_an_account(
    province: Province, has_account: bool
) -> None:
    asker = {} if has_account else {"asker": None, "enterprise": None}
    need = make_need(province, S.RETURNED, **late(**asker))
    remind_holder(need=need)
    assert says_reminded(province.xu) is has_account


def test_after_a_decline_the_need_is_on_the_desk_again(province: Province) -> None:
    need = make_need(province, S.LISTED, **in_time())
    engage(province, need, E.DECLINED)
    assert waits(province.xu) == ["选师傅"]


def test_an_overdue_need_waits_for_the_helpers_as_long_as_they_may_answer(
    province: Province,
) -> None:
    need = make_need(province, S.LISTED, **late())
    invited = engage(province, need, E.PROPOSED)
    assert waits(province.xu) == []
    assert waits(province.shen) == []
    Engagement.objects.filter(pk=invited.pk).update(**late())
    assert waits(province.xu) == ["选师傅"]
    assert waits(province.shen) == ["下级超期"]
    assert "1位师傅还没答复" in rows_of(province.xu)[0].since[1]


def test_an_open_call_waits_for_bidders_then_for_the_choice(province: Province) -> None:
    need = make_need(province, S.LISTED, bid_until=timezone.localdate(), **in_time())
    assert waits(province.xu) == []
    engage(province, need, E.OFFERED, origin=Origin.BID)
    assert waits(province.xu) == ["选揭榜人"]
    assert "1位师傅揭榜" in rows_of(province.xu)[0].since[1]


def test_a_computed_plan_waits_until_it_is_sent_or_run_again(province: Province) -> None:
    values = {"season": province.season, "union": province.huzhou, "owner": province.shen}
    plan = Round.objects.create(number=3, state=RoundState.READY, **values)
    need = make_need(province, S.LISTED, **in_time())
    other = make_need(province, S.LISTED, **in_time())
    PlanRow.objects.create(round=plan, need=need, helper=province.dong_helper, score=0.9)
    Unserved.objects.create(round=plan, need=other)
    row = rows_of(province.shen)[0]
    assert (row.what, row.title) == ("看方案", "第3轮对接方案算好了")
    assert row.since[1] == "1件有人，1件没有"
    Round.objects.create(number=4, state=RoundState.COMPUTING, before=plan, **values)
    assert waits(province.shen) == []


# --- what waits for those who help and those who ask ----------------------------------------


def test_a_team_leader_answers_for_the_team(province: Province) -> None:
    engage(province, make_need(province), E.PROPOSED, helper=province.team)
    assert waits(province.zhou) == ["答复邀请"]
    assert waits(province.dong) == []


def test_of_a_helper_without_an_account_the_union_of_the_helper_answers(province: Province) -> None:
    province.dong_helper.artisan.user = None
    province.dong_helper.artisan.save()
    asked = engage(province, make_need(province), E.PROPOSED)
    assert waits(province.shen) == ["打电话问师傅"]
    assert waits(province.wu) == waits(province.fang) == []
    assert province.shen.has_perm("engagements.answer", asked)


def test_an_order_is_verified_while_its_helper_is_asked(province: Province) -> None:
    engage(province, make_need(province, S.SUBMITTED, **in_time()), E.PROPOSED)
    assert waits(province.xu) == ["核实需求"]
    assert waits(province.dong) == ["答复邀请"]


def test_no_visit_is_asked_for_before_the_need_is_listed(province: Province) -> None:
    need = make_need(province, S.SUBMITTED, **in_time())
    engage(province, need, E.ACCEPTED, contacted_at=timezone.now())
    assert waits(province.dong) == []
    assert waits(province.xu) == ["核实需求"]


def test_between_the_visits_of_a_long_term_task_the_next_is_arranged(province: Province) -> None:
    task = engage(province, make_need(province, S.TACKLING), E.SCHEDULED)
    assert (waits(province.dong), waits(province.xu)) == (["约时间"], [])
    Engagement.objects.filter(pk=task.pk).update(**late())
    assert waits(province.xu) == ["催约时间"]


def test_after_accepting_the_helper_contacts_and_then_schedules(province: Province) -> None:
    engagement = engage(province, make_need(province, S.MATCHED), E.ACCEPTED)
    assert waits(province.dong) == ["联系企业"]
    Engagement.objects.filter(pk=engagement.pk).update(contacted_at=timezone.now())
    assert waits(province.dong) == ["约时间"]


def test_a_late_first_contact_is_on_the_desk_of_the_union(province: Province) -> None:
    engage(province, make_need(province, S.MATCHED), E.ACCEPTED, **late())
    assert waits(province.dong) == ["联系企业"]
    assert waits(province.xu) == ["催首次联系"]
    assert waits(province.wu) == []


def test_a_returned_need_waits_for_those_who_can_complete_it(province: Province) -> None:
    make_need(province, S.RETURNED, home_union=province.mogan_union, **in_time())
    assert waits(province.contact) == ["补充需求"]
    assert waits(province.lu) == ["补充需求"]
    assert waits(province.xu) == []
    assert waits(province.stranger) == []


# --- the page ---------------------------------------------------------------------------------


def desk_of(client: Client, person: User, query: str = "") -> str:
    client.force_login(person, backend=BACKEND)
    return client.get(f"/desk/{query}").content.decode()


def test_rows_are_in_the_order_of_their_deadlines(client: Client, province: Province) -> None:
    make_need(province, S.SUBMITTED, title="以后", **in_time())
    make_need(province, S.LISTED, title="没有时限", due_at=None)
    make_need(province, S.LISTED, title="超期", **late())
    assert [row.title for row in rows_of(province.xu)] == ["超期", "以后", "没有时限"]
    page = desk_of(client, province.xu)
    assert page.index("已超期") < page.index("<h2>以后</h2>")
    assert "有3件等您办" in page
    assert "先办超期的1件" in page


def test_only_overdue_rows_have_the_red_button(client: Client, province: Province) -> None:
    make_need(province, S.SUBMITTED, **in_time())
    assert "btn-primary" not in desk_of(client, province.xu)
    make_need(province, S.SUBMITTED, **late())
    assert desk_of(client, province.xu).count("btn-primary") == 1


def test_the_button_leads_to_the_page_of_the_next_action(
    client: Client, province: Province
) -> None:
    need = make_need(province, S.SUBMITTED, **in_time())
    assert f'href="/needs/{need.pk}/verify/"' in desk_of(client, province.xu)


def test_one_kind_at_a_time(client: Client, province: Province) -> None:
    make_need(province, S.SUBMITTED, title="要核实的", **in_time())
    make_need(province, S.LISTED, title="要对接的", **in_time())
    page = desk_of(client, province.xu, "?kind=match")
    assert "要对接的" in page
    assert "要核实的" not in page
    assert "核实1" in page


def test_an_unknown_kind_is_no_filter(client: Client, province: Province) -> None:
    make_need(province, S.SUBMITTED, title="要核实的", **in_time())
    assert "要核实的" in desk_of(client, province.xu, "?kind=nonsense")


def test_an_empty_desk_says_where_to_go(client: Client, province: Province) -> None:
    page = desk_of(client, province.stranger)
    assert "没有等您办的事" in page
    assert "看看企业问题清单" in page


def test_it_says_from_whom_and_since_when(client: Client, province: Province) -> None:
    need = make_need(province, S.SUBMITTED)
    step(need, NeedVerb.LISTED, province.xu)
    row = rows_of(province.xu)[0]
    assert row.since[0] == "徐芳核实，列入企业问题清单"


def test_what_the_user_dealt_with_this_week_is_counted(client: Client, province: Province) -> None:
    need = make_need(province, S.SUBMITTED)
    step(need, NeedVerb.LISTED, province.xu)
    step(need, NeedVerb.MATCHED, province.xu)
    done = make_need(province, S.SUBMITTED)
    step(done, NeedVerb.WITHDRAWN, province.xu)
    assert "您本周办完了2件。" in desk_of(client, province.xu)


def step(need: Clocked, verb: NeedVerb, actor: User) -> None:
    move(need, TRANSITIONS, verb, actor=actor, due_at=timezone.now() + timedelta(days=20))


# --- what it costs ------------------------------------------------------------------------------


def fill(province: Province, times: int) -> None:
    grant(province.dong, province.deqing, Role.CADRE)
    for _ in range(times):
        step(make_need(province, S.SUBMITTED), NeedVerb.LISTED, province.xu)
        make_need(province, S.SUBMITTED, **late())
        make_need(province, S.RETURNED, asker=province.dong)
        engage(province, make_need(province, S.LISTED), E.PROPOSED)
    Round.objects.create(
        season=province.season, union=province.deqing, owner=province.xu, number=1,
        state=RoundState.READY,
    )  # fmt: skip


@pytest.mark.parametrize("times", [1, 12])
def test_the_desk_takes_thirteen_queries(
    client: Client,
    province: Province,
    times: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    fill(province, times)
    desk_of(client, province.dong)  # holidays are read once
    with django_assert_num_queries(13):
        page = client.get("/desk/").content.decode()
    assert f"有{4 * times + 1}件等您办" in page


def test_the_count_in_the_frame_takes_one_query(
    province: Province, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    fill(province, 2)
    person = User.objects.get(pk=province.dong.pk)
    assert person.grants
    with django_assert_num_queries(1):
        tally = tally_of(person)
    assert tally.kinds == {"verify": 2, "match": 3, "complete": 2, "answer": 2}
    assert tally.waiting == len(rows_of(person))


def test_a_visitor_has_no_tasks(
    db: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        assert tally_of(AnonymousUser()).waiting == 0


def test_a_long_desk_shows_the_most_urgent_and_says_how_many_more(
    client: Client, province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hongmajia.portal.waiting.needs.ROWS", 3)
    for _ in range(5):
        make_need(province, S.SUBMITTED, **in_time())
    page = desk_of(client, province.xu)
    assert "有5件等您办" in page
    assert "还有2件" in page


def test_cadres_read_at_the_foot_which_version_runs(client: Client, province: Province) -> None:
    version = f"版本{__version__}"
    assert version in desk_of(client, province.xu)
    assert version not in desk_of(client, province.dong)


# --- what the heading of the late ones says -------------------------------------------------


def late_heading(client: Client, person: User) -> str:
    client.force_login(person, BACKEND)
    return client.get("/desk/").text.partition("<h2>已超期</h2>")[2].partition("</div>")[0]


@pytest.mark.one_database("what a page says")
def test_the_heading_says_which_the_union_above_sees(client: Client, province: Province) -> None:
    make_need(province, S.RETURNED, **late())
    assert "1件" in late_heading(client, province.xu)
    assert "上级工会" not in late_heading(client, province.xu)
    make_need(province, S.SUBMITTED, **late())
    assert "2件，其中1件上级工会已能看到" in late_heading(client, province.xu)
    assert "上级工会" not in late_heading(client, province.shen)  # the province sees none of it
    Need.objects.filter(state=S.RETURNED).delete()
    assert "1件，上级工会已能看到" in late_heading(client, province.xu)


@pytest.mark.one_database("a link")
def test_many_tasks_of_a_kind_lead_to_the_list_with_boxes(
    client: Client, province: Province
) -> None:
    for _ in range(2):
        make_need(province, NeedState.SUBMITTED, due_at=timezone.now())
    assert "勾选了一起办" in desk_of(client, province.xu, "?kind=verify")
    assert "勾选了一起办" not in desk_of(client, province.xu)
