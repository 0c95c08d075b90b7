"""Two sides talk over a weak network: in two real browsers, with the network taken away."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect

from hongmajia.engagements.actions import accept, propose
from hongmajia.engagements.models import Engagement
from hongmajia.guidance.models import Message
from tests.actors import Province, make_need
from tests.journeys.conftest import PHONE, Examine, OpenAs, session_cookie

PATIENCE = 15_000
"""Milliseconds: a message that failed is sent again after five seconds."""

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def engagement(province: Province) -> Engagement:
    asked = propose(need=make_need(province), helper=province.dong_helper, actor=province.xu)
    return accept(engagement=asked, actor=province.dong)


@pytest.fixture
def open_weakly(
    new_context: Callable[..., BrowserContext], live_server: Any
) -> Callable[..., Page]:
    """Like ``open_as``, but a network that fails is no fault of the page."""

    def open_it(user: Any) -> Page:
        context = new_context(base_url=live_server.url, viewport=PHONE, locale="zh-CN")
        context.set_default_timeout(10_000)
        context.add_cookies([session_cookie(user, live_server.url)])
        return context.new_page()

    return open_it


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "seam.jpg"
    Image.new("RGB", (800, 600), "#8d8a86").save(path)
    return path


def write(page: Page, words: str) -> None:
    page.get_by_label("说什么").fill(words)
    page.locator("#say button").click()  # without a network its words say so


POLLED = 15_000
"""Milliseconds in which a message has come at the latest: it is asked for every five seconds."""


def test_both_see_what_the_other_writes_without_reloading(
    province: Province, engagement: Engagement, open_as: OpenAs, examine: Examine, photo: Path
) -> None:
    asker, helper = open_as(province.contact, PHONE), open_as(province.dong)
    asker.goto(f"/engagements/{engagement.pk}/thread/")
    helper.goto(f"/engagements/{engagement.pk}/thread/")
    asker.get_by_label("图片、视频、文件").set_input_files(photo)
    expect(asker.get_by_text("已选1个")).to_be_visible()
    write(asker, "就是这条缝")
    expect(helper.get_by_text("就是这条缝")).to_be_visible(timeout=POLLED)
    draw_on_the_picture(helper)
    expect(asker.get_by_text("在图上画的")).to_be_visible(timeout=POLLED)
    examine(asker)
    examine(helper)
    assert Message.objects.count() == 2


def draw_on_the_picture(page: Page) -> None:
    page.get_by_role("button", name="在图上画").click()
    canvas = page.locator("dialog canvas")
    expect(canvas).to_be_visible(timeout=POLLED)  # the picture is fetched first
    box = canvas.bounding_box()
    assert box
    page.mouse.move(box["x"] + 60, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + 160, box["y"] + 120, steps=5)
    page.mouse.up()
    page.locator("dialog").get_by_role("button", name="发送").click()
    expect(page.get_by_text("在图上画的")).to_be_visible(timeout=POLLED)


def test_without_a_network_nothing_is_lost_and_nothing_comes_twice(
    province: Province, engagement: Engagement, open_weakly: Callable[..., Page], photo: Path
) -> None:
    page = open_weakly(province.contact)
    page.goto(f"/engagements/{engagement.pk}/thread/")
    page.context.set_offline(True)
    write(page, "第一句")
    page.get_by_label("图片、视频、文件").set_input_files(photo)
    write(page, "第二句，带图")
    waiting = page.locator("#outbox li")
    expect(waiting).to_have_count(2)
    expect(waiting.first).to_contain_text("等网络")
    assert not Message.objects.exists()
    page.context.set_offline(False)
    expect(waiting).to_have_count(0, timeout=PATIENCE)
    expect(page.locator("ol.talk").first.get_by_text("第二句，带图")).to_be_visible(
        timeout=PATIENCE
    )
    sent = Message.objects.order_by("pk")
    assert [message.text for message in sent] == ["第一句", "第二句，带图"]
    assert sent[1].enclosures.get().kind == "picture"


def test_closed_without_a_network_it_is_sent_when_opened_again(
    province: Province, engagement: Engagement, open_weakly: Callable[..., Page]
) -> None:
    address = f"/engagements/{engagement.pk}/thread/"
    page = open_weakly(province.contact)
    page.goto(address)
    page.context.set_offline(True)
    write(page, "地下室没信号")
    expect(page.locator("#outbox li")).to_have_count(1)
    page.close()
    again = page.context.new_page()
    page.context.set_offline(False)
    again.goto(address)
    expect(again.locator("ol.talk").first.get_by_text("地下室没信号")).to_be_visible(
        timeout=PATIENCE
    )
    expect(again.locator("#outbox li")).to_have_count(0)
    assert Message.objects.count() == 1


def test_an_answer_lost_on_the_way_does_not_double_the_message(
    province: Province, engagement: Engagement, open_weakly: Callable[..., Page]
) -> None:
    page = open_weakly(province.contact)
    page.goto(f"/engagements/{engagement.pk}/thread/")
    lost = []

    def lose_the_first_answer(route: Any) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch())  # it arrived; its sender does not hear of it
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route(re.compile("/thread/$"), lose_the_first_answer)
    write(page, "收到没有")
    expect(page.locator("ol.talk").first.get_by_text("收到没有")).to_be_visible(timeout=PATIENCE)
    expect(page.locator("#outbox li")).to_have_count(0, timeout=PATIENCE)
    assert len(lost) == 1
    assert Message.objects.count() == 1


def test_what_the_server_refuses_stays_with_its_words(
    province: Province, engagement: Engagement, open_weakly: Callable[..., Page], tmp_path: Path
) -> None:
    program = tmp_path / "photo.jpg"
    program.write_bytes(b"MZ\x90\x00" + bytes(100))
    page = open_weakly(province.contact)
    page.goto(f"/engagements/{engagement.pk}/thread/")
    page.get_by_label("图片、视频、文件").set_input_files(program)
    write(page, "看这个")
    expect(page.locator("#outbox .err")).to_contain_text("不能发")
    page.get_by_role("button", name="取消发送").click()
    expect(page.locator("#outbox li")).to_have_count(0)
    assert not Message.objects.exists()
