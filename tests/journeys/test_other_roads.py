"""The roads that need no cadre: claiming off the one list, ordering off the other."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.actors import Province, make_need, make_offer
from tests.journeys.conftest import PHONE, OpenAs

pytestmark = pytest.mark.django_db(transaction=True)

Examine = Callable[[Page], None]


def test_an_artisan_claims_what_he_found_on_the_list(
    province: Province, open_as: OpenAs, examine: Examine
) -> None:
    make_need(province)
    dong, zhou = open_as(province.dong, PHONE), open_as(province.zhou, PHONE)
    for page in (dong, zhou):
        page.goto("/needs/?q=焊接变形")
        page.get_by_role("link", name="我来认领").click()
        expect(page.get_by_text("认领后马上能看到企业的电话")).to_be_visible()
        examine(page)

    dong.get_by_role("button", name="认领").click()
    expect(dong.get_by_role("status")).to_have_text(
        "已认领，请和企业联系。已发消息给企业、德清县总工会。"
    )
    examine(dong)
    dong.get_by_role("button", name="显示并拨打").click()
    expect(dong.get_by_role("link", name="13812341234")).to_be_visible()

    zhou.get_by_label("周师傅").check()  # he leads a team, and comes himself
    zhou.get_by_role("button", name="认领").click()
    expect(zhou.get_by_role("alert")).to_contain_text("谢谢")  # too late, and told so kindly
    examine(zhou)
    zhou.get_by_role("link", name="看别的需求").click()
    expect(zhou.get_by_role("link", name="我来认领")).to_have_count(0)
    examine(zhou)

    contact = open_as(province.contact, PHONE)
    contact.goto("/desk/")
    contact.get_by_role("link", name="消息", exact=True).click()
    contact.get_by_role("link", name="董师傅认领了").click()
    expect(contact.locator(".tl")).to_contain_text("董师傅认领")
    examine(contact)
    assert "不锈钢焊接变形怎么减少：董师傅认领了" in map(str, province.xu.notices.all())


def test_a_stranger_orders_off_the_service_list(
    province: Province, open_as: OpenAs, examine: Examine
) -> None:
    make_offer(province.dong_helper)
    page = open_as(None, PHONE)
    page.goto("/")
    examine(page)
    page.get_by_role("link", name="全部1项").click()
    page.get_by_role("searchbox", name="搜服务").fill("焊接")
    page.get_by_role("searchbox", name="搜服务").press("Enter")
    examine(page)
    page.get_by_role("link", name="不锈钢焊接变形控制与现场辅导", exact=True).click()
    examine(page)
    page.get_by_role("link", name="点单").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("请董师傅来帮忙")
    examine(page)

    page.get_by_label("遇到了什么问题").fill("罐体焊完变形，想请师傅来看看工装")
    page.get_by_label("联系人").fill("王先生")
    page.get_by_role("button", name="点单").click()
    expect(page.locator(".err:visible")).to_have_count(2)  # neither where nor a number to call
    examine(page)
    expect(page.get_by_label("联系人")).to_have_value("王先生")
    page.get_by_label("在哪里").select_option("330521")
    page.get_by_label("手机号").fill("13700001234")
    page.get_by_role("button", name="点单").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("已向董师傅点单")
    examine(page)

    dong = open_as(province.dong, PHONE)
    dong.goto("/desk/")
    dong.get_by_role("link", name="答复").click()
    expect(dong.locator(".quote")).to_contain_text("想请师傅来看看工装")
    examine(dong)
    dong.get_by_role("button", name="我来接单").click()
    expect(dong.locator(".need-h .eye")).to_contain_text("已接单")

    page.get_by_role("link", name="看进度").click()
    expect(page.locator(".tl")).to_contain_text("董师傅接单")
    examine(page)
