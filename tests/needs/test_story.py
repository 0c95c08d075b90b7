"""The page of a need: one story for all readers, with names as far as their rights allow."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from hongmajia.core.acts import record
from hongmajia.core.enums import Audience
from hongmajia.needs import actions
from hongmajia.needs.enums import NeedState, NeedVerb, Visibility
from hongmajia.needs.models import Need
from hongmajia.needs.story import NEXT, Story
from tests.actors import Province, make_need
from tests.needs.conftest import As


def told(need: Need, reader: Any) -> list[str]:
    return [entry.text for entry in Story(need, reader or AnonymousUser()).timeline]


@pytest.fixture
def need(province: Province) -> Need:
    """Asked by Ms Shen, escalated by Xu, listed by the city."""
    asked = actions.submit_need(
        actor=province.contact, enterprise=province.mogan, region=province.mogan.region,
        text="焊罐体变形厉害", contact_name="沈女士", contact_phone="13812341234",
    )  # fmt: skip
    actions.escalate_need(need=asked, actor=province.xu, reason="本县焊工已排满。")
    actions.list_need(need=asked, actor=province.shen, category=1)
    return Need.objects.with_details().get(pk=asked.pk)


def test_staff_read_offices_with_their_persons(need: Need, province: Province) -> None:
    assert told(need, province.shen) == [
        "湖州市总工会沈建国核实，列入企业问题清单",
        "德清县总工会徐芳提请湖州市总工会协调",
        "沈女士提出需求",
    ]


def test_the_asker_reads_offices_and_himself(need: Need, province: Province) -> None:
    assert told(need, province.contact) == [
        "湖州市总工会核实，列入企业问题清单",
        "德清县总工会提请湖州市总工会协调",
        "沈女士提出需求",
    ]


@pytest.mark.parametrize("reader", ["nobody", "stranger", "wu", "dong"])
def test_strangers_read_no_names(need: Need, province: Province, reader: str) -> None:
    assert told(need, province.actors[reader]) == [
        "湖州市总工会核实，列入企业问题清单",
        "德清县总工会提请湖州市总工会协调",
        "提出人提出需求",
    ]


def test_reasons_are_read_by_those_they_are_for(need: Need, province: Province) -> None:
    record(province.xu, NeedVerb.RETURNED, need, note="公开", from_state="a", to_state="b",
           data={"office": "德清县总工会"})  # fmt: skip
    record(province.xu, NeedVerb.RETURNED, need, note="只给工会", audience=Audience.UNIONS,
           from_state="a", to_state="b", data={"office": "德清县总工会"})  # fmt: skip

    def notes(reader: Any) -> set[str]:
        return {entry.note for entry in Story(need, reader).timeline if entry.note}

    assert notes(province.xu) == {"公开", "只给工会", "本县焊工已排满。"}
    assert notes(province.contact) == {"公开", "本县焊工已排满。"}
    assert notes(AnonymousUser()) == {"公开"}


def test_who_looked_at_the_number_is_told_to_the_sides_only(need: Need, province: Province) -> None:
    actions.reveal_contact(need=need, actor=province.xu)
    need.shown_to.add(province.dong)
    assert told(need, province.contact)[0] == "徐芳查看了联系电话"
    for reader in (province.dong, province.wu, None):
        assert "电话" not in "".join(told(need, reader))


# ---- where it stands ----


def test_the_steps_done_the_step_now_the_steps_to_come(need: Need, province: Province) -> None:
    steps = Story(need, province.xu).steps
    assert [step.state for step in steps] == ["done", "done", "done", "now", "", "", ""]
    assert [step.days for step in steps] == [None, 0, None, 0, None, None, None]
    assert steps[2].ended_at == need.listed_at


@pytest.mark.parametrize(
    ("state", "now"),
    [("submitted", 1), ("returned", 0), ("matched", 4), ("tackling", 4), ("solved", 6)],
)
def test_each_state_has_its_step(province: Province, state: NeedState, now: int) -> None:
    steps = Story(make_need(province, state), province.xu).steps
    assert [n for n, step in enumerate(steps) if step.state == "now"] == [now]


@pytest.mark.parametrize("state", ["confirmed", "merged", "withdrawn"])
def test_what_is_over_has_no_step_now(province: Province, state: NeedState) -> None:
    assert "now" not in [s.state for s in Story(make_need(province, state), province.xu).steps]


@pytest.mark.parametrize("state", NeedState)
def test_every_state_knows_what_comes_next(province: Province, state: NeedState) -> None:
    assert state in NEXT
    Story(make_need(province, state), province.contact).holder  # noqa: B018


@pytest.mark.parametrize(
    ("state", "reader", "holder"),
    [
        ("listed", "contact", "德清县总工会 徐芳"),
        ("listed", "nobody", "德清县总工会"),
        ("returned", "xu", "沈女士"),
        ("solved", "nobody", "提出人"),
        ("matched", "nobody", "来帮忙的师傅"),
        ("confirmed", "xu", ""),
    ],
)
def test_who_holds_it(province: Province, state: NeedState, reader: str, holder: str) -> None:
    story = Story(make_need(province, state), province.actors[reader] or AnonymousUser())
    assert story.holder == holder


def test_a_matched_need_is_in_the_helpers_hands(province: Province) -> None:
    need = make_need(province)
    matched = actions.match_need(need=need, actor=province.dong, helper="董师傅")
    assert Story(matched, AnonymousUser()).holder == "董师傅"


# ---- the page ----


def page(as_: As, actor: str, need: Need) -> str:
    return as_(actor).get(f"/needs/{need.pk}/").content.decode()


def test_names_and_number_stay_with_the_sides(as_: As, province: Province) -> None:
    need = make_need(province)
    for actor in ("nobody", "stranger", "wu", "dong"):
        seen = page(as_, actor, need)
        assert "莫干精工" not in seen
        assert "138****" not in seen
        assert "1234" not in seen
        assert "沈女士" not in seen
    seen = page(as_, "xu", need)
    assert "德清县莫干精工机械有限公司" in seen
    assert "138****1234" in seen
    assert "13812341234" not in seen


def test_who_wants_to_be_named_is_named(as_: As, province: Province) -> None:
    need = make_need(province, visibility=Visibility.OPEN)
    seen = page(as_, "nobody", need)
    assert "德清县莫干精工机械有限公司" in seen
    assert "沈女士" not in seen


def test_the_number_is_shown_once_it_is_asked_for(as_: As, province: Province) -> None:
    need = make_need(province)
    browser = as_("xu")
    answer = browser.post(f"/needs/{need.pk}/contact/", headers={"HX-Request": "true"})
    assert 'href="tel:13812341234"' in answer.content.decode()
    assert "<html" not in answer.content.decode()
    assert "<html" in browser.post(f"/needs/{need.pk}/contact/").content.decode()
    assert "13812341234" not in page(as_, "xu", need)


@pytest.mark.parametrize(
    ("state", "actor", "button"),
    [
        ("submitted", "xu", "去核实"),
        ("listed", "xu", "去选师傅"),
        ("listed", "dong", "我来认领"),
        ("returned", "contact", "去补充"),
    ],
)
def test_the_one_button_is_for_him_whose_turn_it_is(
    as_: As, province: Province, state: NeedState, actor: str, button: str
) -> None:
    need = make_need(province, state)
    assert button in page(as_, actor, need)
    others = {"xu", "dong", "contact"} - {actor}
    if state == "listed":
        assert all(button not in page(as_, other, need) for other in others)


def test_likes_are_public_ones(as_: As, province: Province) -> None:
    need = make_need(province)
    make_need(province, NeedState.CONFIRMED, title="不锈钢薄板焊接变形")
    make_need(province, title="藏起来的焊接变形", visibility=Visibility.UNIONS)
    part = as_("nobody").get(f"/needs/{need.pk}/similar/").content.decode()
    assert "不锈钢薄板焊接变形" in part
    assert "藏起来" not in part


@pytest.mark.parametrize("acts", [1, 50])
def test_the_page_costs_the_same_however_long_the_story(
    as_: As, province: Province, acts: int, django_assert_max_num_queries: Any
) -> None:
    need = make_need(province, listed_at=timezone.now())
    for number in range(acts):
        actions.correct_need(need=need, actor=province.xu, goal=f"第{number}次")
    browser = as_("xu")
    with django_assert_max_num_queries(22):
        browser.get(f"/needs/{need.pk}/")


def test_only_what_moved_the_need_on(need: Need, province: Province, as_: As) -> None:
    """A look at the telephone stands in the story, not among its steps."""
    actions.reveal_contact(need=need, actor=province.shen)
    assert len(Story(need, province.shen).timeline) == 4
    assert len(Story(need, province.shen).milestones) == 3
    page = as_("shen").get(f"/needs/{need.pk}/?only=steps").content.decode()
    assert "查看了联系电话" not in page
    assert "看全部经过" in page


def test_the_mode_does_not_stand_under_the_time(as_: As, province: Province) -> None:
    without = page(as_, "xu", make_need(province, times="", mode="both"))
    assert "方便时间" not in without
    assert "<dt>怎么服务</dt>" in without
    assert "<dt>方便时间</dt><dd>周末</dd>" in page(as_, "xu", make_need(province, times="周末"))
