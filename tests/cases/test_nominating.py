"""Nominating cases from tier to tier within quotas."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hongmajia.cases.actions import draft_case, nominate_case, return_case, rewrite_case, set_quota
from hongmajia.cases.enums import CaseState
from hongmajia.cases.models import Case, Nomination
from hongmajia.cases.queries import quota_lines, quota_of
from hongmajia.core.errors import Refused
from hongmajia.core.models import Event
from hongmajia.notices.models import Notice
from tests.actors import Province
from tests.cases.conftest import LESSON, SignIn, serve


def another(province: Province, number: int) -> Case:
    """Another case of Deqing that is ready to be nominated."""
    case = draft_case(engagement=serve(province, number), actor=province.xu)
    return rewrite_case(case=case, actor=province.xu, lesson=LESSON)


def test_from_the_county_by_the_city_to_the_province(province: Province, ready: Case) -> None:
    case = nominate_case(case=ready, actor=province.xu)
    assert (case.state, case.union) == (CaseState.NOMINATED, province.huzhou)

    case = nominate_case(case=case, actor=province.shen)
    assert case.union == province.province
    with pytest.raises(Refused, match="已经到主办工会"):
        nominate_case(case=case, actor=province.fang)
    assert [n.by for n in Nomination.objects.all()] == [province.deqing, province.huzhou]
    assert "推荐案例" in str(Notice.objects.filter(recipient=province.fang).first())


def test_an_incomplete_case_is_not_nominated(province: Province, case: Case) -> None:
    rewrite_case(case=case, actor=province.xu, lesson="")
    with pytest.raises(Refused, match="“经验启示”还没写"):
        nominate_case(case=case, actor=province.xu)


def test_a_quota_counts_and_a_return_frees_it(province: Province, ready: Case) -> None:
    set_quota(season=province.season, union=province.deqing, amount=1, actor=province.shen)
    second = another(province, 1)
    case = nominate_case(case=ready, actor=province.xu)

    with pytest.raises(Refused, match="推荐名额是1个，已经用完"):
        nominate_case(case=second, actor=province.xu)

    back = return_case(case=case, actor=province.shen, reason="成效再写实一点")
    assert (back.state, back.union) == (CaseState.DRAFT, province.deqing)
    assert nominate_case(case=second, actor=province.xu).union == province.huzhou
    told = Notice.objects.filter(recipient=province.xu).values_list("params", flat=True)
    assert any(words.get("reason") == "成效再写实一点" for words in told)


def test_two_at_once_send_it_up_one_tier(province: Province, ready: Case) -> None:
    """Both have read it while Deqing held it."""
    as_another_read_it = Case.objects.get(pk=ready.pk)
    nominate_case(case=ready, actor=province.xu)
    with pytest.raises(Refused, match="刚刚推荐或退回过"):
        nominate_case(case=as_another_read_it, actor=province.xu)
    assert Case.objects.get(pk=ready.pk).union == province.huzhou


def test_a_case_drafted_by_the_holding_union_is_not_returned(
    province: Province, ready: Case
) -> None:
    with pytest.raises(Refused):
        return_case(case=ready, actor=province.xu, reason="不行")


def test_without_a_quota_there_is_no_limit(province: Province) -> None:
    line = quota_of(province.season, province.deqing)
    assert (line.amount, line.left, line.used) == (None, None, 0)

    set_quota(season=province.season, union=province.deqing, amount=2, actor=province.shen)
    assert quota_of(province.season, province.deqing).left == 2
    set_quota(season=province.season, union=province.deqing, amount=None, actor=province.shen)
    assert quota_of(province.season, province.deqing).amount is None
    assert Event.objects.filter(verb="case.quota_set").count() == 2


def test_the_page_of_quotas_names_the_unions_below(province: Province, ready: Case) -> None:
    nominate_case(case=ready, actor=province.xu)
    lines = quota_lines(province.season, province.huzhou)

    assert [(line.union, line.used) for line in lines] == [(province.deqing, 1)]


def test_quotas_are_given_on_a_page(province: Province, as_: SignIn) -> None:
    field = f"union-{province.deqing.pk}"
    answer = as_("shen").post("/cases/quotas/", {field: "3"})

    assert answer.status_code == 302
    assert quota_of(province.season, province.deqing).amount == 3
    assert "已推荐0个" in as_("shen").get("/cases/quotas/").content.decode()


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(amount=st.integers(0, 3), steps=st.lists(st.sampled_from(["up", "back"]), max_size=8))
def test_no_sequence_of_nominations_exceeds_a_quota(
    province: Province, ready: Case, amount: int, steps: list[str]
) -> None:
    """No sequence of nominations and returns exceeds the quota."""
    Nomination.objects.all().delete()
    Case.objects.update(state=CaseState.DRAFT, union=province.deqing)
    set_quota(season=province.season, union=province.deqing, amount=amount, actor=province.shen)
    for step in steps:
        try:
            if step == "up":
                nominate_case(case=ready, actor=province.xu)
            else:
                return_case(case=ready, actor=province.shen, reason="再改")
        except Refused:
            pass
        assert Nomination.objects.filter(by=province.deqing).count() <= amount
