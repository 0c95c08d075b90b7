"""What each action on an offer does, and what it refuses."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from hongmajia.core.acts import sentence
from hongmajia.core.errors import Refused, WrongState
from hongmajia.core.models import Event
from hongmajia.notices.models import Notice
from hongmajia.offers import actions
from hongmajia.offers.enums import OfferKind, OfferMode
from hongmajia.offers.models import Offer, offer_search
from hongmajia.people.actions import take_off_roll
from hongmajia.people.models import Helper
from tests.actors import Province, make_offer


def listed(helper: Helper, actor: Any, **changes: Any) -> Offer:
    facts = {"kind": OfferKind.TECHNIQUE, "title": "不锈钢焊接变形控制与现场辅导"}
    return actions.list_offer(helper=helper, actor=actor, **{**facts, **changes})


def found(words: str) -> list[Offer]:
    """What everybody finds."""
    return list(Offer.objects.listed().filter(pk__in=offer_search.matching(words)))


def notices_of(person: Any) -> list[str]:
    return [notice.text for notice in Notice.objects.filter(recipient=person)]


def record(helper: Helper) -> list[str]:
    return [sentence(event) for event in Event.objects.filter(story=helper.story)]


def test_a_listed_offer_is_public_and_found(province: Province) -> None:
    offer = listed(province.dong_helper, province.dong)
    assert offer in Offer.objects.listed()
    assert found("焊接变形") == [offer]
    assert record(province.dong_helper) == ["董师傅列出服务“不锈钢焊接变形控制与现场辅导”"]
    assert notices_of(province.dong) == []


def test_a_helper_is_notified_of_an_offer_listed_by_the_union(province: Province) -> None:
    listed(province.dong_helper, province.shen)
    assert notices_of(province.dong) == ["给您列出一项服务：不锈钢焊接变形控制与现场辅导"]


def test_the_leader_is_notified_for_the_team(province: Province) -> None:
    listed(province.team, province.wu)
    assert notices_of(province.zhou) == ["给您列出一项服务：不锈钢焊接变形控制与现场辅导"]


@pytest.mark.parametrize(
    "wrong", [{"title": ""}, {"title": "焊" * 61}, {"kind": "magic"}, {"text": "焊" * 601}]
)
def test_invalid_facts_change_nothing(province: Province, wrong: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        listed(province.dong_helper, province.dong, **wrong)
    assert not Offer.objects.exists()
    assert record(province.dong_helper) == []


def test_the_same_offer_is_listed_once(province: Province) -> None:
    listed(province.dong_helper, province.dong)
    with pytest.raises(Refused, match="清单上已经有"):
        listed(province.dong_helper, province.dong)
    assert listed(province.zhou_helper, province.zhou)  # another's is another thing


def test_helpers_off_the_roll_cannot_list_offers(province: Province) -> None:
    take_off_roll(helper=province.dong_helper, actor=province.shen, reason="退休")
    with pytest.raises(Refused, match="不在名册上"):
        listed(province.dong_helper, province.shen)


def test_leaving_the_roll_takes_all_offers_off_the_list(province: Province) -> None:
    listed(province.dong_helper, province.dong)
    take_off_roll(helper=province.dong_helper, actor=province.shen, reason="退休")
    assert not Offer.objects.listed().exists()


def test_a_change_is_logged_and_found_by_its_new_words(province: Province) -> None:
    offer = listed(province.dong_helper, province.dong)
    changed = actions.change_offer(
        offer=offer, actor=province.shen, title="氩弧焊一线职工实操课", mode=OfferMode.BOTH
    )
    assert (changed.title, changed.mode) == ("氩弧焊一线职工实操课", OfferMode.BOTH)
    assert (found("变形"), found("氩弧")) == ([], [offer])
    expected = "沈建国修改服务“氩弧焊一线职工实操课”：能解什么、能讲什么、方式"
    assert record(province.dong_helper)[0] == expected
    assert notices_of(province.dong) == ["您的服务有改动：氩弧焊一线职工实操课"]


def test_a_change_without_differences_writes_no_event(province: Province) -> None:
    offer = make_offer(province.dong_helper)
    actions.change_offer(offer=offer, actor=province.shen, title=offer.title)
    assert record(province.dong_helper) == []


def test_a_change_cannot_make_two_offers_of_the_same_title(province: Province) -> None:
    first = listed(province.dong_helper, province.dong)
    second = listed(province.dong_helper, province.dong, title="焊接培训")
    with pytest.raises(Refused):
        actions.change_offer(offer=second, actor=province.dong, title=first.title)
    second.refresh_from_db()
    assert second.title == "焊接培训"


def test_an_unlisted_offer_is_neither_seen_nor_found(province: Province) -> None:
    offer = actions.unlist_offer(
        offer=listed(province.dong_helper, province.dong), actor=province.dong
    )
    assert offer not in Offer.objects.listed()
    assert found("焊接变形") == []
    with pytest.raises(WrongState):
        actions.unlist_offer(offer=offer, actor=province.dong)


def test_a_changed_offer_off_the_list_stays_unfound(province: Province) -> None:
    offer = listed(province.dong_helper, province.dong)
    actions.unlist_offer(offer=offer, actor=province.dong)
    actions.change_offer(offer=offer, actor=province.dong, text="改了")
    assert found("焊接变形") == []


def test_a_relisted_offer_is_first_on_the_list(province: Province) -> None:
    offer = listed(province.dong_helper, province.dong)
    actions.unlist_offer(offer=offer, actor=province.dong)
    later = listed(province.dong_helper, province.dong, title="焊接培训")
    back = actions.relist_offer(offer=offer, actor=province.dong)
    assert list(Offer.objects.listed().order_by("-listed_at")) == [back, later]
    assert found("焊接变形") == [offer]
    with pytest.raises(WrongState):
        actions.relist_offer(offer=offer, actor=province.dong)


def test_an_offer_with_a_listed_title_cannot_be_relisted(province: Province) -> None:
    offer = listed(province.dong_helper, province.dong)
    actions.unlist_offer(offer=offer, actor=province.dong)
    listed(province.dong_helper, province.dong)
    with pytest.raises(Refused):
        actions.relist_offer(offer=offer, actor=province.dong)
