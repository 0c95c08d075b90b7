"""A merge and a listing are taken back: the need is verified anew, and everybody can read why."""

from typing import Any

import pytest

from hongmajia.core.errors import Refused
from hongmajia.core.models import Event
from hongmajia.engagements.actions import accept, propose
from hongmajia.engagements.enums import EngagementState
from hongmajia.needs.actions import list_need, merge_need, unlist_need, unmerge_need
from hongmajia.needs.enums import NeedState
from hongmajia.needs.models import Need
from hongmajia.needs.story import Story
from tests.actors import Province, make_need
from tests.needs.conftest import As

WHY = "一个是焊接变形，一个是气孔"


def merged(province: Province, **other: Any) -> tuple[Need, Need]:
    need, into = make_need(province, NeedState.SUBMITTED), make_need(province, **other)
    return merge_need(need=need, into=into, actor=province.xu), into


def lines(need: Need, reader: Any) -> list[str]:
    return [entry.text for entry in Story(need, reader).timeline]


def test_the_story_of_the_other_has_both_lines(province: Province) -> None:
    need, into = merged(province)
    assert f"德清县总工会把{need.number}并进来，同一问题一起办" in lines(into, province.contact)
    unmerge_need(need=need, actor=province.xu, reason=WHY)
    assert f"德清县总工会把{need.number}分了出去，另外核实" in lines(into, province.contact)
    assert lines(into, province.stranger) == []


def test_a_parted_need_is_verified_anew(province: Province) -> None:
    need, _into = merged(province)
    parted = unmerge_need(need=need, actor=province.xu, reason=WHY)
    assert (parted.state, parted.merged_into, parted.listed_at) == ("submitted", None, None)
    assert parted.due_at is not None
    assert WHY in province.contact.notices.latest("pk").text
    assert list_need(need=parted, actor=province.xu, category=1).state == "listed"


def test_what_came_along_goes_along(province: Province) -> None:
    earlier, need = merged(province, state=NeedState.SUBMITTED)
    into = make_need(province)
    own, _ = merged(province)
    own = merge_need(need=make_need(province), into=into, actor=province.xu)
    need = merge_need(need=need, into=into, actor=province.xu)
    unmerge_need(need=need, actor=province.xu, reason=WHY)
    earlier.refresh_from_db()
    own.refresh_from_db()
    assert (earlier.merged_into, own.merged_into) == (need, into)


@pytest.mark.parametrize("state", ["matched", "in_service", "tackling", "solved"])
def test_nothing_is_parted_while_a_helper_works_on_it(province: Province, state: str) -> None:
    need, into = merged(province)
    Need.objects.filter(pk=into.pk).update(state=state)
    with pytest.raises(Refused, match="已经有师傅在办"):
        unmerge_need(need=need, actor=province.xu, reason=WHY)
    need.refresh_from_db()
    assert need.merged_into == into


def test_both_take_a_reason(province: Province) -> None:
    need, into = merged(province)
    with pytest.raises(Refused, match="为什么分开"):
        unmerge_need(need=need, actor=province.xu, reason=" ")
    with pytest.raises(Refused, match="为什么撤下来"):
        unlist_need(need=into, actor=province.xu, reason="")
    with pytest.raises(Refused, match="没有并入"):
        unmerge_need(need=into, actor=province.xu, reason=WHY)


def test_an_unlisted_need_is_no_longer_public_and_calls_off_its_invitations(
    province: Province,
) -> None:
    need = make_need(province)
    asked = propose(need=need, helper=province.dong_helper, actor=province.xu)
    unlist_need(need=need, actor=province.xu, reason=WHY)
    need.refresh_from_db()
    asked.refresh_from_db()
    assert (need.state, need.is_public, need.listed_at) == ("submitted", False, None)
    assert asked.state == EngagementState.CANCELLED
    assert WHY in province.dong.notices.latest("pk").text
    event = Event.objects.get(verb="need.unlisted")
    assert (event.note, event.from_state) == (WHY, "listed")


def test_a_need_with_a_helper_stays_listed(province: Province) -> None:
    """Of two helpers wanted one has agreed: the need still seeks, but work stands on it."""
    need = make_need(province, helpers_wanted=2)
    accept(
        engagement=propose(need=need, helper=province.dong_helper, actor=province.xu),
        actor=province.dong,
    )
    need.refresh_from_db()
    assert need.state == "listed"
    with pytest.raises(Refused, match="已经有师傅在办"):
        unlist_need(need=need, actor=province.xu, reason=WHY)
    need.refresh_from_db()
    assert need.state == "listed"


@pytest.mark.parametrize(("act", "state"), [("unmerge", "merged"), ("unlist", "listed")])
def test_a_cadre_finds_the_way_back_on_the_page(
    as_: As, province: Province, act: str, state: str
) -> None:
    need, into = merged(province)
    shown = need if state == "merged" else into
    page, path = f"/needs/{shown.pk}/", f"/needs/{shown.pk}/{act}/"
    assert path in as_("xu").get(page).content.decode()
    assert as_("xu").post(path, {"reason": ""}).status_code == 422
    assert as_("wu").post(path, {"reason": WHY}).status_code in (403, 404)
    assert as_("xu").post(path, {"reason": WHY}).status_code == 302
    shown.refresh_from_db()
    assert shown.state == "submitted"


def test_the_tracking_page_follows_the_other(as_: As, province: Province) -> None:
    need, into = merged(province, contact_phone="13700009999")
    page = as_("nobody").get(f"/track/{need.tracking_code}/").content.decode()
    assert f"并到{into.number}一起办" in page
    assert f'href="/needs/{into.pk}/"' in page
    assert into.tracking_code not in page


def test_the_tracking_page_tells_no_more_than_may_be_seen(as_: As, province: Province) -> None:
    need, into = merged(
        province, contact_phone="13700009999", visibility="unions", title="保密的事"
    )
    page = as_("nobody").get(f"/track/{need.tracking_code}/").content.decode()
    assert into.number in page
    assert "保密的事" not in page
    assert f'href="/needs/{into.pk}/"' not in page


def test_the_same_asker_gets_the_other_code(as_: As, province: Province) -> None:
    need, into = merged(province)
    page = as_("nobody").get(f"/track/{need.tracking_code}/").content.decode()
    assert f"/track/{into.tracking_code}/" in page
