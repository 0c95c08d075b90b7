from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hongmajia.engine import (
    EngineError,
    HelperIndex,
    Mode,
    Need,
    describe,
    explain,
    shortlist,
    shortlists,
)
from tests.engine.examples import (
    CHEN,
    DING,
    DONG,
    EVERYBODY,
    FISH,
    VIOLIN,
    WELDING,
    ZHOU,
    full,
    index,
)


def test_the_best_comes_first_with_reasons() -> None:
    first, second = shortlist(index(), WELDING, 2)
    assert (first.helper, second.helper) == ("dong", "ding")
    assert first.score > second.score
    codes = {reason.code for reason in first.reasons}
    assert codes == {"speciality", "same_craft", "same_region", "free"}


def test_the_unsuitable_come_last_and_say_why() -> None:
    *_, last = shortlist(index(), WELDING, 4)
    assert not last.suitable
    assert any(not reason.favours for reason in last.reasons)


def test_what_forbids_a_helper_is_said_once() -> None:
    need = replace(WELDING, mode=Mode.ONSITE, region="浙江温州苍南")
    (found,) = shortlist(index(DONG), need, 1)
    codes = [reason.code for reason in found.reasons]
    assert (found.suitable, codes.count("beyond_radius")) == (False, 1)
    (found,) = shortlist(index(DONG), VIOLIN, 1)
    assert "unknown_subject" in [reason.code for reason in found.reasons]


def test_who_is_excluded_is_not_shown() -> None:
    need = replace(WELDING, excluded=frozenset({"dong"}))
    assert "dong" not in [found.helper for found in shortlist(index(), need, 10)]


def test_a_full_helper_is_shown_as_full() -> None:
    found = shortlist(index(full(DONG)), WELDING, 1)[0]
    assert found.suitable
    assert "full" in [reason.code for reason in found.reasons]


def test_at_most_four_reasons_and_one_against_is_never_crowded_out() -> None:
    far = replace(DONG, region="浙江温州苍南", solved=("罐体焊接变形",), categories=frozenset({1}))
    found = shortlist(index(far), replace(WELDING, category=1), 1)[0]
    assert len(found.reasons) == 4
    assert not found.reasons[-1].favours


def test_shortlists_are_those_of_each_need() -> None:
    known = index()
    together = list(shortlists(known, [WELDING, FISH, VIOLIN], 3))
    assert together == [shortlist(known, need, 3) for need in (WELDING, FISH, VIOLIN)]


def test_why_him() -> None:
    told = explain(index(), WELDING, "dong")
    assert (told.rank, told.blocked) == (1, ())
    assert told.score == pytest.approx(shortlist(index(), WELDING, 1)[0].score)


def test_the_parts_add_up_to_the_score() -> None:
    from math import exp

    told = explain(index(), FISH, "ding")
    assert told.score == pytest.approx(1 / (1 + exp(-sum(part.points for part in told.parts))))


@pytest.mark.parametrize(
    ("need", "helper", "code"),
    [
        (replace(WELDING, excluded=frozenset({"dong"})), "dong", "excluded"),
        (replace(WELDING, mode=Mode.ONSITE, region="浙江温州苍南"), "dong", "beyond_radius"),
        (VIOLIN, "dong", "unknown_subject"),
    ],
)
def test_why_not_him(need, helper, code) -> None:
    told = explain(index(), need, helper)
    assert code in [reason.code for reason in told.blocked]
    assert all(describe(reason, lang) for reason in told.blocked for lang in ("zh", "en"))


def test_a_stranger_cannot_be_explained() -> None:
    with pytest.raises(EngineError, match="unknown_helper"):
        explain(index(), WELDING, "nobody")


def test_what_is_said_of_the_distance() -> None:
    def place_of(region: str, **helper: object) -> str:
        told = explain(index(replace(DONG, region=region, **helper)), WELDING, "dong")
        codes = ("near", "same_region", "far", "other_", "beyond", "place")
        return next(describe(r) for r in told.reasons if r.code.startswith(codes))

    assert place_of("浙江湖州德清") == "同在德清"
    assert place_of("浙江杭州余杭") == "距25公里"
    assert place_of("浙江湖州") == "同在湖州"
    assert place_of("浙江") == "同在浙江"
    assert place_of("浙江温州苍南") == "距354公里，愿走60公里内，可在线指导"
    assert place_of("浙江温州苍南", radius_km=None) == "距354公里，宜在线指导"
    assert place_of("福建泉州") == "路远，愿走60公里内，可在线指导"
    assert place_of("福建泉州", radius_km=None) == "在福建，跨省，宜在线指导"
    assert place_of("火星") == "地区不明，没算距离"


@cache
def four_helpers() -> HelperIndex:
    return index(DONG, replace(DING, solved=("不锈钢罐体焊接变形",)), CHEN, full(ZHOU))


SKILL = ("speciality", "same_craft", "same_meaning", "solved_similar", "near_speciality")
PLACES = ("浙江湖州德清", "浙江温州苍南", "福建泉州", "")


@settings(max_examples=60, deadline=None)
@given(
    text=st.sampled_from(("不锈钢焊接变形", "焊", "鱼塘死鱼", "机床主轴故障", "走音", "")),
    industry=st.sampled_from(("", "电力、热力生产和供应业", "渔业", "通用设备制造业")),
    category=st.sampled_from((None, 1, 4, 5)),
    mode=st.sampled_from(list(Mode)),
    place=st.sampled_from(PLACES),
    excluded=st.frozensets(st.sampled_from(("dong", "chen"))),
)
def test_no_sentence_contradicts_another_the_rank_or_the_score(
    text: str, industry: str, category: int | None, mode: Mode, place: str, excluded: frozenset[str]
) -> None:
    """Who is shown on the shortlist has their rank there; who is not suitable comes after all who
    are; and nobody of whom nothing shows that they know the subject is said to know it.
    """
    need = Need(
        id="n", text=text, industry=industry, category=category, mode=mode, region=place,
        excluded=excluded,
    )  # fmt: skip
    known = four_helpers()
    told = {each.id: explain(known, need, each.id) for each in known.helpers}
    listed = shortlist(known, need, len(told))
    assert sorted(each.rank for each in told.values()) == list(range(1, len(told) + 1))
    assert [told[each.helper].rank for each in listed] == list(range(1, len(listed) + 1))
    suitable = sum(each.suitable for each in told.values())
    for each in told.values():
        assert each.suitable == (each.rank <= suitable)
        codes = {reason.code for reason in (*each.reasons, *each.blocked)}
        assert not ("unknown_subject" in codes and codes & {*SKILL, "shared_words"})
        assert not ("little_evidence" in codes and "speciality" in codes)
        assert not ("other_craft" in codes and (each.suitable or "speciality" in codes))


def test_everybody_can_be_explained_for_everything() -> None:
    for need in (WELDING, FISH, VIOLIN):
        ranks = sorted(explain(index(), need, helper.id).rank for helper in EVERYBODY)
        assert ranks == [1, 2, 3, 4]
