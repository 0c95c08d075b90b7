"""“照做管用” and “不管用，继续提”: a figure of its own, never a solved need."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from hongmajia.core.errors import Refused
from hongmajia.engagements.models import Engagement
from hongmajia.insights.measures import BY_NAME
from hongmajia.insights.scope import Scope
from hongmajia.knowledge.actions import say_trial, tell_of_trial
from hongmajia.knowledge.models import ProblemKind, Trial
from hongmajia.knowledge.queries.behind import count_of
from hongmajia.needs.models import Need
from hongmajia.services.actions import close_way
from tests.actors import Province
from tests.clients import QuickClient
from tests.engagements.conftest import told

SignIn = Callable[[str], Client]


@pytest.fixture
def address(solved: Engagement) -> str:
    return f"/needs/{solved.need_id}/way/tried/"


def self_solved(province: Province, union: Any = None, **narrowed: Any) -> int:
    scope = Scope(province.season, union or province.province, **narrowed)
    return BY_NAME["self_solved"].records(scope).count()


def test_it_worked_is_counted_by_itself_and_no_need_comes_of_it(
    client: Client, province: Province, address: str
) -> None:
    needs = Need.objects.count()
    confirmed = BY_NAME["needs_solved"].records(Scope(province.season, province.province))
    before = confirmed.count()
    page = client.post(address, {"worked": "yes"}, follow=True).text
    assert "太好了，记下了" in page
    assert "您是第1家" in page
    assert self_solved(province) == 1
    assert (Need.objects.count(), confirmed.count()) == (needs, before)


def test_whom_it_did_not_help_goes_on_asking(
    client: Client, province: Province, address: str
) -> None:
    answer = client.post(address, {"worked": "no"}, follow=True)
    assert answer.redirect_chain[-1][0] == "/needs/ask/"
    assert "这个办法在您这里不管用" in answer.text
    assert self_solved(province) == 0
    assert not Trial.objects.get().worked


def test_a_visitor_counts_once_and_may_change_their_mind(
    client: Client, province: Province, address: str
) -> None:
    client.post(address, {"worked": "yes"})
    client.post(address, {"worked": "yes"})
    assert self_solved(province) == 1
    client.post(address, {"worked": "no"})
    assert self_solved(province) == 0
    QuickClient().post(address, {"worked": "yes"})
    assert Trial.objects.count() == 2


def test_an_account_counts_once_and_for_the_union_of_its_enterprise(
    as_: SignIn, province: Province, address: str
) -> None:
    for _time in range(2):
        as_("contact").post(address, {"worked": "yes"})
    trial = Trial.objects.get()
    assert (trial.enterprise, trial.union) == (province.mogan, province.mogan_union)
    assert self_solved(province, province.deqing) == 1
    assert self_solved(province, province.jinhua) == 0


def test_the_figure_is_narrowed_by_category_industry_and_place(
    as_: SignIn, province: Province, address: str
) -> None:
    as_("contact").post(address, {"worked": "yes"})
    assert self_solved(province, category=1, section="C", place="3305") == 1
    assert self_solved(province, category=2) == 0
    assert self_solved(province, section="A") == 0
    assert self_solved(province, place="3307") == 0


def test_the_figure_opens_to_its_records(as_: SignIn, province: Province, address: str) -> None:
    as_("contact").post(address, {"worked": "yes"})
    page = as_("xu").get("/figures/self_solved/").text
    assert "不锈钢焊接变形怎么减少" in page
    assert "莫干精工" in page
    assert (
        "莫干精工" not in as_("wu").get(f"/figures/self_solved/?union={province.wucheng.pk}").text
    )


def test_what_is_better_is_told_to_the_master(
    client: Client, province: Province, address: str
) -> None:
    page = client.post(address, {"worked": "yes"}).headers["Location"]
    said = {"before": "50", "after": "25", "words": "改用两条铜排", "region": "330521",
            "shown": "yes"}  # fmt: skip
    client.post(page, said)
    trial = Trial.objects.get()
    assert (trial.before, trial.after, trial.region_id) == ("50", "25", "330521")
    assert trial.union == province.deqing
    assert told(province.dong)[0] == "湖州德清一家企业照着“不锈钢焊接变形怎么减少”做，成了"
    shown = client.get(address.removesuffix("tried/")).text
    assert "湖州德清一家企业" in shown
    assert "改用两条铜排" in shown


def test_words_for_the_union_alone_do_not_stand_in_public(client: Client, address: str) -> None:
    page = client.post(address, {"worked": "yes"}).headers["Location"]
    client.post(page, {"words": "改用两条铜排", "shown": "no"})
    assert "改用两条铜排" not in client.get(address.removesuffix("tried/")).text


def test_what_names_somebody_is_blanked(client: Client, address: str) -> None:
    page = client.post(address, {"worked": "yes"}).headers["Location"]
    words = "问莫干精工的沈女士，13812341234"
    client.post(page, {"words": words, "shown": "yes"})
    stored = Trial.objects.get().words
    assert "13812341234" not in stored
    assert "莫干精工" not in stored


def test_nobody_else_has_the_page_of_a_trial(client: Client, as_: SignIn, address: str) -> None:
    page = client.post(address, {"worked": "yes"}).headers["Location"]
    assert client.get(page).status_code == 200
    assert QuickClient().get(page).status_code == 404
    assert as_("xu").get(page).status_code == 404


def test_a_way_that_is_closed_is_not_tried(province: Province, solved: Engagement) -> None:
    close_way(need=solved.need, actor=province.contact)
    with pytest.raises(Refused, match="现在不公开了"):
        say_trial(season=province.season, actor=None, worked=True, engagement=solved)


def test_one_visitor_cannot_say_it_on_and_on(client: Client, address: str) -> None:
    answers = [client.post(address, {"worked": "yes"}).status_code for _ in range(21)]
    assert answers[-2:] == [302, 429]


def test_the_answer_of_a_kind_counts_what_its_users_say(
    client: Client, kind: ProblemKind, publish: Callable[..., Any]
) -> None:
    assert client.post(f"/kinds/{kind.pk}/tried/", {"worked": "yes"}).status_code == 404
    publish()
    client.post(f"/kinds/{kind.pk}/tried/", {"worked": "yes"})
    QuickClient().post(f"/kinds/{kind.pk}/tried/", {"worked": "no"})
    count = count_of(kind)
    assert (count.worked, count.failed) == (1, 1)
    assert "照做的2家里：1家管用，1家不管用" in client.get(f"/kinds/{kind.pk}/").text


def test_place_and_words_can_be_told_by_a_program_of_the_room_alone(
    province: Province, solved: Engagement
) -> None:
    trial = say_trial(season=province.season, actor=None, worked=False, engagement=solved)
    tell_of_trial(trial=trial, actor=None, words="板太厚")
    assert told(province.dong)[0].count("成了") == 0
