"""Lines that break: a part that does not come is said to be missing, and comes when tried again."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Route, expect

from tests.actors import Province, make_need
from tests.journeys.conftest import PHONE, session_cookie

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.one_database("what a browser does without an answer")
def test_a_part_is_lost_and_tried_again(
    province: Province, new_context: Callable[..., BrowserContext], live_server: Any
) -> None:
    need = make_need(province)
    context = new_context(base_url=live_server.url, viewport=PHONE)
    context.add_cookies([session_cookie(province.xu, live_server.url)])
    page = context.new_page()
    line = f"**/needs/{need.pk}/engagements/"
    page.route(line, lambda route: route.abort())
    page.goto(f"/needs/{need.pk}/")
    said = page.get_by_role("alert").filter(has_text="这一部分没有加载出来")
    expect(said).to_be_visible()
    expect(page.get_by_role("link", name="对接情况")).to_have_attribute(
        "href", f"/needs/{need.pk}/engagements/"
    )
    page.unroute(line)
    said.get_by_role("link", name="再试一次").click()
    expect(page.get_by_role("link", name="对接情况")).to_have_count(0)
    expect(said).to_have_count(0)


@pytest.mark.one_database("what a browser does without an answer")
def test_nobody_knows_whether_a_form_was_carried_out(
    province: Province, new_context: Callable[..., BrowserContext], live_server: Any
) -> None:
    need = make_need(province)
    context = new_context(base_url=live_server.url, viewport=PHONE)
    context.add_cookies([session_cookie(province.xu, live_server.url)])
    page = context.new_page()
    page.goto(f"/needs/{need.pk}/")
    page.route("**/contact/", lambda route: route.abort())
    page.get_by_role("button", name="显示并拨打").click()
    said = page.get_by_role("alert").filter(has_text="没有收到回音")
    expect(said.get_by_role("link", name="刷新这一页看看")).to_be_visible()
    page.unroute("**/contact/")
    page.get_by_role("button", name="显示并拨打").click()
    expect(page.get_by_role("link", name="13812341234")).to_be_visible()


@pytest.mark.one_database("what a browser does after an unexpected error")
def test_a_form_is_not_sent_once_more_after_an_unexpected_error(
    province: Province, new_context: Callable[..., BrowserContext], live_server: Any
) -> None:
    page = new_context(base_url=live_server.url, viewport=PHONE).new_page()
    page.goto(f"/track/{make_need(province).tracking_code}/number/")
    sent: list[str] = []

    def fail(route: Route) -> None:
        if route.request.method != "POST":
            route.continue_()
            return
        sent.append(route.request.url)
        route.fulfill(status=500, content_type="text/html", body="<p>出错了</p>")

    page.route("**/number/", fail)
    expect(page.locator("form[data-kept]")).to_have_count(1)  # before, the browser sends it itself
    page.get_by_label("原来手机号的后四位").fill("1234")
    page.get_by_label("新手机号").fill("13800000000")
    page.get_by_role("button", name="换成新号码").click()
    expect(page.get_by_role("alert").filter(has_text="不知道办成没有")).to_be_visible()
    expect(page.get_by_role("button", name="换成新号码")).to_be_enabled()
    assert len(sent) == 1
