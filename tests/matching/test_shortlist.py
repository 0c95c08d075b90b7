"""One need: who could help, why a named helper is not proposed, inviting from the shortlist."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from hongmajia.engagements.actions import cancel, decline, propose
from hongmajia.engagements.enums import Origin
from hongmajia.engagements.models import Engagement
from hongmajia.matching.actions import invite_helper, start_round
from hongmajia.matching.enums import Reach, RulingKind
from hongmajia.matching.models import Round, Ruling
from hongmajia.matching.queries import candidates, why_not, why_not_in
from hongmajia.needs.enums import NeedState
from hongmajia.needs.models import Need
from hongmajia.people.models import Helper
from tests.actors import Province, artisan, make_need

from .conftest import SignIn, ask


def names(need: Need) -> list[str]:
    return [str(candidate.helper) for candidate in candidates(need)]


def test_the_welder_is_the_first_for_a_welding_problem_and_it_says_why(
    province: Province,
) -> None:
    first = candidates(make_need(province))[0]
    assert str(first.helper) == "董师傅"
    assert 0 < first.score <= 1
    assert 1 <= len(first.reasons) <= 4
    assert any(reason.favours for reason in first.reasons)


def test_who_was_asked_or_is_banned_is_not_suggested_again(province: Province) -> None:
    need = make_need(province)
    assert "董师傅" in names(need)
    asked = propose(need=need, helper=province.dong_helper, actor=province.xu)
    decline(engagement=asked, actor=province.dong, reason="在外地")
    assert "董师傅" not in names(need)

    other = make_need(province)
    Ruling.objects.create(
        need=other, helper=province.dong_helper, kind=RulingKind.BAN, ruled_by=province.xu
    )
    assert "董师傅" not in names(other)


def test_a_full_helper_is_shown_as_full_and_cannot_be_invited_from_the_page(
    province: Province, as_: SignIn
) -> None:
    province.dong_helper.paused_until = timezone.localdate() + timedelta(days=9)
    province.dong_helper.save()
    need = make_need(province)
    found = {str(c.helper): c for c in candidates(need)}
    assert found["董师傅"].is_full
    page = as_("xu").get(f"/needs/{need.pk}/shortlist/").content.decode()
    assert "本周已排满" in page


def test_why_not_him_tells_rank_and_what_speaks_against_him(province: Province) -> None:
    need = make_need(province)
    (told,) = why_not(need, "周", [], province.wu)
    assert told.rank > 1
    assert told.reasons
    assert not told.asked_before


def test_why_not_finds_no_full_name_that_one_may_not_see(province: Province) -> None:
    artisan("丁建国", "焊工", province.wucheng, "330702")
    need = make_need(province)
    assert why_not(need, "建国", [], province.xu) == []
    assert [str(one.helper) for one in why_not(need, "建国", [], province.fang)] == ["丁师傅"]
    assert why_not(need, "  ", [], province.fang) == []


def test_a_ban_is_the_first_thing_told(province: Province) -> None:
    need = make_need(province)
    Ruling.objects.create(
        need=need, helper=province.dong_helper, kind=RulingKind.BAN, ruled_by=province.xu
    )
    (told,) = why_not(need, "董", [], province.xu)
    assert told.reasons[0].code == "excluded"


# --- the pages ------------------------------------------------------------------------------


def test_the_page_shows_reasons_in_words_and_one_red_button(
    province: Province, helpers: list[Helper], as_: SignIn
) -> None:
    need = make_need(province)
    page = as_("xu").get(f"/needs/{need.pk}/shortlist/").content.decode()
    assert "董师傅" in page
    assert "专长就是" in page
    assert "同时最多邀请3位" in page
    assert page.count("btn-primary") == 1


def test_inside_the_needs_page_only_the_best_few_are_drawn(province: Province, as_: SignIn) -> None:
    for number in range(8):
        artisan(f"焊{number}", "焊工", province.huzhou, "330502", specialities=["不锈钢焊接"])
    need = make_need(province)
    answer = as_("xu").get(f"/needs/{need.pk}/shortlist/", headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert page.count('class="cand"') == 5
    assert "<html" not in page
    assert "看全部" in page


def test_the_invitation_carries_score_and_reasons(province: Province, as_: SignIn) -> None:
    need = make_need(province)
    answer = as_("xu").post(
        f"/needs/{need.pk}/shortlist/invite/", {"helper": province.dong_helper.pk}
    )
    assert answer.status_code == 302
    asked = Engagement.objects.get(need=need)
    assert (asked.helper, asked.origin) == (province.dong_helper, Origin.DISPATCH)
    assert 0 < asked.score <= 1
    assert {"code", "params", "favours", "points"} == set(asked.reasons[0])
    assert province.dong.notices.filter(url=f"/engagements/{asked.pk}/").exists()


def test_with_three_invitations_out_nobody_else_can_be_asked(
    province: Province, as_: SignIn
) -> None:
    need = make_need(province, helpers_wanted=3)
    for name in "甲乙丙":
        helper = artisan(name, "焊工", province.huzhou, "330502")
        propose(need=need, helper=helper, actor=province.xu)
    page = as_("xu").get(f"/needs/{need.pk}/shortlist/").content.decode()
    assert "已经邀满" in page
    assert "/shortlist/invite/" not in page
    answer = as_("xu").post(
        f"/needs/{need.pk}/shortlist/invite/", {"helper": province.dong_helper.pk}
    )
    assert answer.status_code == 409


def test_a_matched_need_looks_for_nobody(province: Province, as_: SignIn) -> None:
    need = make_need(province, NeedState.MATCHED)
    page = as_("xu").get(f"/needs/{need.pk}/shortlist/").content.decode()
    assert "现在不用找人" in page


def test_where_nobody_suits_the_page_says_what_to_do(province: Province, as_: SignIn) -> None:
    Helper.objects.update(is_active=False)
    need = make_need(province)
    page = as_("xu").get(f"/needs/{need.pk}/shortlist/").content.decode()
    assert "暂时没有合适的师傅" in page
    assert "请上级协调" in page


def test_while_the_only_one_is_invited_the_page_does_not_say_nobody_suits(
    province: Province, as_: SignIn
) -> None:
    need = make_need(province)
    propose(need=need, helper=province.dong_helper, actor=province.xu)
    Helper.objects.exclude(pk=province.dong_helper.pk).update(is_active=False)
    page = as_("xu").get(f"/needs/{need.pk}/shortlist/").content.decode()
    assert "已经邀请、等答复" in page
    assert "暂时没有合适的师傅" not in page


@pytest.mark.parametrize("nonsense", ["", "x", "999999", "-1"])
def test_a_broken_invitation_is_not_found(province: Province, as_: SignIn, nonsense: str) -> None:
    url = f"/needs/{make_need(province).pk}/shortlist/invite/"
    assert as_("xu").post(url, {"helper": nonsense}).status_code == 404


def test_who_left_the_roll_cannot_be_invited(province: Province, as_: SignIn) -> None:
    Helper.objects.filter(pk=province.dong_helper.pk).update(is_active=False)
    url = f"/needs/{make_need(province).pk}/shortlist/invite/"
    answer = as_("shen").post(url, {"helper": province.dong_helper.pk})
    assert answer.status_code == 404


def test_only_cadres_of_the_holding_union_and_above_see_the_shortlist(
    province: Province, as_: SignIn
) -> None:
    url = f"/needs/{make_need(province).pk}/shortlist/"
    answers = {name: as_(name).get(url).status_code for name in province.actors}
    assert {name for name, status in answers.items() if status == 200} == {"fang", "shen", "xu"}
    assert answers["nobody"] == 302
    assert {answers[name] for name in ("wu", "lu", "lin", "contact", "dong", "stranger")} == {403}


@pytest.mark.parametrize("many", [1, 50])
def test_the_page_costs_the_same_for_one_and_for_fifty_helpers(
    province: Province, as_: SignIn, many: int, django_assert_num_queries: Callable[..., Any]
) -> None:
    for number in range(many):
        artisan(f"焊{number}", "焊工", province.huzhou, "330502", specialities=["不锈钢焊接"])
    need = make_need(province)
    browser = as_("xu")
    browser.get(f"/needs/{need.pk}/shortlist/")
    with django_assert_num_queries(12):
        browser.get(f"/needs/{need.pk}/shortlist/")


def test_an_invitation_taken_back_leaves_the_place_to_the_next(
    province: Province, helpers: list[Helper]
) -> None:
    need = ask(province, 0, 1)
    first = invite_helper(need=need, helper=province.dong_helper, actor=province.xu)
    cancel(engagement=first, actor=province.xu, reason="企业自己解决了")
    assert "董师傅" not in names(need)
    assert names(need)


# --- why not in a round -----------------------------------------------------------------------


def test_why_not_in_a_round_tells_where_the_plan_sends_him(
    province: Province, plan: Round, as_: SignIn
) -> None:
    """The helper suits this need too, but is planned for others."""
    row = plan.rows.order_by("-score").first()
    assert row is not None
    other = plan.rows.exclude(need=row.need).exclude(helper=row.helper).first()
    assert other is not None
    (told,) = [
        one
        for one in why_not_in(plan, other.need, str(row.helper), [], province.xu)
        if one.helper == row.helper
    ]
    assert not told.is_planned_here
    assert row.need in [one.need for one in told.elsewhere]
    page = (
        as_("xu")
        .get(f"/rounds/{plan.pk}/needs/{other.need_id}/", {"name": str(row.helper)})
        .content.decode()
    )
    assert "方案里请他去另外" in page
    assert row.need.title in page
    assert 'name="kind" value="pin"' in page


def test_why_not_in_a_round_of_ones_own_tells_who_was_out_of_reach(
    province: Province, needs: list[Need], work: Callable[[], None]
) -> None:
    own = {"season": province.season, "union": province.deqing, "reach": Reach.OWN}
    started = start_round(actor=province.xu, **own)
    work()
    (told,) = why_not_in(started, needs[0], "周", [], province.xu)
    assert told.is_outside
    assert told.planned == ()


def test_who_is_planned_for_it_is_not_asked_why_not(
    province: Province, plan: Round, as_: SignIn
) -> None:
    row = plan.rows.first()
    assert row is not None
    url = f"/rounds/{plan.pk}/needs/{row.need_id}/"
    page = as_("xu").get(url, {"name": str(row.helper)}).content.decode()
    assert "方案里请的就是他" in page


def test_the_board_leads_to_why_not(
    province: Province, needs: list[Need], work: Callable[[], None], as_: SignIn
) -> None:
    Helper.objects.update(is_active=False)
    started = start_round(actor=province.xu, season=province.season, union=province.deqing)
    work()
    page = as_("xu").get(f"/rounds/{started.pk}/").content.decode()
    assert "#why-not" in page
