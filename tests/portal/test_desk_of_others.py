"""The desk of a cadre with sixty needs: their own tasks open, what others have folded below."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from hongmajia.cases.enums import CaseState, Standing
from hongmajia.cases.models import Case, PublicNotice, Review
from hongmajia.engagements.enums import EngagementState, Origin
from hongmajia.engagements.models import Engagement
from hongmajia.needs.enums import NeedState
from hongmajia.needs.models import Need
from hongmajia.portal.navigation import first_page
from hongmajia.portal.waiting import rows_for, tally_of
from hongmajia.portal.waiting.others import rows_of_others
from hongmajia.unions.models import User
from tests.actors import Province, make_need

E = EngagementState


@pytest.fixture(autouse=True)
def whole_names(province: Province) -> None:
    """As on a roll; the province has them shortened."""
    for helper, name in ((province.dong_helper, "董建国"), (province.zhou_helper, "周学军")):
        helper.name = name
        helper.save()


def soon() -> Any:
    return timezone.now() + timedelta(days=20)


def engage(province: Province, state: EngagementState, **fields: Any) -> Engagement:
    values = {"helper": province.dong_helper, "origin": Origin.DISPATCH, "due_at": soon()}
    values["need"] = fields.get("need") or make_need(province, NeedState.LISTED, due_at=soon())
    return Engagement.objects.create(state=state, **{**values, **fields})


def desk_of(client: Client, person: User) -> str:
    client.force_login(person)
    return client.get("/desk/").content.decode()


def acts(person: User) -> list[str]:
    fresh = User.objects.get(pk=person.pk)
    return [str(row.what) for row in rows_for(fresh, tally_of(fresh))]


# --- what others have -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "fields", "what", "whom"),
    [
        (E.PROPOSED, {}, "等师傅答复", "等董建国"),
        (E.ACCEPTED, {}, "等首次联系", "等董建国"),
        (E.ACCEPTED, {"contacted_at": timezone.now()}, "等约时间", "等董建国"),
        (E.SCHEDULED, {}, "等师傅服务", "等董建国"),
        (E.SERVED, {}, "等企业确认", "等沈女士"),
    ],
)
def test_it_says_what_it_waits_for_and_for_whom(
    province: Province, state: EngagementState, fields: dict[str, Any], what: str, whom: str
) -> None:
    engage(province, state, need=make_need(province, NeedState.MATCHED), **fields)
    (row,) = rows_of_others(province.xu)
    assert (row.what, row.since[0], row.button) == (what, whom, "")
    assert "莫干精工" in str(row.facts)
    assert row.facts[2] == Engagement.objects.get().need.number
    assert acts(province.xu) == []
    assert rows_of_others(province.wu) == rows_of_others(province.dong) == []


def test_several_invitations_to_one_need_are_one_row(province: Province) -> None:
    first = engage(province, E.PROPOSED)
    engage(province, E.PROPOSED, need=first.need, helper=province.zhou_helper)
    (row,) = rows_of_others(province.xu)
    assert row.since[0] == "等董建国、周学军"


def test_nothing_is_both_open_and_folded(province: Province) -> None:
    """A late first contact is the cadre's to urge; an invitation that lapsed is nobody's."""
    for state in (E.ACCEPTED, E.PROPOSED, E.SERVED):
        made = engage(province, state, due_at=timezone.now() - timedelta(hours=1))
        if state != E.PROPOSED:
            Need.objects.filter(pk=made.need_id).update(state=NeedState.MATCHED)
    engage(province, E.OFFERED)
    assert rows_of_others(province.xu) == []
    assert set(acts(province.xu)) == {"催首次联系", "选师傅", "催企业确认", "选揭榜人"}


def test_fifty_two_invitations_leave_a_calm_desk(client: Client, province: Province) -> None:
    for _ in range(52):
        need = make_need(province, NeedState.LISTED, due_at=timezone.now() - timedelta(days=3))
        engage(province, E.PROPOSED, need=need)
    page = desk_of(client, province.xu)
    assert "没有等您办的事" in page
    assert "52件在别人手里，您不用办" in page
    assert "btn-primary" not in page


# --- grouped by act ---------------------------------------------------------------------------


@pytest.mark.one_database("what a page shows of rows it has read")
def test_rows_of_one_act_stand_together_and_long_ones_are_folded(
    client: Client, province: Province
) -> None:
    for n in range(8):
        make_need(province, NeedState.SUBMITTED, due_at=soon(), title=f"核实{n}")
        make_need(province, NeedState.LISTED, due_at=soon(), title=f"对接{n}")
    page = desk_of(client, province.xu)
    assert page.count("<small>8件</small>") == 2
    assert page.index("核实7") < page.index("对接0")
    folded = page.partition('<details class="more-acts">')[2].partition("</details>")[0]
    assert "核实需求还有2件" in folded
    assert "核实6" in folded
    assert "对接" not in folded


# --- cases ------------------------------------------------------------------------------------


def make_case(province: Province, state: CaseState, **fields: Any) -> Case:
    served = engage(province, E.CONFIRMED, need=make_need(province, NeedState.CONFIRMED))
    values = {"season": province.season, "home_union": province.deqing, "due_at": soon()}
    values |= {"union": province.season.union, "category": 1}
    return Case.objects.create(
        engagement=served, title="一个案例", state=state, **{**values, **fields}
    )


def test_a_nominated_case_is_the_cadres_once_its_reviews_are_in(province: Province) -> None:
    case = make_case(province, CaseState.NOMINATED)
    assert acts(province.fang) == ["定推荐来的案例"]
    review = Review.objects.create(case=case, union=case.union, reviewer=province.ren)
    assert acts(province.fang) == []
    assert acts(province.ren) == ["评审案例"]
    Review.objects.filter(pk=review.pk).update(given_at=timezone.now())
    assert acts(province.fang) == ["评审完了，定入选"]
    Review.objects.filter(pk=review.pk).update(given_at=None)
    Case.objects.update(due_at=timezone.now() - timedelta(days=1))
    assert acts(province.fang) == ["催评审"]


def test_selected_cases_are_put_on_notice_together_once_the_firms_have_answered(
    province: Province,
) -> None:
    make_case(province, CaseState.SELECTED)
    asked = make_case(province, CaseState.SELECTED, standing=Standing.ASKED)
    assert acts(province.fang) == []
    Case.objects.filter(pk=asked.pk).update(standing=Standing.AGREED)
    (row,) = rows_for(province.fang, tally_of(province.fang))
    assert (row.what, row.title) == ("公示案例", "公示2个入选案例")


def test_a_notice_that_is_over_is_to_be_closed(province: Province) -> None:
    day = timezone.localdate()
    notice = PublicNotice.objects.create(
        season=province.season, union=province.season.union, opens_on=day - timedelta(days=9),
        closes_on=day, office="劳动部", phone="0571-12345678", opened_by=province.fang,
    )  # fmt: skip
    make_case(province, CaseState.ON_NOTICE, notice=notice)
    assert acts(province.fang) == []
    PublicNotice.objects.update(closes_on=day - timedelta(days=1))
    (row,) = rows_for(province.fang, tally_of(province.fang))
    assert (row.what, row.title) == ("发布案例", "公示完了，发布1个案例")


# --- what it costs, and who comes in elsewhere ------------------------------------------------


@pytest.mark.parametrize("times", [1, 50])
def test_the_desk_of_a_busy_cadre_takes_eleven_queries(
    client: Client,
    province: Province,
    times: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(times):
        make_need(province, NeedState.SUBMITTED, due_at=soon())
        make_need(province, NeedState.RETURNED, due_at=soon())
        engage(province, E.PROPOSED)
        make_case(province, CaseState.DRAFT, union=province.deqing)
    desk_of(client, province.xu)  # holidays are read once
    with django_assert_num_queries(11):
        page = client.get("/desk/").content.decode()
    assert f"有{2 * times}件等您办" in page
    assert f"{2 * times}件在别人手里" in page


def test_a_leader_comes_in_at_the_figures_and_everybody_else_at_the_desk(
    province: Province,
) -> None:
    assert first_page(province.lin) == "/figures/"
    for person in (province.xu, province.lu, province.ren, province.dong, province.stranger):
        assert first_page(person) == "/desk/"
