"""News and offers hold no private person; offices and helpers are reached and named."""

from collections.abc import Callable

import pytest

from hongmajia.offers.actions import list_offer
from hongmajia.offers.models import Offer, offer_search
from hongmajia.publicity.actions import change_news
from hongmajia.publicity.models import NewsItem
from tests.actors import Province

pytestmark = pytest.mark.django_db

Write = Callable[..., NewsItem]
TEXT = (
    "董师傅到企业讲课，联系人王建国，手机13800001234，报名电话0572-8062345，在武康街道长虹东街186号"
)


def test_news_leave_the_office_and_the_helper_and_blank_the_rest(write: Write) -> None:
    assert (
        write(text=TEXT).text
        == "董师傅到企业讲课，联系人××，手机××，报名电话0572-8062345，在武康街道长虹东街186号"
    )


def test_who_agreed_is_named_as_soon_as_that_is_noted(write: Write, province: Province) -> None:
    item = write(text=TEXT)
    change_news(item=item, actor=province.xu, mentions=[("王建国", "德清县总工会档案2026-3")])
    item.refresh_from_db()
    assert (
        item.text
        == "董师傅到企业讲课，联系人王建国，手机××，报名电话0572-8062345，在武康街道长虹东街186号"
    )


def test_an_offer_is_not_found_by_a_blanked_number(province: Province) -> None:
    offer = list_offer(
        helper=province.dong_helper,
        actor=province.dong,
        kind="technique",
        title="焊接变形控制，打13800001234",
        text="微信dong_8800，随叫随到",
    )
    assert (offer.title, offer.text) == ("焊接变形控制，打××", "微信××，随叫随到")
    assert list(Offer.objects.filter(pk__in=offer_search.matching("焊接"))) == [offer]
    assert not Offer.objects.filter(pk__in=offer_search.matching("13800001234")).exists()
