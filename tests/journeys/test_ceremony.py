"""A ceremony is planned at a desk, recorded on a phone, and told in a news item with a poster."""

import re
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Page, expect

from hongmajia.demo.drawings import workshop
from hongmajia.people.models import Helper
from hongmajia.publicity.models import NewsItem
from hongmajia.services.models import Activity
from hongmajia.unions.models import User
from tests.journeys.conftest import DESK, PHONE, OpenAs

pytestmark = pytest.mark.django_db(transaction=True)

Examine = Callable[[Page], None]


@pytest.fixture
def season(regions: None, work: Callable[[], None]) -> None:
    """The demonstration."""
    call_command("demo", stdout=StringIO())


def plan_it(city: Page, team: Helper) -> str:
    """Plan the event of yesterday with its agenda and a flag; returns its address."""
    city.goto("/activities/new/")
    city.get_by_label("名称").fill("服务队授旗")
    city.get_by_role("textbox", name="主题").fill("“劳动创造幸福”主题宣传月")
    city.get_by_label("形式").select_option("ceremony")
    city.get_by_label("哪一天").fill((timezone.localdate() - timedelta(days=1)).isoformat())
    city.get_by_label("在哪里").select_option("330521")
    city.get_by_label("地点").fill("第二中专报告厅")
    city.get_by_label("什么样的地方").select_option("school")
    city.get_by_label("公开报名").check()
    with city.expect_navigation():
        city.get_by_role("button", name="安排", exact=True).click()
    if "/new/" in city.url:  # a Sunday or a holiday takes a second word
        city.locator("[name=free_day]").check()
        with city.expect_navigation():
            city.get_by_role("button", name="安排", exact=True).click()
    address = city.url
    city.goto(f"{address}agenda/")
    city.get_by_label("几点").first.fill("09:10")
    city.get_by_label("做什么").first.select_option("flags")
    city.get_by_label("说明").first.fill("给服务队授旗")
    city.get_by_role("button", name="保存").click()
    expect(city.get_by_role("status")).to_contain_text("记下了")
    city.goto(f"{address}ceremony/plan/")
    city.get_by_label("给哪些队授旗").fill(team.name)
    city.get_by_role("button", name="保存").click()
    expect(city.get_by_role("status")).to_contain_text("记下了")
    expect(city.locator(".ev-flags li")).to_have_count(1)
    return address


def test_a_ceremony_is_planned_recorded_and_told(
    season: None, open_as: OpenAs, examine: Examine, tmp_path: Path
) -> None:
    team = Helper.objects.teams().get(name__startswith="湖州市工会金牌技术服务队（焊接）")
    city: Page = open_as(User.objects.get(username="city"), DESK)
    address = plan_it(city, team)
    picture = tmp_path / "hall.jpg"
    picture.write_bytes(workshop().read())

    phone: Page = open_as(User.objects.get(username="city"), PHONE)
    phone.goto(address)
    phone.get_by_role("link", name="记下仪式").click()
    examine(phone)
    expect(phone.get_by_label(team.name)).to_be_checked()
    phone.locator("[name=photo]").set_input_files(picture)
    phone.get_by_label("照片上有人脸").uncheck()
    phone.get_by_role("button", name="记下").click()
    expect(phone.get_by_role("status")).to_contain_text("仪式记下了")
    phone.get_by_role("link", name="写下人数").click()
    phone.get_by_label("领导").fill("6")
    phone.get_by_label("学校师生").fill("160")
    phone.get_by_role("button", name="保存").click()
    expect(phone.get_by_role("status")).to_contain_text("记下了")
    expect(phone.locator(".ev-nums")).to_contain_text("166")
    examine(phone)

    everybody: Page = open_as(None, PHONE)
    everybody.goto(f"/helpers/{team.pk}/")
    expect(everybody.get_by_role("link", name="服务队授旗")).to_be_visible()
    activity = Activity.objects.get(title="服务队授旗")
    everybody.goto(f"/come/{activity.code}/said/")
    examine(everybody)
    expect(everybody.get_by_label("什么难题")).to_be_hidden()
    everybody.get_by_label("很有用").check()
    everybody.get_by_role("button", name="交了").click()
    expect(everybody.get_by_role("heading", name="谢谢您")).to_be_visible()

    city.goto(address)
    city.get_by_role("button", name="照记录起草新闻稿").click()
    expect(city.get_by_label("正文")).to_have_value(re.compile("166人参加.*授旗1面", re.DOTALL))
    city.get_by_role("button", name="保存").click()
    expect(city.get_by_role("status")).to_contain_text("已改好")
    city.get_by_role("button", name="发布").click()
    expect(city.get_by_role("status")).to_contain_text("已发布")
    item = NewsItem.objects.get(activities=activity)
    everybody.goto(f"/news/{item.pk}/")
    expect(everybody.locator("main")).to_contain_text("166人参加")
    poster = everybody.request.get(f"{address}poster.pdf")
    assert poster.body()[:5] == b"%PDF-"
