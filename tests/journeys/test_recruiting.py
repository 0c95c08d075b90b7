"""A recruiting call: published, applied for on a phone, chosen, made known, taken onto the roll."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from hongmajia.accounts.models import Application, RecruitingCall
from hongmajia.people.models import Helper
from tests.actors import Province
from tests.cases.conftest import photograph
from tests.journeys.conftest import PHONE, Examine, OpenAs

pytestmark = pytest.mark.django_db(transaction=True)

TITLE = "电气师傅，请来德清"
WANG, LI = ("王大工", "13700000611"), ("李小工", "13700000612")


def test_two_apply_and_one_is_taken_on(
    province: Province, open_as: OpenAs, examine: Examine, tmp_path: Path
) -> None:
    xu = open_as(province.xu)
    publish(xu, examine)
    picture = tmp_path / "certificate.jpg"
    picture.write_bytes(photograph().read())
    for person in (WANG, LI):
        apply_on_a_phone(open_as(None, PHONE), person, picture, examine)
    choose(xu, examine)
    the_last_day_is_over()
    give_notice(xu, examine)
    read_the_notice(open_as(None, PHONE), examine)
    the_notice_is_over()
    take_on(xu, examine)
    answer_the_other(xu, examine)
    assert [h.name for h in Helper.objects.filter(recruitments__group="电气")] == ["王大工"]


def publish(xu: Page, examine: Examine) -> None:
    xu.goto("/recruiting/")
    xu.get_by_role("link", name="发招募令").click()
    xu.get_by_label("标题").fill(TITLE)
    xu.get_by_label("招什么人").fill("高级工以上的电工")
    xu.get_by_label("招几组、几个人").fill("电气 1")
    xu.get_by_label("正文").fill("帮企业看配电。")
    xu.get_by_label("招到哪一天").fill(str(timezone.localdate() + timedelta(days=10)))
    examine(xu)
    xu.locator("main form button.btn-primary").click()
    expect(xu.get_by_role("heading", level=1)).to_have_text(TITLE)
    examine(xu)


def apply_on_a_phone(phone: Page, person: tuple[str, str], picture: Path, examine: Examine) -> None:
    """From the list to the tracking code; the page says when they are chosen, not two days."""
    phone.goto("/recruiting/")
    phone.get_by_role("link", name=TITLE).click()
    phone.get_by_role("link", name="我要申请").click()
    examine(phone)
    phone.get_by_label("姓名", exact=True).fill(person[0])
    phone.locator("[name=phone]").fill(person[1])
    phone.get_by_role("radio", name="电气").check()
    phone.get_by_label("工种、专业").fill("电工")
    phone.locator("[name=region]").select_option("330521")
    phone.locator("input[type=file]").set_input_files(picture)
    phone.get_by_role("button", name="交给德清县总工会").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("已交给德清县总工会")
    expect(phone.get_by_text("再选定、公示")).to_be_visible()
    examine(phone)


def choose(xu: Page, examine: Examine) -> None:
    """Two wait on the desk; once one is chosen only the other does."""
    xu.goto("/desk/")
    expect(xu.get_by_text("核对入册申请")).to_have_count(2)
    xu.goto(f"/recruiting/{RecruitingCall.objects.get().pk}/")
    xu.get_by_role("link", name="谁申请了").click()
    for name in ("王大工", "李小工"):
        xu.get_by_role("checkbox", name=name).check()
    xu.get_by_role("button", name="选定打勾的").click()
    expect(xu.get_by_role("alert")).to_contain_text("电气要1人，选了2人")
    examine(xu)
    xu.get_by_role("checkbox", name="李小工").uncheck()
    xu.get_by_role("button", name="选定打勾的").click()
    expect(xu.get_by_role("status")).to_contain_text("选定了1人")
    examine(xu)
    xu.goto("/desk/")
    expect(xu.get_by_text("核对入册申请")).to_have_count(1)


def the_last_day_is_over() -> None:
    RecruitingCall.objects.update(until=timezone.localdate() - timedelta(days=1))


def give_notice(xu: Page, examine: Examine) -> None:
    xu.goto("/desk/")
    expect(xu.get_by_text("公示选定的人")).to_be_visible()
    examine(xu)
    xu.get_by_role("link", name="去公示").click()
    xu.get_by_label("有意见找谁").fill("组织部 0572-12351")
    examine(xu)
    xu.get_by_role("button", name="公示").click()
    expect(xu.get_by_role("status")).to_contain_text("公示好了")
    examine(xu)


def read_the_notice(stranger: Page, examine: Examine) -> None:
    """By surname, since whoever applied is not known to have agreed to be named."""
    stranger.goto("/recruiting/")
    stranger.get_by_role("link", name=TITLE).click()
    expect(stranger.get_by_text("王师傅")).to_be_visible()
    expect(stranger.get_by_text("王大工")).to_have_count(0)
    examine(stranger)


def the_notice_is_over() -> None:
    day = timezone.localdate()
    RecruitingCall.objects.update(
        notice_opens_on=day - timedelta(days=9), notice_closes_on=day - timedelta(days=1)
    )


def take_on(xu: Page, examine: Examine) -> None:
    xu.goto("/desk/")
    xu.get_by_role("link", name="去录用").click()
    examine(xu)
    xu.get_by_role("button", name="公示期满，全部录用").click()
    expect(xu.get_by_text("录用了1人")).to_be_visible()
    expect(xu.get_by_text("已录用1人")).to_be_visible()
    examine(xu)
    xu.goto("/figures/")
    expect(xu.get_by_role("link", name=re.compile("^1 ?招募人数"))).to_be_visible()


def answer_the_other(xu: Page, examine: Examine) -> None:
    other = Application.objects.get(contact_name="李小工")
    xu.goto(f"/applications/{other.pk}/")
    xu.get_by_role("link", name="不同意").click()
    examine(xu)
    xu.get_by_role("textbox").first.fill("这一组只要一位。")
    xu.locator("main form.narrow button").click()
    expect(xu.get_by_role("status")).to_be_visible()
    other.refresh_from_db()
    assert other.state == "refused"
