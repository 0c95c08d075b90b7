"""Two calls answered by Xu: one who lost the code, one whom nobody knows. Clicks are counted."""

import pytest
from playwright.sync_api import expect

from hongmajia.needs.models import Need
from tests.actors import Province, make_need
from tests.journeys.clicks import clicks, count_clicks
from tests.journeys.conftest import DESK, PHONE, Examine, OpenAs

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.one_database("what is clicked does not depend on it"),
]

MOST = 12


def test_two_calls_take_at_most_12_clicks_each(
    open_as: OpenAs, province: Province, examine: Examine
) -> None:
    known = make_need(province, contact_phone="13812341234")
    page = open_as(province.xu, DESK)
    count_clicks(page)
    page.goto("/desk/")

    page.get_by_role("link", name="接电话").click()
    page.get_by_role("searchbox", name="查来电人").fill("13812341234")
    page.keyboard.press("Enter")
    expect(page.locator(".aloud")).to_contain_text("德清县总工会正在找合适的师傅")
    examine(page)
    page.get_by_role("button", name="报追踪码").click()
    expect(page.locator(".code .big")).to_have_text(known.tracking_code)
    examine(page)
    page.get_by_label("来电人说了什么").fill("周三以后都有空")
    page.get_by_role("button", name="记下").click()
    expect(page.get_by_role("status")).to_contain_text("记下了")
    page.get_by_role("button", name="通话结束，接下一位").click()
    expect(page.locator(".aloud")).to_have_count(0)
    assert clicks(page) <= MOST

    page.get_by_role("searchbox", name="查来电人").fill("13700000009")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("没有查到")
    page.get_by_role("link", name="替来电人记一件").click()
    expect(page.locator("#id_contact_phone")).to_have_value("13700000009")
    assert "13700000009" not in page.url
    page.get_by_label("联系人").click()
    page.keyboard.insert_text("老姚")
    page.get_by_label("遇到了什么问题").click()
    page.keyboard.insert_text("行车跑偏，轨道磨得厉害，停不准。")
    examine(page)
    page.get_by_role("button", name="交给工会").click()
    expect(page.get_by_role("status")).to_contain_text("替老姚记下了")
    made = Need.objects.exclude(pk=known.pk).get()
    expect(page.locator(".code .big")).to_have_text(made.tracking_code)
    assert (made.contact_name, made.contact_phone) == ("老姚", "13700000009")
    assert clicks(page) <= MOST


def test_the_desk_fits_a_phone(open_as: OpenAs, province: Province, examine: Examine) -> None:
    for _ in range(2):
        make_need(province, contact_phone="13812341234")
    page = open_as(province.xu, PHONE)
    page.goto("/hotline/")
    page.get_by_role("searchbox", name="查来电人").fill("1234")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("查到2件")
    examine(page)


def test_what_a_caller_said_is_forgotten_when_they_hang_up(
    open_as: OpenAs, province: Province
) -> None:
    make_need(province, contact_phone="13812341234")
    page = open_as(province.xu, DESK)
    kept = "Object.keys(localStorage).filter(key => key.includes(':/hotline/')).length"
    page.goto("/hotline/")
    page.get_by_role("searchbox", name="查来电人").fill("13812341234")
    page.keyboard.press("Enter")
    page.get_by_label("来电人说了什么").fill("周三以后都有空")
    page.get_by_role("link", name="替来电人记一件").click()
    # Left sooner than its scripts come, a page keeps nothing.
    expect(page.locator("form[data-kept]").first).to_be_visible()
    page.get_by_label("遇到了什么问题").fill("行车跑偏")
    page.goto("/hotline/")
    assert page.evaluate(kept) == 2, "the call goes on"
    page.get_by_role("button", name="通话结束，接下一位").click()
    for _tenth_of_a_second in range(50):  # `wait_for_function` would need the policy's unsafe-eval
        if page.evaluate(kept) == 0:
            break
        page.wait_for_timeout(100)
    assert page.evaluate(kept) == 0
