"""No helper is asked, claims, bids or is ordered for a need without the licences it takes."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from hongmajia.engagements import actions
from hongmajia.engagements.fitness import Unlicensed
from hongmajia.engagements.models import Engagement
from hongmajia.needs.models import Need
from hongmajia.people.models import Licence
from tests.actors import Province, make_need, make_offer
from tests.engagements.conftest import ORDER
from tests.needs.conftest import As

pytestmark = pytest.mark.django_db

SAID = "董师傅没有有效的特种作业操作证（焊接与热切割），不能接这件。"


@pytest.fixture
def hot(province: Province) -> Need:
    """A need at whose place there is hot work."""
    return make_need(province, dangers=["hot"])


def licensed(province: Province, **facts: Any) -> Licence:
    """Dong's permit for welding."""
    values = {"artisan": province.dong_helper.artisan, "kind": "welding"}
    return Licence.objects.create(**{**values, **facts})


def ways(province: Province, need: Need) -> dict[str, Callable[[], Engagement]]:
    about = {"need": need, "helper": province.dong_helper}
    facts = {**ORDER, "region": province.mogan.region, "dangers": ["hot"]}
    offer = make_offer(province.dong_helper)
    return {
        "propose": lambda: actions.propose(**about, actor=province.xu),
        "with a reason": lambda: actions.propose(**about, actor=province.xu, overrule="很急"),
        "pair": lambda: actions.pair(**about, actor=province.xu),
        "claim": lambda: actions.claim_need(**about, actor=province.dong),
        "order": lambda: actions.order_offer(offer=offer, actor=None, **facts),
    }


WAYS = ("propose", "with a reason", "pair", "claim", "order")


@pytest.mark.parametrize("way", WAYS)
def test_every_way_is_refused_with_the_same_sentence(
    province: Province, hot: Need, way: str
) -> None:
    with pytest.raises(Unlicensed) as refusal:
        ways(province, hot)[way]()
    assert str(refusal.value) == SAID
    assert not Engagement.objects.exists()
    assert Need.objects.count() == 1


@pytest.mark.parametrize("way", WAYS)
def test_and_open_to_those_who_hold_it(province: Province, hot: Need, way: str) -> None:
    licensed(province, valid_until=timezone.localdate())
    assert ways(province, hot)[way]().helper == province.dong_helper


def test_a_bid_too(province: Province, hot: Need) -> None:
    until = timezone.localdate() + timedelta(days=3)
    actions.call_for_bids(need=hot, until=until, actor=province.xu)
    with pytest.raises(Unlicensed, match="没有有效的"):
        actions.bid(need=hot, helper=province.dong_helper, actor=province.dong, pitch="我会焊")


def test_a_licence_that_has_ended_is_none(province: Province, hot: Need) -> None:
    licensed(province, valid_until=timezone.localdate() - timedelta(days=1))
    with pytest.raises(Unlicensed):
        actions.propose(need=hot, helper=province.dong_helper, actor=province.xu)


def test_one_that_ends_before_the_answer_is_missed_then(province: Province, hot: Need) -> None:
    permit = licensed(province)
    asked = actions.propose(need=hot, helper=province.dong_helper, actor=province.xu)
    permit.delete()
    with pytest.raises(Unlicensed):
        actions.accept(engagement=asked, actor=province.dong)


def test_nobody_goes_to_an_online_need(province: Province) -> None:
    need = make_need(province, dangers=["hot"], mode="online")
    assert actions.propose(need=need, helper=province.dong_helper, actor=province.xu)


def test_the_page_of_the_invitation_says_so_and_offers_no_form(
    as_: As, province: Province, hot: Need
) -> None:
    address = f"/needs/{hot.pk}/propose/?helper={province.dong_helper.pk}"
    page = as_("xu").get(address).content.decode()
    assert "董师傅没有有效的特种作业操作证（焊接与热切割），不能请来办这件。" in page
    assert "为什么还是请他" not in page


def test_the_page_of_a_claim_shows_the_dangers_and_the_refusal(
    as_: As, province: Province, hot: Need
) -> None:
    address = f"/needs/{hot.pk}/claim/"
    assert "动火作业" in as_("dong").get(address).content.decode()
    answer = as_("dong").post(address, {"helper": province.dong_helper.pk})
    assert (answer.status_code, SAID in answer.content.decode()) == (409, True)
