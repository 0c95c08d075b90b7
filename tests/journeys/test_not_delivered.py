"""The county cadre sees that a message did not arrive, telephones, and ticks it off."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from pytest_django import Settings

from hongmajia.needs.actions import return_need
from hongmajia.notices.models import Call, Delivery
from tests.actors import Province, make_need
from tests.fake_sms import FakeSms
from tests.journeys.conftest import PHONE, Examine, OpenAs

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.one_database("what is clicked does not depend on it"),
]


def test_one_that_was_not_delivered_is_telephoned_and_ticked_off(
    open_as: OpenAs, province: Province, examine: Examine, settings: Settings,
    work: Callable[[], None],
) -> None:  # fmt: skip
    asked = {"asker": None, "enterprise": None, "enterprise_name": "德清小罐厂"}
    need = make_need(province, "submitted", **asked)
    with FakeSms() as gateway:
        gateway.switch_on(settings)
        gateway.fault = "refused number"
        return_need(need=need, actor=province.xu, reason="请写明板厚。")
        Delivery.objects.update(due_at=need.submitted_at, gathers_until=None)  # also at night
        work()

    page = open_as(province.xu, PHONE)
    page.goto("/desk/")
    page.get_by_role("link", name="未送达1").click()
    expect(page.locator("h1")).to_have_text("未送达1")
    row = page.locator("main li").filter(has_text="沈女士")
    expect(row).to_contain_text("请写明板厚")
    expect(row).to_contain_text("138****1234")
    expect(row).to_contain_text("对方平台不给这个号码或账号发")
    examine(page)

    row.get_by_role("link", name="打电话给沈女士").click()
    expect(page.locator("main")).to_contain_text("短信")
    expect(page.locator("main")).not_to_contain_text("13812341234")
    page.get_by_role("button", name="显示并拨打").click()
    expect(page.get_by_role("link", name="13812341234")).to_be_visible()
    examine(page)
    page.get_by_role("button", name="已打电话告知").click()
    expect(page.get_by_role("status")).to_contain_text("告诉了沈女士")

    page.goto("/deliveries/")
    expect(page.locator("main")).to_contain_text("没有等着打电话的")
    expect(page.locator("main li")).to_contain_text("徐芳")
    assert Call.objects.get().made_by == province.xu
