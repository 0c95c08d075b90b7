"""Reviews: who is asked, who sees them, and selecting cases."""

import pytest

from hongmajia.cases.actions import (
    ask_for_all,
    ask_reviewers,
    give_review,
    nominate_case,
    reject_case,
    remove_reviewer,
    select_case,
)
from hongmajia.cases.enums import CaseState
from hongmajia.cases.models import Case, Review
from hongmajia.cases.queries import eligible_reviewers, review_summaries
from hongmajia.core.errors import Refused, TooLate, WrongState
from hongmajia.notices.models import Notice
from hongmajia.unions.enums import Role
from hongmajia.unions.models import User
from tests.actors import Province, grant
from tests.cases.conftest import SignIn

GOOD = {"problem": 24, "practice": 23, "result": 25, "writing": 20}
POOR = {"problem": 15, "practice": 15, "result": 15, "writing": 15}
Reviewers = dict[str, User]


def give(case: Case, reviewer: User, points: dict[str, int], comment: str = "") -> Review:
    review = Review.objects.select_related("case").get(case=case, reviewer=reviewer)
    return give_review(review=review, actor=reviewer, points=points, comment=comment)


def test_reviewers_do_not_review_cases_of_their_own_union(
    province: Province, came_up: Case, reviewers: Reviewers
) -> None:
    names = {user.username for user in eligible_reviewers(came_up)}
    assert names == {"ren", "mei", "qian"}, "Hu is of Huzhou, where the case is from"


def test_reviewers_do_not_review_cases_they_are_part_of(
    province: Province, came_up: Case, reviewers: Reviewers
) -> None:
    for party in (province.dong, province.contact, province.xu):
        grant(party, province.province, Role.REVIEWER)
    assert {user.username for user in eligible_reviewers(came_up)} == {"ren", "mei", "qian"}


def test_the_least_busy_are_asked(
    province: Province, came_up: Case, reviewers: Reviewers, as_: SignIn
) -> None:
    asked = ask_reviewers(case=came_up, actor=province.fang, count=2)

    assert [review.reviewer.username for review in asked] == ["ren", "mei"]
    assert eligible_reviewers(came_up)[0].username == "qian"
    assert "请您评审" in str(Notice.objects.filter(recipient=province.ren).first())
    assert "评审案例" in as_("ren").get("/desk/").content.decode()
    assert ask_for_all(cases=[came_up], actor=province.fang, count=3) == 1


def test_too_few_reviewers_are_named(province: Province, came_up: Case) -> None:
    with pytest.raises(Refused, match="只有1位评审可以评"):
        ask_reviewers(case=came_up, actor=province.fang, count=3)
    assert not came_up.reviews.exists(), "nothing half done"


def test_reviewers_are_blind_to_each_other(
    province: Province, came_up: Case, reviewers: Reviewers, as_: SignIn
) -> None:
    ask_reviewers(case=came_up, actor=province.fang, count=2)
    give(came_up, reviewers["mei"], GOOD, comment="写得实在，值得推广")

    page = as_("ren").get(f"/cases/{came_up.pk}/review/").content.decode()
    assert "写得实在" not in page
    assert "梅评审" not in page
    page = as_("ren").get(f"/cases/{came_up.pk}/").content.decode()
    assert "梅评审" not in page
    assert as_("ren").get("/cases/judging/").status_code == 403


def test_the_board_shows_all_reviews_and_wide_spreads(
    province: Province, came_up: Case, reviewers: Reviewers, as_: SignIn
) -> None:
    ask_reviewers(case=came_up, actor=province.fang, count=2)
    give(came_up, reviewers["mei"], GOOD)
    give(came_up, reviewers["ren"], POOR)

    (summary,) = review_summaries([came_up])
    assert (summary.points, summary.mean, summary.spread) == ([92, 60], 76, 32)
    assert summary.is_divided
    page = as_("fang").get("/cases/judging/").content.decode()
    assert all(words in page for words in ("分歧大", "76.0", "92–60", "梅评审", "再请一位"))


def test_a_page_gives_a_review(
    province: Province, came_up: Case, reviewers: Reviewers, as_: SignIn
) -> None:
    ask_reviewers(case=came_up, actor=province.fang, count=1)
    client, address = as_("ren"), f"/cases/{came_up.pk}/review/"

    assert client.post(address, {**GOOD, "problem": 26}).status_code == 422
    assert client.post(address, {**GOOD, "writing": ""}).status_code == 422
    assert client.post(address, {**GOOD, "comment": "好"}).status_code == 302
    assert came_up.reviews.get().points == 92
    assert "92分" in client.get("/cases/reviews/").content.decode()


def test_whoever_was_not_asked_does_not_review(
    province: Province, came_up: Case, reviewers: Reviewers, as_: SignIn
) -> None:
    assert as_("mei").get(f"/cases/{came_up.pk}/review/").status_code == 404
    assert as_("fang").get(f"/cases/{came_up.pk}/review/").status_code == 403


def test_a_role_granted_later_causes_a_conflict_of_interest(
    province: Province, came_up: Case
) -> None:
    ask_reviewers(case=came_up, actor=province.fang, count=1)
    grant(province.ren, province.deqing, Role.LIAISON)
    ren = User.objects.get(pk=province.ren.pk)

    with pytest.raises(Refused, match="请回避"):
        give(came_up, ren, GOOD)


def test_a_reviewer_can_be_removed_until_they_hand_in(
    province: Province, came_up: Case, reviewers: Reviewers
) -> None:
    first, second = ask_reviewers(case=came_up, actor=province.fang, count=2)
    remove_reviewer(review=second, actor=province.fang)
    given = give(came_up, first.reviewer, GOOD)
    with pytest.raises(Refused, match="已经交了"):
        remove_reviewer(review=given, actor=province.fang)


def test_a_choice_waits_for_the_reviews_it_asked_for(
    province: Province, came_up: Case, reviewers: Reviewers
) -> None:
    ask_reviewers(case=came_up, actor=province.fang, count=1)
    with pytest.raises(Refused, match="还有评审没交"):
        select_case(case=came_up, actor=province.fang)

    give(came_up, province.ren, GOOD)
    assert select_case(case=came_up, actor=province.fang).state == CaseState.SELECTED
    for person in (province.dong, province.contact, province.xu, province.shen):
        assert "入选了" in str(Notice.objects.filter(recipient=person).order_by("-pk").first())


def test_parties_of_a_rejected_case_are_told_why(province: Province, came_up: Case) -> None:
    reject_case(case=came_up, actor=province.fang, reason="成效还要再看半年。")

    assert Case.objects.get().state == CaseState.NOT_SELECTED
    words = str(Notice.objects.filter(recipient=province.dong).order_by("-pk").first())
    assert "成效还要再看半年。谢谢您做的事" in words


def test_after_the_choice_nobody_reviews(
    province: Province, came_up: Case, reviewers: Reviewers
) -> None:
    select_case(case=came_up, actor=province.fang)
    with pytest.raises(WrongState, match="现在不评审"):
        ask_reviewers(case=came_up, actor=province.fang, count=1)


def test_reviews_of_the_city_do_not_count_in_the_province(
    province: Province, ready: Case, reviewers: Reviewers
) -> None:
    local = grant(province.stranger, province.huzhou, Role.REVIEWER)
    grant(local, province.wucheng, Role.REVIEWER)  # at home elsewhere
    case = nominate_case(case=ready, actor=province.xu)
    ask_reviewers(case=case, actor=province.shen, count=2)
    review = case.reviews.earliest("pk")
    nominate_case(case=case, actor=province.shen)

    (summary,) = review_summaries([Case.objects.get()])
    assert summary.reviews == []
    with pytest.raises(TooLate, match="不用再交"):
        give_review(review=review, actor=review.reviewer, points=GOOD, comment="")


def test_only_the_judging_union_sees_who_reviews(
    province: Province, came_up: Case, reviewers: Reviewers, as_: SignIn
) -> None:
    ask_reviewers(case=came_up, actor=province.fang, count=1)

    assert "请任评审评审" in as_("fang").get(f"/cases/{came_up.pk}/").content.decode()
    for nominator in ("shen", "xu"):
        assert "任评审" not in as_(nominator).get(f"/cases/{came_up.pk}/").content.decode()
